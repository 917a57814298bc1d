/** Reads pcap, the format of libpcap and tcpdump (draft-ietf-opsawg-pcap): a file header, then a record for each packet. */
import { type CaptureInterface, FileFacts, mostBytes, noComments, type Reader, type Sink } from "./facts";

/** Bytes of the file header. */
export const fileHeader = 24;

/** The first four bytes of a pcap file, as a big-endian number. */
export interface Magic {
  /** Whether numbers are written least significant byte first. */
  readonly little: boolean;
  /** Units of the second half of a time, in a second. */
  readonly perSecond: number;
  /** Bytes of a record's header. */
  readonly header: number;
}

const micro = { perSecond: 1e6, header: 16 };
const nano = { perSecond: 1e9, header: 16 };
/** Of an old Linux libpcap with patches: 8 bytes more, with the interface's index and the packet's direction. */
const patched = { perSecond: 1e6, header: 24 };

/** The known beginnings. */
export const magics: ReadonlyMap<number, Magic> = new Map([
  [0xa1b2c3d4, { ...micro, little: false }],
  [0xd4c3b2a1, { ...micro, little: true }],
  [0xa1b23c4d, { ...nano, little: false }],
  [0x4d3cb2a1, { ...nano, little: true }],
  [0xa1b2cd34, { ...patched, little: false }],
  [0x34cdb2a1, { ...patched, little: true }],
]);

/** Reads the records behind the file header. */
export class ClassicReader implements Reader {
  readonly facts = new FileFacts("pcap");
  need = 0;
  lost = false;
  readonly #magic: Magic;
  readonly #interface: CaptureInterface;
  /** Files before version 2.4 have the two lengths of a record the other way round, or may have. */
  readonly #old: boolean;

  /** Reads the file header: the first 24 bytes. */
  constructor(magic: Magic, head: Uint8Array) {
    const view = new DataView(head.buffer, head.byteOffset);
    const { little } = magic;
    this.#magic = magic;
    const [major, minor] = [view.getUint16(4, little), view.getUint16(6, little)];
    if (major !== 2) this.facts.note(`Version ${major}.${minor} of pcap is unknown; read as 2.4`);
    this.#old = major === 2 && minor < 4;
    // The upper half says whether packets have a frame check sequence at their end.
    const linkType = view.getUint32(20, little) & 0xffff;
    this.#interface = this.facts.addInterface(linkType, view.getUint32(16, little))!;
  }

  read(bytes: Uint8Array, from: number, passed: number, sink: Sink): number {
    const { little, perSecond, header } = this.#magic;
    const nanosPerUnit = 1e9 / perSecond;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const end = bytes.length;
    let at = from;
    for (;;) {
      if (at + header > end) {
        this.need = header;
        return at;
      }
      let captured = view.getUint32(at + 8, little);
      let length = view.getUint32(at + 12, little);
      if (this.#old && captured > length) [captured, length] = [length, captured];
      if (captured > mostBytes) return this.#giveUp(at, passed + at, captured);
      if (at + header + captured > end) {
        this.need = header + captured;
        return at;
      }
      const seconds = view.getUint32(at, little);
      const fraction = view.getUint32(at + 4, little);
      const carry = fraction < perSecond ? 0 : Math.floor(fraction / perSecond);
      const nanos = (fraction - carry * perSecond) * nanosPerUnit;
      at += header;
      this.facts.packets++;
      sink.packet(bytes, at, captured, length, seconds + carry, nanos, this.#interface, noComments);
      at += captured;
    }
  }

  /** Without a believable length the beginning of the next record is not known. */
  #giveUp(at: number, place: number, captured: number): number {
    this.lost = true;
    this.facts.note(
      `Record ${this.facts.packets + 1}, at byte ${place}, says that it has ${captured} bytes: the file is damaged there, and nothing behind it could be read`,
    );
    return at;
  }
}
