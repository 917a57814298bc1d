/** An exchange read from packets: the messages of each end in turn, without the segments that carried them. */
import { type Packet, type TCPDirection, type TCPStream, tcpStreams } from "../../packets";
import { clip } from "../../view";
import { type Conversation, type End, type Row, type Turn, turnsOf } from "../input/exchange";
import type { SeenPacket } from "../input/packets";
import { Ends, isFresh } from "./ends";
import { contentText } from "./packet-content";

/** A conversation with its source. */
export interface FollowedConversation extends Conversation {
  /** Its stream, over TCP. */
  readonly stream: TCPStream | undefined;
}

/** The exchange in packets. */
export interface PacketExchange {
  readonly conversations: readonly FollowedConversation[];
  readonly ends: readonly End[];
}

/** The exchange in these packets, their numbers growing. */
export function exchangeOfPackets(packets: readonly SeenPacket[]): PacketExchange {
  const ends = new EndsOfExchange(isFresh(packets));
  const streams = tcpStreams(packets.map(({ no, time, packet }) => ({ no, time, packet })));
  const conversations = [
    ...streams.map((stream) => conversationOf(stream, ends)),
    ...datagramConversations(packets, ends),
  ];
  return { conversations, ends: ends.all };
}

/** One stream as an exchange. */
export function exchangeOfStream(stream: TCPStream): PacketExchange {
  const ends = new EndsOfExchange(isFresh(stream.segments));
  return { conversations: [conversationOf(stream, ends)], ends: ends.all };
}

/** Ends with what a conversation wants to know of them. */
class EndsOfExchange {
  readonly #names: Ends;
  readonly #ends = new Map<string, End>();

  constructor(stable: boolean) {
    this.#names = new Ends("ports", stable);
  }

  get all(): readonly End[] {
    return [...this.#ends.values()];
  }

  of({ address, port }: TCPDirection["end"]): End {
    const { label, detail } = this.#names.named(port === undefined ? { address } : { address, port });
    const known = this.#ends.get(label);
    if (known) return known;
    const end = { label, detail, address, port: label.endsWith(`:${port}`) ? port : undefined };
    this.#ends.set(label, end);
    return end;
  }
}

function conversationOf(stream: TCPStream, ends: EndsOfExchange): FollowedConversation {
  const [client, server] = [ends.of(stream.client.end), ends.of(stream.server.end)];
  const fromTo = (side: "client" | "server") =>
    side === "client" ? { from: client, to: server } : { from: server, to: client };
  const marks: Row[] = stream.segments.flatMap(({ no, flags, from, marks }) => {
    const event = flags.includes("R")
      ? "rst"
      : flags.includes("F")
        ? "fin"
        : flags === "S"
          ? "connect"
          : undefined;
    if (!event || marks.includes("retransmission") || marks.includes("left out")) return [];
    return [{ number: no, event, length: 0, ...fromTo(from) }];
  });
  const turns = stream.turns.map(({ side, parts, from, to }): Turn => {
    const rows = rowsOf(parts, fromTo(side));
    return { ...fromTo(side), rows, length: to - from, bytes: { from, to } };
  });
  const [opening, closing] = [
    marks.filter(({ event }) => event === "connect"),
    marks.filter(({ event }) => event !== "connect"),
  ];
  return {
    carrier: "TCP",
    client: stream.fromStart ? client : undefined,
    ends: [client, server],
    rows: [...opening.slice(0, 1), ...turns.flatMap(({ rows }) => rows), ...closing],
    turns,
    stream,
  };
}

/** A row for what each packet brought; bytes that are missing behind it are counted to it, as bytes that were not kept. */
function rowsOf(
  parts: ReturnType<TCPDirection["parts"]>,
  ends: { readonly from: End; readonly to: End },
): Row[] {
  const rows: Array<Row & { length: number }> = [];
  let before = 0;
  for (const { bytes, no, from, to } of parts) {
    const last = rows.at(-1);
    if (bytes && no !== undefined) {
      const kept = before > 0 ? new Uint8Array(0) : bytes;
      rows.push({ number: no, event: "data", length: before + to - from, bytes: kept, ...ends });
      before = 0;
    } else if (last) last.length += to - from;
    else before += to - from;
  }
  return rows;
}

function datagramConversations(packets: readonly SeenPacket[], ends: EndsOfExchange): FollowedConversation[] {
  const all = new Map<string, Row[]>();
  const reads = new Map<Row, string>();
  for (const seen of packets) {
    const udp = udpIn(seen.packet);
    if (!udp) continue;
    const [from, to] = Ends.of(seen).map((end) => ends.of(end)) as [End, End];
    const key = [from.label, to.label].sort().join(" ");
    const bytes = seen.packet.bytes.subarray(udp.start + udp.header, udp.end);
    const row: Row = {
      number: seen.no,
      event: "datagram",
      length: bytes.length + seen.packet.missing,
      bytes,
      from,
      to,
    };
    if (udp.at + 1 < seen.packet.layers.length && seen.packet.layers[udp.at + 1]!.name !== "Raw")
      reads.set(row, contentText(seen.packet));
    const rows = all.get(key);
    if (rows) rows.push(row);
    else all.set(key, [row]);
  }
  return [...all.values()].map((rows) => {
    const { from, to } = rows[0]!;
    return {
      carrier: "UDP",
      client: undefined,
      ends: [from, to],
      rows,
      turns: turnsOf(rows).map((turn) => withReading(turn, reads)),
      stream: undefined,
    };
  });
}

function withReading(turn: Turn, reads: ReadonlyMap<Row, string>): Turn {
  const says = reads.get(turn.rows[0]!);
  if (says === undefined) return turn;
  const more = turn.rows.length > 1 ? `, and ${turn.rows.length - 1} more` : "";
  return { ...turn, reads: clip(says, 80) + more };
}

function udpIn({ layers }: Packet) {
  return layers.find(({ name, stop }) => name === "UDP" && !stop);
}
