/** Reads pcapng, the format of Wireshark (draft-ietf-opsawg-pcapng): blocks, each with its type and length. */
import { Clock } from "./clock";
import { type CaptureInterface, FileFacts, mostBytes, noComments, type Reader, type Sink } from "./facts";
import { COMMENT, commentsIn, optionsIn, padded, textOf } from "./options";

/** Types of blocks, and what tells the byte order of a section. */
export const SECTION = 0x0a0d0d0a;
export const INTERFACE = 1;
const PACKET = 2;
const SIMPLE_PACKET = 3;
export const ENHANCED_PACKET = 6;
export const BYTE_ORDER = 0x1a2b3c4d;

/** Codes of the options that are read. */
export const IF_NAME = 2;
export const IF_DESCRIPTION = 3;
export const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;

/** One interface of the section that is being read. */
interface Counted {
  readonly on: CaptureInterface;
  readonly clock: Clock;
}

/** Reads blocks. Those that say nothing about packets or interfaces are skipped. */
export class BlockReader implements Reader {
  readonly facts = new FileFacts("pcapng");
  need = 0;
  lost = false;
  #little = true;
  /** The interfaces of this section; undefined for one that could not be taken in. */
  #own: (Counted | undefined)[] = [];

  read(bytes: Uint8Array, from: number, passed: number, sink: Sink): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = from;
    for (;;) {
      this.need = 12;
      if (at + 12 > bytes.length) return at;
      if (view.getUint32(at, true) === SECTION) {
        const big = view.getUint32(at + 8, false) === BYTE_ORDER;
        if (!big && view.getUint32(at + 8, true) !== BYTE_ORDER) {
          return this.#giveUp(at, passed, "a section begins whose byte order is not told");
        }
        this.#little = !big;
      }
      const length = view.getUint32(at + 4, this.#little);
      if (length < 12 || length % 4 !== 0 || length > mostBytes) {
        return this.#giveUp(at, passed, `a block says that it has ${length} bytes`);
      }
      this.need = length;
      if (at + length > bytes.length) return at;
      this.#block(bytes, view, at, at + length - 4, passed, sink);
      if (this.lost) return at;
      if (view.getUint32(at + length - 4, this.#little) !== length) {
        this.#damaged(passed + at, "its two lengths differ");
      }
      at += length;
    }
  }

  /** Reads the block from `at`; its body goes up to `end`. */
  #block(bytes: Uint8Array, view: DataView, at: number, end: number, passed: number, sink: Sink): void {
    const type = view.getUint32(at, this.#little);
    let damage: string | undefined;
    if (type === ENHANCED_PACKET || type === PACKET) damage = this.#packet(type, bytes, view, at, end, sink);
    else if (type === SIMPLE_PACKET) damage = this.#simplePacket(bytes, view, at, end, sink);
    else if (type === INTERFACE) damage = this.#interface(bytes, view, at, end);
    else if (type === SECTION) damage = this.#section(bytes, view, at, end, passed);
    if (damage !== undefined) this.#damaged(passed + at, damage);
  }

  /** The four below give what is wrong with the block, if anything is. */
  #packet(
    type: number,
    bytes: Uint8Array,
    view: DataView,
    at: number,
    end: number,
    sink: Sink,
  ): string | undefined {
    if (end < at + 28) return "it is too short for a packet";
    const little = this.#little;
    const number = type === PACKET ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little);
    const own = this.#own[number];
    if (!own) return `there is no interface ${number}`;
    const captured = view.getUint32(at + 20, little);
    if (at + 28 + captured > end) return `it has no room for ${captured} bytes`;
    const behind = at + 28 + padded(captured);
    const comments = behind + 4 <= end ? commentsIn(bytes, behind, end, little) : noComments;
    const { clock } = own;
    clock.set(view.getUint32(at + 12, little), view.getUint32(at + 16, little));
    const length = view.getUint32(at + 24, little);
    this.facts.packets++;
    sink.packet(bytes, at + 28, captured, length, clock.seconds, clock.nanos, own.on, comments);
    return undefined;
  }

  #simplePacket(bytes: Uint8Array, view: DataView, at: number, end: number, sink: Sink): string | undefined {
    const own = this.#own[0];
    if (!own) return "there is no interface 0";
    if (end < at + 12) return "it is too short for a packet";
    const length = view.getUint32(at + 8, this.#little);
    const captured = Math.min(length, own.on.snaplen || length, end - at - 12);
    this.facts.packets++;
    sink.packet(bytes, at + 12, captured, length, Number.NaN, 0, own.on, noComments);
    return undefined;
  }

  #section(bytes: Uint8Array, view: DataView, at: number, end: number, passed: number): string | undefined {
    const little = this.#little;
    if (end < at + 24) return "it is too short for the head of a section";
    const [major, minor] = [view.getUint16(at + 12, little), view.getUint16(at + 14, little)];
    if (major !== 1) {
      this.#giveUp(at, passed, `a section of version ${major}.${minor} begins, which is unknown`);
      return undefined;
    }
    this.#own = [];
    if (this.facts.keeps(end - at)) this.facts.comments.push(...commentsIn(bytes, at + 24, end, little));
    return undefined;
  }

  #interface(bytes: Uint8Array, view: DataView, at: number, end: number): string | undefined {
    if (end < at + 16) {
      this.#own.push(undefined);
      return "it is too short for an interface";
    }
    const little = this.#little;
    let name: string | undefined;
    let description: string | undefined;
    let resolution: number | undefined;
    let offset = 0;
    const comments: string[] = [];
    const textIsKept = this.facts.keeps(end - at);
    for (const [code, value] of optionsIn(bytes, at + 16, end, little)) {
      if (code <= IF_DESCRIPTION && !textIsKept) continue;
      if (code === COMMENT) comments.push(textOf(value));
      else if (code === IF_NAME) name = textOf(value);
      else if (code === IF_DESCRIPTION) description = textOf(value);
      else if (code === IF_TSRESOL && value.length > 0) resolution = value[0];
      else if (code === IF_TSOFFSET && value.length === 8) {
        offset = Number(new DataView(value.buffer, value.byteOffset).getBigInt64(0, little));
      }
    }
    const linkType = view.getUint16(at + 8, little);
    const on = this.facts.addInterface(linkType, view.getUint32(at + 12, little), {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      comments,
    });
    this.#own.push(on && { on, clock: new Clock(resolution, offset) });
    return undefined;
  }

  #damaged(place: number, how: string): void {
    this.facts.note(`The block at byte ${place} is damaged: ${how}. It was left out`);
  }

  #giveUp(at: number, passed: number, why: string): number {
    this.lost = true;
    this.facts.note(`At byte ${passed + at} ${why}: nothing from there on could be read`);
    return at;
  }
}
