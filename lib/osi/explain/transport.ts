/** Layer 4: from program to program. */

import { bytesText, plural } from "../../view";
import { type Conversation, type End, type Exchange, type Row, saysSomething } from "../input/exchange";
import { type Account, direction, eachConversation, type Finding, noteText } from "./account";

export function transport({ conversations }: Exchange): Account {
  return {
    seen: eachConversation(conversations, (conversation) => [
      ports(conversation),
      ...opening(conversation),
      ...volume(conversation),
      ...endings(conversation),
    ]),
    unknown: [...new Set(conversations.map(({ carrier }) => carrier))].flatMap((carrier) => unknown[carrier]),
  };
}

const unknown = {
  TCP: [
    "Segments, sequence and acknowledgement numbers, window, retransmissions, the handshake's packets: the operating system owns them.",
    "Whether packets came out of order or twice: TCP puts that right before a socket sees a byte (RFC 9293, section 2.2).",
  ],
  UDP: [
    "Whether what was sent arrived, and whether datagrams were lost, doubled or overtaken on the way: UDP tells nobody (RFC 768).",
  ],
  AF_UNIX: ["How long the bytes lay in the operating system's buffers, and in what pieces they were copied."],
} as const;

function ports({ carrier, ends: [a, b] }: Conversation): Finding {
  if (carrier === "AF_UNIX")
    return {
      says: "AF_UNIX: the operating system passes the bytes from one socket to the other. No port, no segment.",
    };
  if (a.port !== undefined && b.port !== undefined)
    return { says: `${carrier}, ${portOf(a)} to ${portOf(b)}.` };
  return {
    says: `${carrier}, from ${a.label}'s port to ${b.label}'s (names stand for numbers that change with every run).`,
  };
}

function portOf(end: End): string {
  return end.detail === "" ? `port ${end.port}` : `port ${end.port} (${end.label})`;
}

function opening({ carrier, rows: [first], client }: Conversation): Finding[] {
  if (carrier === "UDP") return [{ says: "No connection and no handshake: each datagram goes by itself." }];
  if (!first || !client) return [];
  if (first.event === "connect")
    return [{ says: `Connection established: connect() of ${client.label} returned.`, rows: [first] }];
  if (first.event === "accept")
    return [
      {
        says: `Connection established: ${first.to.label} was given a socket for ${client.label}.`,
        rows: [first],
      },
    ];
  return [
    {
      says: `${first.to.label} closed the connection at once${first.note ? `: ${noteText(first)}` : ""}.`,
      rows: [first],
    },
  ];
}

function volume({ carrier, rows, ends: [a, b] }: Conversation): Finding[] {
  return [
    [a, b],
    [b, a],
  ].flatMap(([from, to]) => {
    const data = rows.filter((row) => saysSomething(row) && row.from === from);
    const bytes = data.reduce((sum, row) => sum + row.length, 0);
    if (data.length === 0) return [];
    return [
      {
        says:
          carrier === "UDP"
            ? `${direction(from!, to!)}: ${data.length} ${plural(data.length, "datagram")}, ${bytesText(bytes)}.`
            : `${direction(from!, to!)}: ${bytesText(bytes)}, in ${data.length} ${plural(data.length, "piece")} as the socket passed them.`,
        rows: data,
      },
    ];
  });
}

function endings({ carrier, rows }: Conversation): Finding[] {
  const lost = rows.filter((row) => row.event === "overflow");
  if (lost.length > 0)
    return [
      {
        says: `${lost.length} ${plural(lost.length, "datagram")} found the receiver buffer of ${lost[0]!.to.label} full, and ${lost.length === 1 ? "was" : "were"} dropped.`,
        rows: lost,
      },
    ];
  return rows
    .filter((row) => row.event === "fin" || row.event === "rst")
    .map(
      (row): Finding => ({
        says: `${row.event === "fin" && carrier === "AF_UNIX" ? "End" : row.event.toUpperCase()} from ${row.from.label}${meaning(row)}.`,
        rows: [row],
      }),
    );
}

function meaning(row: Row): string {
  if (row.event === "fin") return ": it sends no more";
  return row.note ? `: a reset (${noteText(row)})` : ": a reset, nothing more passes either way";
}
