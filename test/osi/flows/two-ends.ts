/** Two TCPs after RFC 9293 §3.10 that know their states, a network that loses and reorders, and a capture between them. */

import type { TCPStateName } from "../../../lib/osi/flows/tcp-states";
import { IP, type PacketRecord, packet, TCP } from "../../../lib/packets";

interface Wire {
  readonly seq: number;
  readonly ack: number | undefined;
  readonly flags: string;
  readonly length: number;
}

/** One end: data without a window, no queue for what comes too early. */
class End {
  state: TCPStateName = "CLOSED";
  nxt: number;
  #una: number;
  #rcv = 0;
  #fin: number | undefined;
  readonly #unconfirmed: Array<Pick<Wire, "seq" | "flags" | "length">> = [];
  ackDue = false;

  constructor(
    readonly isn: number,
    readonly emit: (wire: Wire) => void,
  ) {
    this.nxt = isn;
    this.#una = isn;
  }

  listen(): void {
    if (this.state === "CLOSED" && this.nxt === this.isn) this.state = "LISTEN";
  }

  connect(): void {
    if (this.nxt !== this.isn || this.state !== "CLOSED") return;
    this.state = "SYN-SENT";
    this.#send("S", 0);
  }

  say(length: number): void {
    if (this.state === "ESTABLISHED" || this.state === "CLOSE-WAIT") this.#send("PA", length);
  }

  close(): void {
    if (this.state === "ESTABLISHED" || this.state === "SYN-RECEIVED") this.state = "FIN-WAIT-1";
    else if (this.state === "CLOSE-WAIT") this.state = "LAST-ACK";
    else return;
    this.#fin = this.nxt;
    this.#send("FA", 0);
  }

  abort(): void {
    if (["CLOSED", "LISTEN", "SYN-SENT", "TIME-WAIT"].includes(this.state)) return;
    this.state = "CLOSED";
    this.emit({ seq: this.nxt, ack: this.#rcv, flags: "RA", length: 0 });
  }

  /** The retransmission timer. */
  again(): void {
    const first = this.#unconfirmed[0];
    if (first && this.state !== "CLOSED") this.#put(first);
  }

  /** The timer of a delayed ACK. */
  confirm(): void {
    if (this.ackDue && this.state !== "CLOSED") this.#ack();
  }

  take({ seq, ack, flags, length }: Wire): void {
    const to = seq + length + (/[SF]/.test(flags) ? 1 : 0);
    if (this.state === "CLOSED") {
      if (flags.includes("R")) return;
      if (ack === undefined) this.emit({ seq: 0, ack: to, flags: "RA", length: 0 });
      else this.emit({ seq: ack, ack: undefined, flags: "R", length: 0 });
      return;
    }
    if (this.state === "LISTEN") this.#asked(flags, to);
    else if (this.state === "SYN-SENT") this.#opening(seq, ack, flags, to);
    else this.#going({ seq, ack, flags, length });
  }

  #asked(flags: string, to: number): void {
    if (flags !== "S") return;
    this.#rcv = to;
    this.state = "SYN-RECEIVED";
    this.#send("SA", 0);
  }

  #going({ seq, ack, flags, length }: Wire): void {
    if (flags.includes("R")) {
      if (seq === this.#rcv) this.state = "CLOSED";
      return;
    }
    if (flags.includes("S") || seq !== this.#rcv) {
      if (this.state === "SYN-RECEIVED" && flags.includes("S") && ack === this.nxt) this.#opened(ack);
      this.#ack();
      return;
    }
    if (ack === undefined || ack > this.nxt) return;
    if (this.state === "SYN-RECEIVED") {
      if (ack <= this.isn) return;
      this.state = "ESTABLISHED";
    }
    this.#confirmed(ack);
    if (length > 0) {
      this.#rcv += length;
      this.ackDue = true;
    }
    if (flags.includes("F")) this.#end();
  }

  #opening(seq: number, ack: number | undefined, flags: string, to: number): void {
    if (flags.includes("R")) {
      if (ack === this.nxt) this.state = "CLOSED";
    } else if (flags === "SA" && ack === this.nxt) {
      this.#rcv = seq + 1;
      this.#opened(ack);
      this.#ack();
    } else if (flags === "S") {
      this.#rcv = to;
      this.state = "SYN-RECEIVED";
      this.#unconfirmed[0] = { seq: this.isn, flags: "SA", length: 0 };
      this.again();
    }
  }

