/** The turns of two ends, with what is missing, from packets or from a transcript. */
import type { TCPStream } from "../../packets";
import { exchangeOfPackets, exchangeOfStream, type PacketExchange } from "../flows/exchange-of-packets";
import { inOrder } from "../flows/origins";
import { type Drawable, readDrawable } from "../input/drawable";
import type { Conversation } from "../input/exchange";

/** One conversation. */
export interface Speech {
  /** `TCP`, `UDP`, `AF_UNIX` */
  readonly carrier: string;
  /** The ends: first the one that began. */
  readonly ends: readonly [SpeechEnd, SpeechEnd];
  readonly turns: readonly SpeechTurn[];
}

/** One end. */
interface SpeechEnd {
  readonly label: string;
  readonly port: number | undefined;
}

/** The data that one end sent before the other did. */
export interface SpeechTurn {
  /** Which of the two ends. */
  readonly side: 0 | 1;
  readonly pieces: readonly Piece[];
}

/** Bytes, or where some are missing. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Bytes behind these that are not here. */
  readonly missing: number;
  /** Why they are not. */
  readonly why: string;
  /** Where they stand in what this end said, from 0. */
  readonly from: number;
  /** Number of the packet or row that brought them; undefined where nothing did. */
  readonly number: number | undefined;
}

/** All conversations in what was given. */
export function speechesIn(given: Drawable): {
  readonly speeches: readonly Speech[];
  readonly unit: "packet" | "row";
} {
  const read = readDrawable(given, "follow");
  switch (read.kind) {
    case "stream":
      return { speeches: speechesOf(exchangeOfStream(read.stream)), unit: "packet" };
    case "exchange":
      return { speeches: read.exchange.conversations.map(speechInRows), unit: "row" };
    case "packets":
      return { speeches: speechesOf(exchangeOfPackets(inOrder(read.packets))), unit: "packet" };
  }
}

function speechesOf({ conversations }: PacketExchange): Speech[] {
  return conversations.map((one) => (one.stream ? speechInStream(one.stream, one.ends) : speechInRows(one)));
}

function speechInStream(stream: TCPStream, ends: Speech["ends"]): Speech {
  const turns = stream.turns.map(({ side, parts }): SpeechTurn => {
    const pieces = parts.map(({ bytes = new Uint8Array(0), from, to, no, acked }) => ({
      bytes,
      missing: to - from - bytes.length,
      why: acked ? "confirmed, so only the capture lacks them" : "never seen",
      from,
      number: no,
    }));
    return { side: side === "client" ? 0 : 1, pieces };
  });
  return { carrier: "TCP", ends, turns };
}

function speechInRows({ carrier, ends, turns }: Conversation): Speech {
  const sizes = [0, 0];
  return {
    carrier,
    ends,
    turns: turns.map(({ from, rows }): SpeechTurn => {
      const side = from === ends[0] ? 0 : 1;
      const pieces = rows.map(({ bytes = new Uint8Array(0), length, number }) => {
        const at = sizes[side]!;
        sizes[side] = at + length;
        return { bytes, missing: length - bytes.length, why: "not kept", from: at, number };
      });
      return { side, pieces };
    }),
  };
}
