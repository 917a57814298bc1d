/** What a server and a connection show of themselves: state, ends, connections, the newest traffic. */
import {
  type HandleState,
  type Html,
  html,
  stableByDefault,
  styles,
  type View,
  view,
  visible,
} from "../cell";
import type { Connection } from "./stack/connection";
import type { Server } from "./stack/server";
import type { ShowOptions } from "./stack/socket";
import type { Transcript } from "./transcript/transcript";
import { rowsView, transcriptTable } from "./transcript/views";

const defaultRows = 8;

/** A server: where it listens, who is connected, what passed last. */
export function serverCard(server: Server & Described, options: ShowOptions): View {
  const stable = options.stable ?? stableByDefault();
  const open = server.connections as ReadonlyArray<Connection & Described>;
  const lines = [
    `${server.kind} ${visible(server.name)}: ${stateText(server)}${since(server, stable)}`,
    `${server.state === "open" ? "listens" : "listened"} on ${visible(server.facts(stable).endpoint)}, ${count(server.accepted, "connection")} accepted, ${open.length} open, ${server.turnedAway > 0 ? `${server.turnedAway} turned away, ` : ""}${count(server.transcript.bytes, "byte")}`,
  ];
  const connections = open.map((connection) => [
    visible(connection.name),
    visible(connection.facts(stable).endpoint),
    stateText(connection),
    count(connection.transcript.bytes, "byte"),
  ]);
  return card(lines, connections, latest(server.transcript, stable, options.rows ?? defaultRows));
}

/** A connection: its two ends, and what passed last. */
export function connectionCard(connection: Connection & Described, options: ShowOptions): View {
  const stable = options.stable ?? stableByDefault();
  const lines = [
    `${connection.kind} ${visible(connection.name)}: ${stateText(connection)}${since(connection, stable)}`,
    `${visible(connection.facts(stable).endpoint)}, ${count(connection.transcript.bytes, "byte")}`,
  ];
  return card(lines, [], latest(connection.transcript, stable, options.rows ?? defaultRows));
}

/** What the two kinds of handle say of their state. */
interface Described {
  readonly state: HandleState;
  readonly stateNote: string;
  readonly since: number;
  facts(stable: boolean): { readonly endpoint: string };
}

interface Latest {
  readonly newest: Transcript;
  readonly caption: string | undefined;
}

function card(lines: readonly string[], connections: ReadonlyArray<readonly string[]>, latest: Latest): View {
  return view({
    text: () =>
      [...lines, ...connections.map((cells) => `  ${cells.join("  ")}`), rowsView(latest.newest).text].join(
        "\n",
      ),
    html: () =>
      html`<div style="${styles.card}"><div style="${styles.title}">${lines[0]}</div><div>${lines[1]}</div>${
        connections.length > 0 && connectionsTable(connections)
      }${trafficTable(latest)}</div>`,
  });
}

function connectionsTable(connections: ReadonlyArray<readonly string[]>): Html {
  const head = ["connection", "ends", "state", "traffic"];
  return html`<table style="${styles.table}"><thead><tr>${head.map(
    (title) => html`<th scope="col" style="${styles.head}">${title}</th>`,
  )}</tr></thead><tbody>${connections.map(
    (cells) => html`<tr>${cells.map((cell) => html`<td style="${styles.cell}">${cell}</td>`)}</tr>`,
  )}</tbody></table>`;
}

function trafficTable(latest: Latest): Html {
  if (latest.newest.length === 0) return html`<div style="${styles.quiet}">Nothing has passed yet.</div>`;
  return transcriptTable(latest.newest, latest.caption);
}

/** The newest rows, and how many older ones there are. */
function latest(transcript: Transcript, stable: boolean, limit: number): Latest {
  const all = stable ? transcript.normalized() : transcript;
  let index = 0;
  const newest = all.filter(() => index++ >= all.length - limit);
  const older = all.length + all.dropped - newest.length;
  return { newest, caption: older > 0 ? `newest traffic (${older} rows before it)` : undefined };
}

function stateText(handle: Described): string {
  return `${handle.state}${handle.stateNote}`;
}

/** Since when it is open, by the clock: a card is not redrawn while nothing happens. */
function since(handle: Described, stable: boolean): string {
  if (stable || handle.state !== "open") return "";
  return ` since ${new Date(performance.timeOrigin + handle.since).toLocaleTimeString("en-GB")}`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
