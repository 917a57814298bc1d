/** An exchange between two or more ends, read once from a transcript: the ladder draws it, explain() explains it. */
import { isIP } from "node:net";
import type { Transcript, Wire } from "../../sockets";
import { stableByDefault, visible } from "../../view";
import { refusal } from "./refusal";

/** A transcript, or whatever has one: a connection, a server. */
export type Recorded = Transcript | Recorder;

/** A server, a connection: a thing that keeps a record. */
export interface Recorder {
  /** The data that passed through it. */
  readonly transcript: Transcript;
}

/** One end of a conversation: a socket's address and port. */
export interface End {
  /** Its handle's name if this kernel has it, else its address and port. */
  readonly label: string;
  /** Below the name: address and port, or the address alone where ports would differ from run to run. */
  readonly detail: string;
  readonly address: string | undefined;
  /** `undefined` in an export, where the name stands for it, and where a normalized transcript tells only the name. */
  readonly port: number | undefined;
}

/** A row of the transcript, numbered from 1 over all there ever were. */
export interface Row extends Pick<Wire, "event" | "length" | "note"> {
  readonly number: number;
  /** As many of its bytes as were kept, from its first one on. */
  readonly bytes?: Uint8Array;
  readonly from: End;
  readonly to: End;
}

/** Rows in one direction, with none in the other between them. */
export interface Turn {
  readonly from: End;
  readonly to: End;
  readonly rows: readonly Row[];
  readonly length: number;
  /** Which bytes of its direction these are, from 0; undefined for datagrams, and in a transcript. */
  readonly bytes?: { readonly from: number; readonly to: number };
  /** The kind of its first message, where the packet that brought it shows this. */
  readonly reads?: string;
}

/** What two ends had with each other: over a stream from one connection's beginning to its end, over UDP all there was. */
export interface Conversation {
  /** The transport: AF_UNIX, if the transcript says so; UDP, if a datagram is among the rows. */
  readonly carrier: "TCP" | "UDP" | "AF_UNIX";
  /** The end that began, if the row that says so is still there. */
  readonly client: End | undefined;
  /** The client first, if it is known. */
  readonly ends: readonly [End, End];
  readonly rows: readonly Row[];
  readonly turns: readonly Turn[];
}

/** All that a transcript tells, or packets. */
export interface Exchange {
  readonly source: "transcript" | "packets";
  readonly rows: readonly Row[];
  /** Older rows that the transcript no longer has. */
  readonly dropped: number;
  /** In order of appearance. */
  readonly ends: readonly End[];
  readonly conversations: readonly Conversation[];
  /** The layers that the bytes were wrapped in on their way. */
  readonly wrapping: Transcript["wrapping"];
}

/** Reads what `recorded` holds now; what happens later does not change the result. */
export function readExchange(recorded: Recorded, caller: string): Exchange {
  const transcript = transcriptOf(recorded, caller);
  const stable = stableByDefault();
  const wires = [...transcript];
  const names = [...transcript.normalized()];
  const ends = new Map<string, End>();
  const endOf = (endpoint: string, name: string) => {
    const known = ends.get(endpoint);
    if (known) return known;
    const end = readEnd(endpoint, name, stable);
    ends.set(endpoint, end);
    return end;
  };
  const rows = wires.map((wire, i): Row => {
    const { from, to } = names[i] ?? wire;
    return {
      number: transcript.dropped + i + 1,
      from: endOf(wire.from, from),
      to: endOf(wire.to, to),
      event: wire.event,
      length: wire.length,
      ...(wire.bytes && { bytes: wire.bytes }),
      ...(wire.note !== undefined && { note: wire.note }),
    };
  });
  return {
    source: "transcript",
    rows,
    dropped: transcript.dropped,
    ends: [...ends.values()],
    conversations: conversationsOf(rows, transcript.family),
    wrapping: transcript.wrapping,
  };
}

function transcriptOf(recorded: Recorded, caller: string): Transcript {
  const transcript = transcriptIn(recorded);
  if (transcript) return transcript;
  throw refusal(
    caller,
    recorded,
    ", which has no transcript",
    `Give it a connection, a server or a transcript: osi.${caller}(await tcp.connect(server)).`,
  );
}

/** The transcript that it is, or has; undefined if it is something else. */
export function transcriptIn(given: unknown): Transcript | undefined {
  const candidate = (given as { readonly transcript?: unknown } | null | undefined)?.transcript ?? given;
  return isTranscript(candidate) ? candidate : undefined;
}

function isTranscript(value: unknown): value is Transcript {
  if (typeof value !== "object" || value === null || !(Symbol.iterator in value)) return false;
  return typeof (value as Partial<Transcript>).normalized === "function";
}

function readEnd(endpoint: string, name: string, stable: boolean): End {
  const [, bracketed, plain, digits] = /^(?:\[(.+)\]|([^[\]:]+)):(\d+)$/.exec(endpoint) ?? [];
  const host = bracketed ?? plain;
  const address = host !== undefined && isIP(host) ? host : undefined;
  const named = name !== endpoint;
  const port = address === undefined || (stable && named) ? undefined : Number(digits);
  const detail = !named || address === undefined ? "" : stable ? address : endpoint;
  return { label: visible(name), detail, address, port };
}

function conversationsOf(rows: readonly Row[], family: Transcript["family"]): Conversation[] {
  const all: Array<{ opening: Row | undefined; rows: Row[] }> = [];
  const newest = new Map<string, { opening: Row | undefined; rows: Row[] }>();
  const number = new Map<End, number>();
  const id = (end: End) => number.get(end) ?? number.set(end, number.size).get(end)!;
  for (const row of rows) {
    const pair = [id(row.from), id(row.to)].sort((a, b) => a - b).join();
    const opens = row.event === "connect" || row.event === "accept" || row.event === "drop";
    let conversation = newest.get(pair);
    // The operating system may give a client's port to a later one: that is another conversation.
    if (!conversation || (opens && conversation.opening)) {
      conversation = { opening: undefined, rows: [] };
      newest.set(pair, conversation);
      all.push(conversation);
    }
    if (opens) conversation.opening ??= row;
    conversation.rows.push(row);
  }
  return all.map(({ opening, rows }) => {
    const { from, to } = opening ?? rows[0]!;
    const carrier = family === "unix" ? "AF_UNIX" : hasDatagrams(rows) ? "UDP" : "TCP";
    return { carrier, client: opening?.from, ends: [from, to], rows, turns: turnsOf(rows) };
  });
}

function hasDatagrams(rows: readonly Row[]): boolean {
  return rows.some((row) => row.event === "datagram" || row.event === "overflow");
}

/** Does the row carry what one program says to the other? */
export function saysSomething({ event }: Row): boolean {
  return event === "data" || event === "datagram";
}

/** Rows in turns: a turn ends where the other end speaks. */
export function turnsOf(rows: readonly Row[]): Turn[] {
  const turns: Array<{ from: End; to: End; rows: Row[]; length: number }> = [];
  for (const row of rows) {
    if (!saysSomething(row)) continue;
    let turn = turns.at(-1);
    if (turn?.from !== row.from) {
      turn = { from: row.from, to: row.to, rows: [], length: 0 };
      turns.push(turn);
    }
    turn.rows.push(row);
    turn.length += row.length;
  }
  return turns;
}
