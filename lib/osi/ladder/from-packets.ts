/** The ladder of packets: TCP followed by its streams, everything else as it says itself. */

import { type Packet, type TCPSegment, type TCPStream, tcpStreams } from "../../packets";
import { capital, counted, plural, printable } from "../../view";
import { Ends, isFresh } from "../flows/ends";
import { inOrder, originsText } from "../flows/origins";
import { contentText } from "../flows/packet-content";
import { type NotedSegment, noteSegments } from "../flows/segment-notes";
import type { StreamStates } from "../flows/tcp-states";
import type { PacketList, SeenPacket } from "../input/packets";
import type { ArrowStyle, Story, StoryRow } from "./story";

/** The story of packets; lifelines are hosts, or hosts with ports. */
export function storyOfPackets(list: PacketList, lifelines: "hosts" | "ports" | undefined): Story {
  const packets = inOrder(list.packets);
  const streams = tcpStreams(packets.map(({ no, time, packet }) => ({ no, time, packet })));
  const followed = new Map<number, Followed>();
  const states = streams.map((stream) => {
    const notes = noteSegments(stream);
    for (const noted of notes.noted) followed.set(noted.segment.no, { stream, noted });
    return notes.states;
  });
  const ends = new Ends(lifelines ?? usualLifelines(packets, streams, followed), isFresh(packets));
  const alone = streams.length <= 1;
  const rows = packets.map((seen) => {
    const found = followed.get(seen.no);
    return found ? segmentRow(found, ends, alone) : packetRow(seen, ends);
  });
  return {
    title: `Ladder of ${counted(packets.length, "packet")}`,
    rows: timedRows(rows, ends),
    lifelines: ends.all,
    dropped: list.dropped,
    unit: "packet",
    keeper: "capture",
    honesty: [`${capital(originsText(packets))}.`, ...statesText(states, alone)],
  };
}

/** The story of a stream. The packets of its segments are not at hand, only the bytes that it was put together from. */
export function storyOfStream(stream: TCPStream, lifelines: "hosts" | "ports" | undefined): Story {
  const { noted, states } = noteSegments(stream);
  const ends = new Ends(lifelines ?? "ports", isFresh(stream.segments));
  const rows = noted.map((each) => segmentRow({ stream, noted: each }, ends, true));
  return {
    title: `Ladder of a TCP stream, ${counted(rows.length, "segment")}`,
    rows: timedRows(rows, ends),
    lifelines: ends.all,
    dropped: 0,
    unit: "packet",
    keeper: "capture",
    honesty: [
      "The segments of one TCP stream, numbered as their packets; a stream does not tell where they come from.",
      ...statesText([states], true),
    ],
  };
}

/** The rows with their times, if all have one that is the same in every run. */
function timedRows(rows: readonly StoryRow[], { stable }: Ends): readonly StoryRow[] {
  const timed = !stable && rows.every(({ time }) => time !== undefined);
  return timed ? rows : rows.map((row) => ({ ...row, time: undefined }));
}

interface Followed {
  readonly stream: TCPStream;
  readonly noted: NotedSegment;
}

/** Ports tell the ends apart where one conversation is all there is, or where a host talks to itself. */
function usualLifelines(
  packets: readonly SeenPacket[],
  streams: readonly TCPStream[],
  followed: ReadonlyMap<number, Followed>,
): "hosts" | "ports" {
  const ends = streams.map(({ client, server }) => [client.end, server.end] as const);
  for (const seen of packets) if (!followed.has(seen.no)) ends.push(Ends.of(seen));
  if (ends.some(([from, to]) => from.address === to.address)) return "ports";
  const pairs = ends.map((pair) =>
    pair
      .map(({ address, port }) => `${address} ${port}`)
      .sort()
      .join(),
  );
  return new Set(pairs).size > 1 ? "hosts" : "ports";
}

