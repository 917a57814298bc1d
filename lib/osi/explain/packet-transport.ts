/** Layer 4, read from packets: the opening of the connection, the delivery of the bytes, and the end. */
import type { TCPSegment, TCPSide, TCPStream } from "../../packets";
import { bytesText, capital, counted, plural } from "../../view";
import type { FollowedConversation, PacketExchange } from "../flows/exchange-of-packets";
import { type NotedSegment, noteSegments } from "../flows/segment-notes";
import { type Account, direction, eachConversation, type Finding } from "./account";

export function packetTransport({ conversations }: PacketExchange): Account {
  if (conversations.length === 0)
    return { seen: [{ says: "Nothing: neither TCP nor UDP is in these packets." }], unknown: [] };
  const unknown: string[] = [];
  const seen = eachConversation(conversations, (conversation) => {
    const { stream } = conversation;
    if (!stream) return datagrams(conversation);
    const { noted, states } = noteSegments(stream);
    unknown.push(...states.unshown);
    return connection(conversation, stream, noted);
  });
  if (conversations.some(({ carrier }) => carrier === "UDP"))
    unknown.push("Whether the datagrams arrived: UDP tells nobody (RFC 768).");
  else unknown.push("What was lost before it came to where the capture was made.");
  return { seen, unknown: [...new Set(unknown)] };
}

function connection(
  { ends: [client, server] }: FollowedConversation,
  stream: TCPStream,
  noted: readonly NotedSegment[],
): Finding[] {
  const of = (wanted: (segment: TCPSegment) => boolean) => rows(stream.segments.filter(wanted));
  const confirmations = of(({ length, flags }) => length === 0 && /^A$/.test(flags));
  return [
    { says: `TCP, ${portText(client)} to ${portText(server)}.` },
    ...phases(noted),
    ...volume(stream, "client", direction(client, server)),
    ...volume(stream, "server", direction(server, client)),
    ...(confirmations.length > 0
      ? [
          {
            says: `${counted(confirmations.length, "segment")} carried no data and only confirmed.`,
            rows: confirmations,
          },
        ]
      : []),
    ...troubles(noted),
    ...lastStates(noted),
  ];
}

const portText = ({ port, label }: { port: number | undefined; label: string }) =>
  port === undefined ? `the port of ${label}` : `port ${port}`;

const rows = (segments: readonly TCPSegment[]) => segments.map(({ no }) => ({ number: no }));

/** The opening, the end: what was named, and the segments that belong to it. */
function phases(noted: readonly NotedSegment[]): Finding[] {
  const segments = noted.map(({ segment }) => segment);
  return noted.flatMap(({ segment, phase }): Finding[] => {
    if (!phase) return [];
    const parts = segment.flags.includes("R")
      ? [segment]
      : segment.flags.includes("S")
        ? openingSegments(segments)
        : segments.filter(({ flags }) => flags.includes("F"));
    return [{ says: `${capital(phase)}${meaning(phase)}.`, rows: rows(parts) }];
  });
}

function openingSegments(segments: readonly TCPSegment[]): TCPSegment[] {
  const syns = segments.filter(({ flags }) => flags.includes("S"));
  const last = segments.indexOf(syns.at(-1)!);
  const third = segments
    .slice(last + 1)
    .find(({ from, flags }) => from !== segments[last]!.from && flags.includes("A"));
  const refusal = syns.length === 1 ? segments.find(({ flags }) => flags.includes("R")) : undefined;
  return [...syns, ...((refusal ?? third) ? [(refusal ?? third)!] : [])];
}

function meaning(phase: string): string {
  if (phase === "three-way handshake")
    return ": each side told where its numbers begin, and had that confirmed";
  if (phase === "connection refused") return ": no program listened there, or it did not want to";
  if (phase.startsWith("reset")) return ": nothing more passes either way";
  return "";
}

function volume(stream: TCPStream, side: TCPSide, way: string): Finding[] {
  const own = stream[side];
  if (own.length === 0) return [];
  const carrying = stream.segments.filter(({ from, length }) => from === side && length > 0);
  const missing = own.holes.reduce((sum, { from, to }) => sum + to - from, 0);
  const gone = missing > 0 ? `, ${missing} of them not in these packets` : "";
  return [
    {
      says: `${way}: ${bytesText(own.length)}${gone}, in ${counted(carrying.length, "segment")}.`,
      rows: rows(carrying),
      bytes: { from: 0, to: own.length },
    },
  ];
}

/** Each kind of trouble once, with all its segments. */
function troubles(noted: readonly NotedSegment[]): Finding[] {
  const kinds = new Map<string, TCPSegment[]>();
  for (const { segment, trouble } of noted) {
    for (const words of trouble) {
      const kind = /^[^:,\d]+/.exec(words)![0].trim();
      const known = kinds.get(kind);
      if (known) known.push(segment);
      else kinds.set(kind, [segment]);
    }
  }
  if (kinds.size === 0) return [{ says: "In these packets nothing was lost, late, or sent again." }];
  return [...kinds].map(([kind, segments]) => ({
    says: `${capital(kind)}: ${segments.length === 1 ? "once" : `${segments.length} times`}.`,
    rows: rows(segments),
  }));
}

function lastStates(noted: readonly NotedSegment[]): Finding[] {
  return (["client", "server"] as const).flatMap((side): Finding[] => {
    const last = noted.filter(({ segment, proves }) => segment.from === side && proves).at(-1);
    if (!last) return [];
    return [{ says: `The ${side} is last known to be in ${last.proves}.`, rows: rows([last.segment]) }];
  });
}

function datagrams({ ends: [a, b], rows: all }: FollowedConversation): Finding[] {
  const ways = [
    [a, b],
    [b, a],
  ] as const;
  return [
    {
      says: `UDP, ${portText(a)} to ${portText(b)}. No connection and no handshake: each datagram goes by itself.`,
    },
    ...ways.flatMap(([from, to]): Finding[] => {
      const own = all.filter((row) => row.from === from);
      const bytes = own.reduce((sum, { length }) => sum + length, 0);
      if (own.length === 0 || from === to) return [];
      return [
        {
          says: `${direction(from, to)}: ${own.length} ${plural(own.length, "datagram")}, ${bytesText(bytes)}.`,
          rows: own,
        },
      ];
    }),
  ];
}
