/** The cards of a server and a client of HTTP: where they are, and the newest exchanges. */
import type { Described } from "../../cell";
import { cardTitle } from "../../cell";
import { counted, html, stableByDefault, styles, tableHtml, type View, view, visible } from "../../view";
import type { ShowOptions, SocketHandle } from "../stack/socket";
import type { HttpLine, HttpServer } from "./api";
import type { ExchangeLog } from "./exchange-log";

const defaultRows = 8;

/** A server: where it is reached, how much it was asked, what it answered last. */
export function serverCard(server: HttpServer & Described, log: ExchangeLog, options: ShowOptions): View {
  const stable = options.stable ?? stableByDefault();
  const where =
    server.state === "opening" ? "not listening" : stable ? server.facts(true).endpoint : server.url;
  return card(server, log, options, [
    `${server.state === "open" ? "answers at" : "answered at"} ${visible(where)}, ${counted(log.count, "request")}`,
    `${counted(server.accepted, "connection")} accepted, ${server.connections.length} open, ${server.turnedAway > 0 ? `${server.turnedAway} turned away, ` : ""}${counted(server.transcript.bytes, "byte")}`,
  ]);
}

/** A client: whom it asks, over how many connections, what it was answered last. */
export function clientCard(
  client: SocketHandle & Described & { readonly connectionsOpened: number },
  log: ExchangeLog,
  options: ShowOptions,
): View {
  const stable = options.stable ?? stableByDefault();
  return card(client, log, options, [
    `asks ${visible(client.facts(stable).endpoint)}: ${counted(log.count, "request")}`,
    `${counted(client.connectionsOpened, "connection")} opened, ${counted(client.transcript.bytes, "byte")}`,
  ]);
}

function card(handle: Described, log: ExchangeLog, options: ShowOptions, facts: readonly string[]): View {
  const stable = options.stable ?? stableByDefault();
  const title = cardTitle(handle, stable);
  const lines = log.newest(options.rows ?? defaultRows);
  const rows = lines.map((line) => cells(line, stable));
  const table = {
    caption: "newest exchanges",
    columns: [
      { heading: "method" },
      { heading: "target" },
      { heading: "status" },
      { heading: "ms", kind: "count" },
    ] as const,
    rows: rows.map((cells) => ({ cells })),
  };
  const older = log.count - lines.length;
  return view({
    text: () =>
      [
        title,
        facts.join("; "),
        ...rows.map((row) => `  ${row.join("  ")}`.trimEnd()),
        older > 0 ? `  (${older} before them)` : undefined,
      ]
        .filter((line) => line !== undefined)
        .join("\n"),
    html: () =>
      html`<div style="${styles.card}"><div style="${styles.title}">${title}</div>${facts.map(
        (fact) => html`<div>${fact}</div>`,
      )}${
        rows.length > 0 ? tableHtml(table) : html`<div style="${styles.quiet}">No request yet.</div>`
      }${older > 0 && html`<div style="${styles.quiet}">${older} before them</div>`}</div>`,
  });
}

const longestTarget = 60;

/** The text of a row. How long it took differs from run to run. */
function cells({ method, target, status, duration }: HttpLine, stable: boolean): string[] {
  const short = target.length > longestTarget ? `${target.slice(0, longestTarget - 1)}…` : target;
  return [
    method,
    visible(short),
    status === 0 ? "no answer" : String(status),
    stable ? "" : duration.toFixed(1),
  ];
}
