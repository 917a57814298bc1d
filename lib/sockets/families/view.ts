/** The table of address families. */

import { html, styles, tableHtml, tableText, type View, view } from "../../view";
import type { AddressFamily, SocketAnswer } from "./api";
import { socketTypes } from "./family";

/** A row for each family: whom it connects, what the system says, and the protocol it chooses for each type. */
export function familiesView(families: readonly AddressFamily[], note: string): View {
  const head = ["family", "connects", "this machine", ...socketTypes];
  const rows = families.map((family) => [
    family.name,
    family.connects,
    verdict(family),
    ...socketTypes.map((type) => cell(family.types.find((answer) => answer.type === type))),
  ]);
  const notes = [...reasons(families), note];
  // Whom they connect stands below: the lines would be too long for most screens.
  const narrow = [head, ...rows].map(([name, , ...cells]) => [name!, ...cells]);
  return view({
    text: () =>
      [...lines(narrow), "", ...lines(rows.map((cells) => cells.slice(0, 2))), "", ...notes].join("\n"),
    html: () =>
      html`${tableHtml({
        caption: "Address families of this machine",
        columns: head.map((heading, i) => (i === 1 ? { heading, width: 30 } : { heading })),
        rows: rows.map((cells) => ({ cells })),
      })}${notes.map((each) => html`<div style="${styles.quiet}">${each}</div>`)}`,
  });
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

function lines([headings, ...rows]: readonly (readonly string[])[]): string[] {
  const columns = headings!.map((heading) => ({ heading }));
  return tableText({ columns, rows: rows.map((cells) => ({ cells })) }, { rule: false });
}
