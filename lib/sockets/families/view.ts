/** The table of address families. */
import { type TableColumn, tableHtml, tableText, type View, view } from "../../view";
import type { AddressFamily, SocketAnswer } from "./api";
import { socketTypes } from "./family";

/** A row for each family: whom it connects, what the system says, and the protocol it chooses for each type. */
export function familiesView(families: readonly AddressFamily[], note: string): View {
  const columns = ["family", "connects", "this machine", ...socketTypes].map((heading) => ({ heading }));
  const rows = families.map((family) => [
    family.name,
    family.connects,
    verdict(family),
    ...socketTypes.map((type) => cell(family.types.find((answer) => answer.type === type))),
  ]);
  const notes = [...reasons(families), note];
  return view({
    text: () => [...textLines(columns, rows), "", ...notes].join("\n"),
    html: () =>
      tableHtml({
        caption: "Address families of this machine",
        columns: columns.map((column, i) => (i === 1 ? { ...column, kind: "words" } : column)),
        rows: rows.map((cells) => ({ cells })),
        notes,
      }),
  });
}

/** In a terminal, whom they connect stands below: the lines would be too long for most screens. */
function textLines(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string[] {
  const [family, , ...states] = columns;
  const narrow = {
    columns: [family!, ...states],
    rows: rows.map(([name, , ...cells]) => ({ cells: [name, ...cells] })),
  };
  const unheaded = {
    columns: [{ heading: "" }, { heading: "" }],
    rows: rows.map((cells) => ({ cells: cells.slice(0, 2) })),
  };
  return [...tableText(narrow, { rule: false }), "", ...tableText(unheaded)];
}

function verdict({ state, errno }: AddressFamily): string {
  return errno === undefined ? state : `${state}: ${errno}`;
}

/** The meaning of the errno names in the table, each once. */
function reasons(families: readonly AddressFamily[]): string[] {
  const words = new Map<string, string>();
  for (const { errno, reason } of families.flatMap((family) => [family, ...family.types]))
    if (errno !== undefined && reason !== undefined) words.set(errno, reason);
  return [...words].sort(([a], [b]) => (a < b ? -1 : 1)).map(([errno, reason]) => `${errno}: ${reason}`);
}

/** The protocol that the system chose, or its reason for refusing. */
function cell(answer: SocketAnswer | undefined): string {
  if (!answer) return "";
  if (!answer.opened) return answer.errno ?? "no";
  if (answer.protocol === undefined) return "yes";
  const name = protocolNames[answer.protocol];
  return name === undefined ? String(answer.protocol) : `${answer.protocol}: ${name}`;
}

/** Of the Internet's protocols, those that a system chooses by itself (IANA, "Protocol Numbers"). */
const protocolNames: { readonly [number: number]: string } = {
  6: "TCP",
  17: "UDP",
  132: "SCTP",
};
