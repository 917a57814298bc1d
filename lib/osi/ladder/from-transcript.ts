/** The ladder of a transcript: what a socket saw, an arrow for each event. */
import { printable, visible } from "../../view";
import type { Exchange, Row } from "../input/exchange";
import type { Story, StoryRow } from "./story";

/** The story of a transcript. */
export function storyOfExchange({ ends, rows, dropped, conversations }: Exchange): Story {
  return {
    title: "Ladder of a socket's transcript",
    rows: rows.map(rowOf),
    lifelines: ends,
    dropped,
    unit: "row",
    keeper: "transcript",
    honesty: [honesty[conversations[0]?.carrier ?? "TCP"]],
  };
}

const honesty = {
  TCP: "Reconstructed from socket events: the operating system owns the segments, so handshake and ACKs are not shown.",
  UDP: "Reconstructed from socket events: each arrow is one datagram. Whether it arrived, only the other end's transcript tells.",
  AF_UNIX:
    "Reconstructed from socket events: no network took part, and there are no segments. The operating system copied the bytes.",
} as const;

function rowOf(row: Row): StoryRow {
  const { number, from, to, event, length } = row;
  return {
    number,
    time: undefined,
    from,
    to,
    style: styleOf[event],
    counts: event === "data" || event === "datagram" ? "data" : "other",
    length,
    trouble: [],
    state: undefined,
    found: undefined,
    phase: undefined,
    across: event === "error",
    words: () =>
      event === "error" && row.note !== undefined
        ? { label: noteOf(row.note), content: "" }
        : { label: eventLabel(row), content: content(row) },
  };
}

const styleOf = {
  connect: "life",
  accept: "life",
  data: "plain",
  datagram: "plain",
  fin: "life",
  rst: "broken",
  drop: "broken",
  overflow: "broken",
  error: "broken",
} as const;

function eventLabel(row: Row): string {
  switch (row.event) {
    case "data":
    case "datagram":
      return `${row.length} B`;
    case "fin":
    case "rst":
      return row.event.toUpperCase();
    case "drop":
      return "turned away";
    case "overflow":
      return "dropped";
    default:
      return row.event;
  }
}

/** Bytes that can fill the widest arrow; what does not fit is clipped by the drawing. */
const payloadBytes = 256;

function content({ event, bytes, note }: Row): string {
  if ((event === "data" || event === "datagram") && bytes)
    return `"${printable(bytes.subarray(0, payloadBytes))}"`;
  return note === undefined ? "" : `(${noteOf(note)})`;
}

function noteOf(note: string): string {
  return visible(note.slice(0, payloadBytes));
}
