/** Notes on each segment of a TCP stream: trouble, phases, states. */
import type { SegmentMark, TCPDirection, TCPSegment, TCPSide, TCPStream } from "../../packets";
import { type StreamStates, type TCPStateName, tcpStates } from "./tcp-states";

/** A segment with all that the others around it say about it. */
export interface NotedSegment {
  readonly segment: TCPSegment;
  /** Errors and unusual events, in words. */
  readonly trouble: readonly string[];
  /** The phase that begins with it: `"three-way handshake"`. */
  readonly phase: string | undefined;
  /** The state that it proves its sender to be in. */
  readonly proves: TCPStateName | undefined;
  /** The state that it found its receiver in. */
  readonly finds: TCPStateName | undefined;
}

/** The segments of a stream with their notes, and what the whole leaves open. */
export function noteSegments(stream: TCPStream): {
  readonly noted: readonly NotedSegment[];
  readonly states: StreamStates;
} {
  const { segments } = stream;
  const states = tcpStates(stream);
  const phases = phasesOf(segments);
  const seen = { client: new Watched(stream.client), server: new Watched(stream.server) };
  const noted = segments.map((segment, i): NotedSegment => {
    const [own, other] = segment.from === "client" ? [seen.client, seen.server] : [seen.server, seen.client];
    const trouble = own.trouble(segment, other);
    const finds = states.listening === i ? "LISTEN" : undefined;
    return { segment, trouble, phase: phases.get(segment), proves: states.proven[i], finds };
  });
  return { noted, states };
}

/** One direction, as far as it was looked at. */
class Watched {
  /** The next number behind all that was seen of it. */
  #edge = 0;
  /** Its last acknowledgment, and the window that it gave. */
  #ack: number | undefined;
  #window = 0;
  /** The number of times that it repeated this. */
  #repeated = 0;
  readonly #direction: TCPDirection;

  constructor(direction: TCPDirection) {
    this.#direction = direction;
  }

  /** The notes on its next segment. */
  trouble(segment: TCPSegment, other: Watched): string[] {
    const words = segment.marks.flatMap((mark) => this.#words(mark, segment, other));
    const { flags, seq, length, ack, window, marks } = segment;
    if (marks.includes("left out")) return words;
    if (this.#repeats(segment, other))
      words.push(`duplicate ACK ${++this.#repeated}: still waits for byte ${ack}`);
    else if (ack !== this.#ack) this.#repeated = 0;
    if (ack !== undefined && ack >= (this.#ack ?? 0)) this.#ack = ack;
    this.#window = window;
    this.#edge = Math.max(this.#edge, seq + length + (flags.includes("S") || flags.includes("F") ? 1 : 0));
    return words;
  }

  /** A duplicate ACK as RFC 5681 §2 defines it; what answers probes of a zero window tells of no loss. */
  #repeats({ flags, length, ack, window, marks }: TCPSegment, other: Watched): boolean {
    const outstanding = ack !== undefined && other.#edge > ack;
    const plain = length === 0 && window > 0 && !/[SFR]/.test(flags) && !marks.includes("keep-alive");
    return outstanding && plain && ack === this.#ack && window === this.#window;
  }

  #words(mark: SegmentMark, segment: TCPSegment, other: Watched): string[] {
    const { seq, length } = segment;
    // RFC 5681 §3.2: the third duplicate ACK makes the sender repeat without waiting for its timer.
    const asked = other.#ack === seq && other.#repeated >= 3 && length > 0;
    switch (mark) {
      case "new":
        return [];
      case "after a hole":
        return [this.#hole(seq)];
      case "retransmission":
        return asked ? ["retransmission, after 3 duplicate ACKs"] : [mark];
      case "out of order":
        return asked
          ? ["out of order: sent again, it seems, after 3 duplicate ACKs"]
          : ["out of order: late, or lost and sent again"];
      case "conflict":
        return ["conflict: other bytes than before"];
      case "acks unseen bytes":
        return ["confirms bytes that are not in this trace"];
      case "cut":
        return ["cut by the capture"];
      case "left out":
        return ["left out: does not fit into the stream"];
      default:
        return [mark];
    }
  }

  /** The gap before a segment, and what became of it. */
  #hole(seq: number): string {
    const [from, to] = [this.#edge, seq];
    const parts = this.#direction.parts(from - 1, to - 1);
    const missing = parts.filter(({ bytes }) => !bytes);
    const came = [...new Set(parts.flatMap(({ no }) => no ?? []))];
    const gap = `hole: bytes ${from}–${to - 1} (${to - from} B) not seen`;
    if (missing.length === 0) return `${gap} until ${packetsText(came)}`;
    const why = missing.every(({ acked }) => acked)
      ? ", but confirmed: the capture lacks them"
      : ", nor confirmed";
    return gap + why;
  }
}

function packetsText(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 3).join(", ");
  return `packet ${shown}${numbers.length > 3 ? " …" : ""}`;
}

/** The phase that begins with a segment: the opening, the teardown, a reset. */
function phasesOf(segments: readonly TCPSegment[]): Map<TCPSegment, string> {
  const phases = new Map<TCPSegment, string>();
  const opening = segments.find(({ flags }) => flags.includes("S"));
  if (opening) phases.set(opening, openingOf(segments, opening));
  const fins = (["client", "server"] as const).map((side) => firstOf(segments, side, "F"));
  const closing = segments.find((segment) => fins.includes(segment));
  if (closing) phases.set(closing, teardownOf(segments, closing, fins));
  const reset = segments.find(({ flags, marks }) => flags.includes("R") && !marks.includes("left out"));
  if (reset && !phases.get(opening!)?.includes("refused")) phases.set(reset, `reset by the ${reset.from}`);
  return phases;
}

/** RFC 9293 §3.5. */
function openingOf(segments: readonly TCPSegment[], { from }: TCPSegment): string {
  const other = from === "client" ? "server" : "client";
  const syns = [firstOf(segments, from, "S"), firstOf(segments, other, "S")];
  const isPlain = (segment: TCPSegment | undefined) => segment !== undefined && !segment.flags.includes("A");
  if (syns.every(isPlain)) return "simultaneous open: both sides send SYN";
  if (!isPlain(syns[0])) return "opening, its first SYN not in this trace";
  const refusal = segments.find(({ flags }) => flags.includes("R"));
  if (!syns[1]) return refusal?.from === other ? "connection refused" : "opening, not answered in this trace";
  const third = segments.find((it) => it.from === from && /^[^SR]*A[^SR]*$/.test(it.flags));
  return third ? "three-way handshake" : "three-way handshake, not completed in this trace";
}

/** RFC 9293 §3.6. */
function teardownOf(
  segments: readonly TCPSegment[],
  first: TCPSegment,
  fins: ReadonlyArray<TCPSegment | undefined>,
): string {
  const second = fins.find((fin) => fin && fin !== first);
  if (!second) return `half-close: the ${first.from} sends no more`;
  const behind = first.seq + first.length + 1;
  if (second.ack === undefined || second.ack < behind) return "simultaneous close: both sides send FIN";
  const between = segments.slice(segments.indexOf(first) + 1, segments.indexOf(second));
  const goesOn = between.some(({ from, length }) => from === second.from && length > 0);
  return goesOn
    ? `half-close: the ${first.from} sends no more, the ${second.from} goes on`
    : `teardown: the ${first.from} closes first`;
}

function firstOf(segments: readonly TCPSegment[], side: TCPSide, flag: string): TCPSegment | undefined {
  return segments.find((it) => it.from === side && it.flags.includes(flag) && !it.marks.includes("left out"));
}
