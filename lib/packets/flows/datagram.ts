/** One IP packet while its fragments come in (RFC 815): which bytes are there, which are missing, which came twice. */
import type { Packet } from "../packet";
import { type Network, withBytes } from "./network";
import { type ByteRange, bytesOf, Pieces } from "./pieces";
import type { Seen } from "./seen";

/**
 * The kind of a fragment, compared with those before it: `"new"`; a `"duplicate"` of bytes that were there; an `"overlap"`
 * with some of them; in `"conflict"` with them (what came first stays); `"beyond the end"` that another one gave, or
 * longer than an IP packet can be; `"not in units of 8"` although others follow; `"left out"` for one of these reasons.
 */
export type FragmentMark =
  | "new"
  | "duplicate"
  | "overlap"
  | "conflict"
  | "beyond the end"
  | "not in units of 8"
  | "left out";

/** One fragment of a packet. */
export interface Fragment extends ByteRange {
  /** Number of the packet that it is. */
  readonly no: number;
  /** Whether it says that others follow. */
  readonly more: boolean;
  /** Its kind, compared with those before it. */
  readonly marks: readonly FragmentMark[];
}

/** A packet that came in fragments. Places count from the first byte behind the headers that all of them have. */
export interface Datagram {
  /** Address of the sender. */
  readonly src: string;
  /** Address of the receiver. */
  readonly dst: string;
  /** The number that its fragments have in common. */
  readonly id: number;
  /** Its fragments as they came. */
  readonly fragments: readonly Fragment[];
  /** Bytes of it, if the last fragment was seen. */
  readonly length: number | undefined;
  /** Bytes that are missing; the last hole has no end that is known if the last fragment was not seen. */
  readonly holes: readonly ByteRange[];
  /** The packet, if all of it is here and nothing forbids to put it together. */
  readonly packet: Packet | undefined;
  /** Why it cannot be put together, apart from holes. */
  readonly problem: string | undefined;
  /** It in one line. */
  toString(): string;
}

const inspected = Symbol.for("nodejs.util.inspect.custom");

/** The longest that an IPv4 packet (header included) or an IPv6 payload can be. */
const longest = 65_535;
/** So many fragments a packet can have: it bounds what putting them in order can cost. */
const mostPieces = 8192;

/** Where a fragment belongs. */
export interface Offset {
  readonly id: number;
  readonly from: number;
  readonly more: boolean;
}

/** A packet that is put together. */
export class Assembly implements Datagram {
  readonly src: string;
  readonly dst: string;
  readonly id: number;
  readonly fragments: Fragment[] = [];
  length: number | undefined;
  problem: string | undefined;
  /** When its first fragment came. */
  readonly began: number | undefined;
  readonly #pieces = new Pieces(mostPieces);
  readonly #version: 4 | 6;
  #head: { readonly packet: Packet; readonly network: Network } | undefined;
  #packet: Packet | undefined;

  constructor({ version, ip }: Network, id: number, began: number | undefined) {
    this.src = String(ip.fields.src);
    this.dst = String(ip.fields.dst);
    this.id = id;
    this.began = began;
    this.#version = version;
  }

  get holes(): readonly ByteRange[] {
    const known = this.#pieces.list.at(-1)?.to ?? 0;
    if (this.length !== undefined) return this.#pieces.holes(0, this.length);
    return [...this.#pieces.holes(0, known), { from: known, to: Number.POSITIVE_INFINITY }];
  }

  get packet(): Packet | undefined {
    return this.#packet;
  }

  toString(): string {
    const { src, dst, id, fragments, holes, length, problem } = this;
    return [
      `${src} > ${dst}, id ${id}`,
      `${fragments.length} fragments`,
      length === undefined ? "end not seen" : `${length} bytes`,
      ...(holes.length > 0 ? [holes.length === 1 ? "1 hole" : `${holes.length} holes`] : []),
      ...(problem ? [problem] : []),
    ].join(", ");
  }

  /** @internal */
  [inspected](): string {
    return this.toString();
  }

  /** Whether these bytes are already there, all of them and the same. */
  repeats({ packet, network, offset }: Arrived): boolean {
    const bytes = packet.bytes.subarray(network.from, network.to);
    const own = bytesOf(this.#pieces.between(offset.from, offset.from + bytes.length));
    return own.length === bytes.length && own.every((byte, i) => byte === bytes[i]);
  }

  /** Takes a fragment; true if the packet is complete with it. */
  take(arrived: Arrived): boolean {
    const { seen, packet, network, offset } = arrived;
    const bytes = packet.bytes.subarray(network.from, network.to);
    const [from, to] = [offset.from, offset.from + bytes.length];
    const marks = this.#place(bytes, offset, network.ip.header, seen.no);
    this.fragments.push({ no: seen.no, from, to, more: offset.more, marks });
    if (marks.includes("left out")) return false;
    if (from === 0) this.#head ??= { packet, network };
    if (!offset.more) this.length ??= to;
    if (this.#packet || this.problem || !this.#head || this.length === undefined) return false;
    if (this.#pieces.unbrokenFrom(0) < this.length) return false;
    this.#packet = this.#whole(this.#head.packet, this.#head.network);
    return true;
  }

  #place(bytes: Uint8Array, { from, more }: Offset, header: number, no: number): FragmentMark[] {
    const to = from + bytes.length;
    const marks: FragmentMark[] = [];
    if (more && bytes.length % 8 !== 0) marks.push("not in units of 8");
    const known = this.#pieces.list.at(-1)?.to ?? 0;
    const tooLong = to + (this.#version === 4 ? header : 0) > longest;
    const contradicts =
      this.length === undefined ? !more && to < known : to > this.length || (!more && to < this.length);
    if (tooLong || contradicts) marks.push("beyond the end");
    if (marks.length > 0 || bytes.length === 0) return [...marks, "left out"];
    const added = this.#pieces.add(from, bytes, no);
    if (added.known === 0) return ["new"];
    marks.push(added.fresh === 0 ? "duplicate" : "overlap");
    if (added.differs) marks.push("conflict");
    if (this.#version === 6 && (added.fresh > 0 || added.differs)) {
      this.problem ??= "its fragments overlap: an IPv6 host discards it (RFC 8200 §4.5)";
    }
    return marks;
  }

  #whole(packet: Packet, network: Network): Packet {
    const load = bytesOf(this.#pieces.list);
    const { ip, fragment } = network;
    const changes = fragment
      ? { nh: fragment.fields.nh }
      : { frag: 0, flags: withoutMore(ip.fields.flags as string) };
    return withBytes(packet, network, changes, [], load);
  }
}

/** A fragment with all that is known of it. */
export interface Arrived {
  readonly seen: Seen;
  readonly packet: Packet;
  readonly network: Network;
  readonly offset: Offset;
}

/** Without "more fragments follow". */
function withoutMore(flags: string): string {
  return flags
    .split("+")
    .filter((flag) => flag !== "MF")
    .join("+");
}
