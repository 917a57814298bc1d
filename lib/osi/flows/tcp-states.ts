/** Which states of TCP (RFC 9293 §3.3.2) the segments of a stream prove, and nothing beyond that. */
import type { TCPSegment, TCPSide, TCPStream } from "../../packets";

/** The states of RFC 9293 §3.3.2. */
export type TCPStateName =
  | "LISTEN"
  | "SYN-SENT"
  | "SYN-RECEIVED"
  | "ESTABLISHED"
  | "FIN-WAIT-1"
  | "FIN-WAIT-2"
  | "CLOSE-WAIT"
  | "CLOSING"
  | "LAST-ACK"
  | "TIME-WAIT"
  | "CLOSED";

/** The states of both ends, as far as they follow from the packets. */
export interface StreamStates {
  /** For each segment of the stream the state that it newly proves its sender to be in; undefined where it proves none. */
  readonly proven: ReadonlyArray<TCPStateName | undefined>;
  /** Which segment, by its place, found its receiver in LISTEN: a SYN that a SYN-ACK answered. */
  readonly listening: number | undefined;
  /** The last state that is proven of each side. */
  readonly last: { readonly [side in TCPSide]: TCPStateName | undefined };
  /** Sentences on what no packet of the trace shows. */
  readonly unshown: readonly string[];
}

/**
 * What the segments prove. An end is known by what it sends: that something reached it shows only in what it answers.
 * One thing is taken for granted: that the capture saw what both ends sent, in the order in which each sent it. Where
 * numbers tell that it did not, nothing is claimed.
 */
export function tcpStates({ segments }: Pick<TCPStream, "segments">): StreamStates {
  const ends = { client: new End(), server: new End() };
  let broken: number | undefined;
  let [syn, listening]: Array<number | undefined> = [];
  const proven = segments.map((segment, i) => {
    const [own, other] = segment.from === "client" ? [ends.client, ends.server] : [ends.server, ends.client];
    if (segment.marks.includes("left out")) return undefined;
    if (segment.marks.includes("acks unseen bytes")) broken ??= segment.no;
    const before = own.state;
    const state = own.send(segment, other, broken !== undefined);
    if (segment.flags.includes("R")) own.reset = true;
    if (state === "SYN-SENT") syn = i;
    // Nothing else leads to SYN-RECEIVED without a SYN of its own.
    if (state === "SYN-RECEIVED" && before === undefined && other.state === "SYN-SENT") listening = syn;
    return state;
  });
  const last = { client: ends.client.state, server: ends.server.state };
  return { proven, listening, last, unshown: unshown(ends, broken) };
}

/** Later states have higher ranks: what a segment proves that was sent long before is no news. */
const ranks: { readonly [state in TCPStateName]: number } = {
  LISTEN: 0,
  "SYN-SENT": 1,
  "SYN-RECEIVED": 2,
  ESTABLISHED: 3,
  "FIN-WAIT-1": 4,
  "CLOSE-WAIT": 4,
  "FIN-WAIT-2": 5,
  CLOSING: 5,
  "LAST-ACK": 5,
  "TIME-WAIT": 6,
  CLOSED: 7,
};

/** So many pieces that came too early are remembered: hostile traces have no end of them. */
const mostEarly = 256;

/** One end of a connection, as what it sent shows it. Numbers are relative: the SYN has 0. */
class End {
  state: TCPStateName | undefined;
  /** Where its SYN ends, data in it counted. */
  #syn: number | undefined;
  /** The number behind its FIN. */
  #fin: number | undefined;
  /** All it sent up to here was seen. */
  #edge: number | undefined;
  /** Its segments that were seen beyond a gap. */
  #early: Array<readonly [from: number, to: number]> = [];
  /** The farthest it sent without confirming the other's SYN; what came from beyond, came with the news. */
  #withoutSyn = 0;
  /** The same for the other's FIN. */
  #withoutFin = 0;
  #confirmedFin = false;
  /** Whether it is in CLOSING or in TIME-WAIT, and nothing tells which. */
  undecided = false;
  /** Whether it broke the connection off. */
  reset = false;