function segmentRow({ stream, noted }: Followed, ends: Ends, alone: boolean): StoryRow {
  const { segment, trouble, phase, proves, finds } = noted;
  const { flags, length } = segment;
  const [own, other] =
    segment.from === "client" ? [stream.client, stream.server] : [stream.server, stream.client];
  const heading = phase && (alone ? phase : `connection ${stream.number}: ${phase}`);
  return {
    number: segment.no,
    time: segment.time,
    from: ends.named(own.end),
    to: ends.named(other.end),
    style: styleOf(segment),
    counts: length > 0 ? "data" : /[SFR]/.test(flags) ? "other" : "ack",
    length,
    trouble,
    state: proves,
    found: finds,
    phase: heading,
    across: false,
    words: () => ({
      label: ends.ports(own.end, other.end) + segmentLabel(segment),
      content: payload(own, segment),
    }),
  };
}

function styleOf({ flags, length }: TCPSegment): ArrowStyle {
  if (flags.includes("R")) return "broken";
  if (/[SF]/.test(flags)) return "life";
  return length > 0 ? "plain" : "ack";
}

const flagNames: { readonly [letter: string]: string } = {
  F: "FIN",
  S: "SYN",
  R: "RST",
  P: "PSH",
  A: "ACK",
  U: "URG",
  E: "ECE",
  C: "CWR",
};

/** `PSH, ACK seq 1 ack 1, 18 B` */
function segmentLabel({ flags, seq, ack, length }: TCPSegment): string {
  const order = [..."SFRPAUEC"].filter((letter) => flags.includes(letter)).map((letter) => flagNames[letter]);
  const numbers = ack === undefined ? `seq ${seq}` : `seq ${seq} ack ${ack}`;
  return `${order.join(", ") || "no flag"} ${numbers}${length > 0 ? `, ${length} B` : ""}`;
}

/** Bytes that can fill the widest arrow; what does not fit is clipped by the drawing. */
const payloadBytes = 256;

function payload(own: TCPStream["client"], { seq, length, flags }: TCPSegment): string {
  if (length === 0) return "";
  const place = seq + (flags.includes("S") ? 1 : 0) - 1;
  const bytes = own.bytes(place, place + Math.min(length, payloadBytes));
  return bytes.length > 0 ? `"${printable(bytes)}"` : "";
}

function packetRow(seen: SeenPacket, ends: Ends): StoryRow {
  const { no, time, packet } = seen;
  const [from, to] = Ends.of(seen);
  const udp = packet.layers.find(({ name, stop }) => name === "UDP" && !stop);
  return {
    number: no,
    time,
    from: ends.named(from),
    to: ends.named(to),
    style: packetStyle(packet, from.port !== undefined),
    counts: udp ? "data" : "other",
    length: udp ? udp.end - udp.start - udp.header : 0,
    trouble: packet.stop ? ["cut or broken: not all of it can be read"] : [],
    state: undefined,
    found: undefined,
    phase: undefined,
    across: false,
    words: () => ({ label: ends.ports(from, to) + contentText(packet), content: datagram(packet) }),
  };
}

function packetStyle({ layers }: Packet, withPorts: boolean): ArrowStyle {
  if (withPorts) return "plain";
  return layers.some(({ definition }) => definition.layer === 3) ? "network" : "link";
}

/** The content of a datagram, if no protocol describes it. */
function datagram({ layers, bytes }: Packet): string {
  const raw = layers.at(-1);
  if (raw?.name !== "Raw" || layers.at(-2)?.name !== "UDP" || raw.stop) return "";
  return `"${printable(bytes.subarray(raw.start, Math.min(raw.end, raw.start + payloadBytes)))}"`;
}

/** Streams whose open questions are listed. */
const mostStreams = 2;

function statesText(states: readonly StreamStates[], alone: boolean): string[] {
  if (states.length === 0) return [];
  const some = states.some(({ last }) => last.client ?? last.server);
  const rule =
    "A state (RFC 9293 §3.3.2) stands at an end beside the segment that proves it: an end is known by what it sends.";
  const open = states.slice(0, mostStreams).flatMap(({ unshown }, i) => {
    return unshown.map((words) => (alone ? words : `Connection ${i}: ${words}`));
  });
  const more = states.length - mostStreams;
  const rest = more > 0 ? [`${more} more ${plural(more, "connection")} not told here.`] : [];
  return [...(some ? [rule] : []), ...open, ...rest];
}
