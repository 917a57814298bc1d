/** Cards of sockets: the state of a server or a connection, its ends, its connections, its newest traffic. */
import type { Described } from "../cell";
import { cardTitle, newestListed } from "../cell";
import {
  counted,
  type Html,
  html,
  stableByDefault,
  styles,
  tableHtml,
  type View,
  view,
  visible,
} from "../view";
import { proxiedLine } from "./hub-proxy";
import type { Connection } from "./stack/connection";
import type { Server } from "./stack/server";
import type { ShowOptions, SocketHandle } from "./stack/socket";
import type { Transcript } from "./transcript/transcript";
import { rowsView, transcriptTable } from "./transcript/views";

const defaultRows = 8;

/** A server: where it listens, who is connected, what passed last. */
export function serverCard(server: Server & Described, options: ShowOptions): View {
  const stable = options.stable ?? stableByDefault();
  const open = server.connections as ReadonlyArray<Connection & Described>;
  const lines = [
    cardTitle(server, stable),
    `${server.state === "open" ? "listens" : "listened"} on ${visible(server.facts(stable).endpoint)}, ${counted(server.accepted, "connection")} accepted, ${open.length} open, ${server.turnedAway > 0 ? `${server.turnedAway} turned away, ` : ""}${counted(server.transcript.bytes, "byte")}`,
  ];
  const { newest, older } = newestListed(open, "connection");
  const rows = newest.map((connection) => [
    visible(connection.name),
    visible(connection.facts(stable).endpoint),
    `${connection.state}${connection.stateNote}`,
    counted(connection.transcript.bytes, "byte"),
  ]);
  const proxied = server.state === "open" && !stable ? proxiedLine(server.endpoint) : undefined;
  const traffic = latest(server.transcript, stable, options.rows ?? defaultRows);
  return card(lines, { rows, older }, traffic, proxied);
}

/** A connection: its two ends, and what passed last. */
export function connectionCard(connection: SocketHandle & Described, options: ShowOptions): View {
  const line = (stable: boolean) =>
    `${visible(connection.facts(stable).endpoint)}, ${counted(connection.transcript.bytes, "byte")}`;
  return socketCard(connection, line, options);
}

/** Any handle through which bytes pass: a line about it, and what passed last. */
export function socketCard(
  socket: SocketHandle & Described,
  line: (stable: boolean) => string,
  options: ShowOptions,
): View {
  const stable = options.stable ?? stableByDefault();
  const newest = latest(socket.transcript, stable, options.rows ?? defaultRows);
  return card([cardTitle(socket, stable), line(stable)], { rows: [], older: undefined }, newest);
}

interface Latest {
  readonly newest: Transcript;
  readonly caption: string;
}

interface Connections {
  readonly rows: ReadonlyArray<readonly string[]>;
  readonly older: string | undefined;
}

function card(
  lines: readonly string[],
  connections: Connections,
  latest: Latest,
  proxied?: ReturnType<typeof proxiedLine>,
): View {
  return view({
    text: () =>
      [
        ...lines,
        ...(proxied ? [proxied.text] : []),
        ...connections.rows.map((cells) => `  ${cells.join("  ")}`),
        ...(connections.older ? [`  ${connections.older}`] : []),
        rowsView(latest.newest).text,
      ].join("\n"),
    html: () =>
      html`<div style="${styles.card}"><div style="${styles.title}">${lines[0]}</div><div>${lines[1]}</div>${proxied?.html}${
        connections.rows.length > 0 && connectionTable(connections.rows)
      }${connections.older && html`<div style="${styles.quiet}">${connections.older}</div>`}${trafficTable(latest)}</div>`,
  });
}

function connectionTable(rows: Connections["rows"]): Html {
  return tableHtml({
    caption: "connections",
    columns: ["connection", "ends", "state", "traffic"].map((heading) => ({ heading })),
    rows: rows.map((cells) => ({ cells })),
  });
}

function trafficTable(latest: Latest): Html {
  if (latest.newest.length === 0) return html`<div style="${styles.quiet}">Nothing has passed yet.</div>`;
  return transcriptTable(latest.newest, latest.caption);
}

/** The newest rows, and how many older ones there are. */
function latest(transcript: Transcript, stable: boolean, limit: number): Latest {
  const all = stable ? transcript.normalized() : transcript;
  const newest = all.newest(limit);
  const older = all.length + all.dropped - newest.length;
  return { newest, caption: older > 0 ? `newest traffic (${older} rows before it)` : "traffic" };
}