  #opened(ack: number): void {
    this.state = "ESTABLISHED";
    this.#confirmed(ack);
  }

  #confirmed(ack: number): void {
    this.#una = Math.max(this.#una, ack);
    while (this.#unconfirmed[0] && this.#unconfirmed[0].seq < this.#una) this.#unconfirmed.shift();
    if (this.#fin === undefined || this.#una <= this.#fin) return;
    if (this.state === "FIN-WAIT-1") this.state = "FIN-WAIT-2";
    else if (this.state === "CLOSING") this.state = "TIME-WAIT";
    else if (this.state === "LAST-ACK") this.state = "CLOSED";
  }

  #end(): void {
    if (this.state === "CLOSED") return;
    this.#rcv++;
    if (this.state === "ESTABLISHED") this.state = "CLOSE-WAIT";
    else if (this.state === "FIN-WAIT-1") this.state = "CLOSING";
    else if (this.state === "FIN-WAIT-2") this.state = "TIME-WAIT";
    this.#ack();
  }

  #ack(): void {
    this.ackDue = false;
    this.emit({ seq: this.nxt, ack: this.#rcv, flags: "A", length: 0 });
  }

  #send(flags: string, length: number): void {
    const sent = { seq: this.nxt, flags, length };
    this.nxt += length + (/[SF]/.test(flags) ? 1 : 0);
    this.#unconfirmed.push(sent);
    this.#put(sent);
  }

  #put(sent: Pick<Wire, "seq" | "flags" | "length">): void {
    this.ackDue = false;
    this.emit({ ...sent, ack: sent.flags.includes("A") ? this.#rcv : undefined });
  }
}

/** What happens next: somebody does something, or the network does. */
export type Act =
  | { readonly side: 0 | 1; readonly does: "connect" | "close" | "abort" | "again" | "confirm" }
  | { readonly side: 0 | 1; readonly does: "say"; readonly length: number }
  | { readonly side: 0 | 1; readonly does: "travel" | "deliver" | "lose" | "repeat"; readonly which: number };

/** What the capture saw of a play of acts, and in which state each sender was when it had sent that. */
export function play(
  acts: readonly Act[],
  listening: boolean,
): { readonly packets: PacketRecord[]; readonly truth: TCPStateName[] } {
  const packets: PacketRecord[] = [];
  const truth: TCPStateName[] = [];
  /** On the way from each end to the capture, in order; and from there on, in any. */
  const near: Array<Array<{ wire: Wire; state: TCPStateName }>> = [[], []];
  const far: Wire[][] = [[], []];
  const ends: End[] = [0, 1].map(
    (side) =>
      new End([4_294_967_290, 7000][side]!, (wire) => near[side]!.push({ wire, state: ends[side]!.state })),
  );
  if (listening) ends[1]!.listen();
  for (const act of acts) {
    const [own, other] = [ends[act.side]!, ends[1 - act.side]!];
    const way = far[act.side]!;
    switch (act.does) {
      case "say":
        own.say(act.length);
        break;
      case "travel": {
        const next = near[act.side]!.shift();
        if (!next) break;
        packets.push(record(act.side, next.wire, packets.length));
        truth.push(next.state);
        way.push(next.wire);
        break;
      }
      case "deliver":
        for (const wire of way.splice(act.which % (way.length || 1), 1)) other.take(wire);
        break;
      case "lose":
        way.splice(act.which % (way.length || 1), 1);
        break;
      case "repeat":
        for (const wire of way.slice(act.which % (way.length || 1)).slice(0, 1)) other.take(wire);
        break;
      default:
        own[act.does]();
    }
  }
  return { packets, truth };
}

function record(side: 0 | 1, { seq, ack = 0, flags, length }: Wire, place: number): PacketRecord {
  const [src, dst] = side === 0 ? ["10.0.0.1", "10.0.0.2"] : ["10.0.0.2", "10.0.0.1"];
  const [sport, dport] = side === 0 ? [40000, 80] : [80, 40000];
  const number = (value: number) => value % 2 ** 32;
  const tcp = TCP({ sport: sport!, dport: dport!, seq: number(seq), ack: number(ack), flags });
  const parts = length > 0 ? ["x".repeat(length)] : [];
  return { packet: packet(IP({ src: src!, dst: dst! }), tcp, ...parts), time: place / 1000 };
}