  /** Notes a segment of this end. Returns the state that it newly proves, if any. */
  send(segment: TCPSegment, other: End, silent: boolean): TCPStateName | undefined {
    const { seq, flags } = segment;
    const to = seq + segment.length + (flags.includes("S") ? 1 : 0) + (flags.includes("F") ? 1 : 0);
    const isWhole = this.#note(seq, to);
    const proven = silent || !isWhole ? undefined : this.#proven(segment, other);
    if (flags.includes("S")) this.#syn ??= to;
    if (flags.includes("F")) this.#fin ??= to;
    if (!confirms(segment, other.#syn)) this.#withoutSyn = Math.max(this.#withoutSyn, to);
    if (confirms(segment, other.#fin)) this.#confirmedFin = true;
    else this.#withoutFin = Math.max(this.#withoutFin, to);
    if (proven === undefined || (this.state && ranks[proven] <= ranks[this.state])) return undefined;
    this.state = proven;
    this.undecided = false;
    return proven;
  }

  #proven(segment: TCPSegment, other: End): TCPStateName | undefined {
    const { flags } = segment;
    if (flags.includes("R")) return this.#afterReset(segment, other);
    if (flags.includes("S")) return this.#afterSyn(segment, other);
    if (!flags.includes("A") || other.#syn === undefined || !this.#isOpen(segment, other)) return undefined;
    const hasFin = confirms(segment, other.#fin);
    if (flags.includes("F") && this.#fin === undefined) return hasFin ? "LAST-ACK" : "FIN-WAIT-1";
    if (this.#fin === undefined) return hasFin ? "CLOSE-WAIT" : "ESTABLISHED";
    if (this.state === "LAST-ACK") return undefined;
    // What it confirms came from beyond all that the other sent before it confirmed this FIN: so that is known here.
    const knowsFinAcked = segment.ack! > other.#withoutFin;
    if (!hasFin) return knowsFinAcked ? "FIN-WAIT-2" : undefined;
    if (knowsFinAcked) return "TIME-WAIT";
    // The other's FIN and its ACK of this one went separately: which of them had arrived may not be known.
    if (!other.#confirmedFin) return "CLOSING";
    this.undecided = this.state === "FIN-WAIT-1";
    return undefined;
  }

  /** RFC 9293 §3.10.7: an RST ends a synchronized connection at once; to a SYN it says that there is none. */
  #afterReset(segment: TCPSegment, other: End): TCPStateName | undefined {
    if (this.state) return ranks[this.state] >= ranks.ESTABLISHED ? "CLOSED" : undefined;
    const refuses = other.state === "SYN-SENT" && this.#syn === undefined && confirms(segment, other.#syn);
    return refuses ? "CLOSED" : undefined;
  }

  #afterSyn(segment: TCPSegment, other: End): TCPStateName | undefined {
    if (!segment.flags.includes("A")) return this.state ? undefined : "SYN-SENT";
    return other.#syn === undefined || segment.ack! >= 1 ? "SYN-RECEIVED" : undefined;
  }

  /** Whether what it sends now can come only from a synchronized end: ESTABLISHED, or beyond. */
  #isOpen(segment: TCPSegment, other: End): boolean {
    if (this.state === undefined) return false;
    if (this.state === "SYN-SENT") return confirms(segment, 1);
    if (this.state !== "SYN-RECEIVED") return true;
    // A FIN may be sent in SYN-RECEIVED (§3.10.4), data only if the SYN brought some (RFC 7413).
    const brought = other.#syn! > 1;
    return (
      segment.flags.includes("F") || (segment.length > 0 && !brought) || segment.ack! > other.#withoutSyn
    );
  }

  /** Notes that these numbers were used; whether all before them were seen. */
  #note(from: number, to: number): boolean {
    if (this.#edge !== undefined && from > this.#edge) {
      if (this.#early.length < mostEarly) this.#early.push([from, to]);
      return false;
    }
    this.#edge = Math.max(this.#edge ?? to, to);
    if (this.#early.length === 0) return true;
    for (const [early, end] of this.#early.sort(([a], [b]) => a - b)) {
      if (early <= this.#edge) this.#edge = Math.max(this.#edge, end);
    }
    this.#early = this.#early.filter(([, end]) => end > this.#edge!);
    return true;
  }
}

function confirms({ ack }: TCPSegment, number: number | undefined): boolean {
  return ack !== undefined && number !== undefined && ack >= number;
}

function unshown(ends: { readonly [side in TCPSide]: End }, broken: number | undefined): string[] {
  if (broken !== undefined)
    return [`Packet ${broken} confirms bytes that the capture lacks: from there on no state is claimed.`];
  const { client, server } = ends;
  if (!client.state && !server.state)
    return ["The beginning of the connection is not in this trace: no state is claimed."];
  return (["client", "server"] as const).flatMap((side) => {
    const says = openOf(ends[side], ends[side === "client" ? "server" : "client"]);
    return says ? [`The ${side} ${says}`] : [];
  });
}

function openOf({ state, reset, undecided }: End, other: End): string | undefined {
  if (state === "CLOSED" || state === undefined) return undefined;
  if (reset)
    return `sent RST in ${state}: whether that ended the connection or only refused a segment, no packet shows.`;
  if (other.reset) return "is CLOSED when the RST arrives: no packet shows it.";
  if (undecided)
    return "is in CLOSING or in TIME-WAIT: that depends on what had arrived when it confirmed the other's FIN.";
  return open[state];
}

/** The transitions from a state that need no packet as proof. */
const open: { readonly [state in TCPStateName]?: string } = {
  "SYN-RECEIVED":
    "enters ESTABLISHED when the ACK of its SYN arrives: it sent nothing after that would show it.",
  "FIN-WAIT-1": "enters FIN-WAIT-2 when the ACK of its FIN arrives: no packet shows it.",
  "LAST-ACK": "enters CLOSED when the ACK of its FIN arrives: no packet shows it.",
  CLOSING: "enters TIME-WAIT when the ACK of its FIN arrives: no packet shows it.",
  "TIME-WAIT":
    "waits in TIME-WAIT for twice the longest life of a segment, then is CLOSED: no packet shows it.",
};
