/** Public types of impair: ways with faults, the decisions made on them, and the relays that follow them. */
import type { Endpoint, Target } from "../endpoint";
import type { SocketHandle } from "../stack/socket";

/** Options of every relay. */
export interface RelayOptions {
  /** A re-run of the cell replaces the relay of the same name, and takes its port over. */
  readonly name?: string;
}

/** Relays that impair what passes. */
export interface Impair {
  /**
   * Puts a way with faults in front of a UDP socket: what is sent to the relay is delayed, lost, duplicated, reordered,
   * corrupted or held up before it reaches the socket. The same seed makes the same decisions.
   *
   * @throws NetcellError `EINVAL` when an option does not exist, or cannot have that value
   * @example
   * ```ts
   * import { udp, impair, settle } from "netcell";
   * const sink = await udp.bind();
   * const bad = await impair.udp(sink, { loss: 0.2, seed: 7 });
   * const me = await udp.bind();
   * for (let i = 0; i < 50; i++) await me.sendTo(String(i), bad);
   * await settle();
   * bad.decisions.filter((d) => d.lost).map((d) => d.index)
   * ```
   */
  udp(to: Target, options: DatagramImpairment & RelayOptions): Promise<UdpRelay>;
  /**
   * Puts a way with faults in front of a TCP server: connections through the relay are late, slow, sliced, stalled or
   * reset, in both directions. No byte is lost, for TCP loses none.
   *
   * @throws NetcellError `EINVAL` when an option does not exist, or cannot have that value
   * @example
   * ```ts
   * import { tcp, impair } from "netcell";
   * const echo = await tcp.listen(async (c) => { for await (const bytes of c) await c.send(bytes) });
   * const sliced = await impair.tcp(echo, { slice: 3, seed: 7 });
   * const me = await tcp.connect(sliced);
   * await me.send("one message\n");
   * String(await me.recv())
   * ```
   */
  tcp(to: Target, options: StreamImpairment & RelayOptions): Promise<TcpRelay>;
}

/** Impairments of datagrams, named as in Linux's netem (tc-netem(8)). Those that are left out do not happen. */
export interface DatagramImpairment {
  /** The same seed makes the same decisions (default: 1). */
  readonly seed?: number;
  /** Milliseconds by which every datagram is late. */
  readonly delay?: number;
  /** Milliseconds by which the delay varies, either way. Every datagram keeps its place: only `reorder` changes it. */
  readonly jitter?: number;
  /** The probability, 0 to 1, that a datagram is lost. */
  readonly loss?: number;
  /** The probability that it comes twice. */
  readonly duplicate?: number;
  /** The probability that the next datagram that is not lost overtakes it. */
  readonly reorder?: number;
  /** The probability that one of its bits is changed. (On a real link UDP's checksum would find that; here it arrives.) */
  readonly corrupt?: number;
  /** Bits a second that pass; what comes faster waits. */
  readonly rate?: number;
}

/** The decision on one datagram. */
export interface DatagramDecision {
  /** Its number, in the order of arrival at the relay; the first is 0. */
  readonly index: number;
  /** It goes no further; then nothing else holds. */
  readonly lost: boolean;
  /** It is sent twice. */
  readonly duplicated: boolean;
  /** The next one overtakes it, unless it overtakes another itself. */
  readonly reordered: boolean;
  /** Where a bit is changed, as a part of its length from 0 up to 1; `undefined` where none is. */
  readonly corruptedAt: number | undefined;
  /** Milliseconds by which it is late, in addition to the wait that `rate` causes. */
  readonly delay: number;
}

/**
 * Impairments of the bytes of a connection, in each direction by itself. There is no `loss`: TCP sends again what is
 * lost, and a program sees only that it comes late.
 */
export interface StreamImpairment {
  /** The same seed makes the same decisions (default: 1). */
  readonly seed?: number;
  /** Milliseconds by which bytes are late. */
  readonly latency?: number;
  /** Milliseconds by which the latency varies, either way, from slice to slice. Bytes keep their order. */
  readonly jitter?: number;
  /** Bits a second that pass; what comes faster waits. */
  readonly rate?: number;
  /**
   * Cuts the stream into slices of 1 to so many bytes, as the seed decides, and passes them on a millisecond apart.
   * A program that takes one `recv` for one message does not survive it.
   */
  readonly slice?: number;
  /** Bytes after which nothing passes any more, neither bytes nor FIN, while the connection stays open. */
  readonly stallAfter?: number;
  /** Bytes after which both ends get a reset (RST). */
  readonly resetAfter?: number;
  /** Further milliseconds by which the end of a direction (FIN) is late. */
  readonly slowClose?: number;
}

/** From whom to whom bytes go: to the target, or back from it. */
export type Direction = "there" | "back";

/** The decision on one slice. */
export interface StreamDecision {
  /** The connection's number, in the order of arrival at the relay; the first is 0. */
  readonly connection: number;
  /** To the target, or back from it. */
  readonly direction: Direction;
  /** The slice's number in its direction; the first is 0. */
  readonly index: number;
  /** Its first byte's place in the stream; the first byte has 0. */
  readonly offset: number;
  /** How many bytes it has, if the stream does not end before. */
  readonly length: number;
  /** Milliseconds by which it is late, in addition to the wait that `rate` causes. */
  readonly delay: number;
}

/** An impaired way to a TCP server. Connect to it as to the server itself. */
export interface TcpRelay extends SocketHandle {
  /** Where to connect. */
  readonly endpoint: Endpoint;
  /** What was decided for each slice, one by one: the newest 10 000 at least. */
  readonly decisions: readonly StreamDecision[];
  /** How many decisions there were in all. */
  readonly decided: number;
  /** How many connections were accepted. */
  readonly accepted: number;
}

/** An impaired way to a UDP socket. Send to it as to the socket itself; answers come back through it, unharmed. */
export interface UdpRelay extends SocketHandle {
  /** Where to send. */
  readonly endpoint: Endpoint;
  /** What was decided for each datagram, one by one: the newest 10 000 at least. */
  readonly decisions: readonly DatagramDecision[];
  /** How many decisions there were in all. */
  readonly decided: number;
  /** How many datagrams were lost by decision. Whether the target is closed, card and transcript say. */
  readonly lost: number;
}
