/** Writes pcapng: one section, its interfaces, then a block for each packet; times in nanoseconds. */
import { PacketError } from "../error";
import {
  BYTE_ORDER,
  ENHANCED_PACKET,
  IF_DESCRIPTION,
  IF_NAME,
  IF_TSRESOL,
  INTERFACE,
  SECTION,
} from "./blocks";
import type { Entry, EntryInterface } from "./entries";
import { COMMENT, padded } from "./options";

type Option = readonly [code: number, value: Uint8Array];

/** A block before it is written: the fixed words of its body, data, options. */
interface Block {
  readonly type: number;
  readonly words: readonly number[];
  readonly data: Uint8Array;
  readonly options: readonly Option[];
}

const nothing = new Uint8Array(0);
const unknownLength = [0xffffffff, 0xffffffff] as const;

/** The bytes of a pcapng file with these packets, and comments about the file. */
export function blockBytes(
  entries: readonly Entry[],
  interfaces: readonly EntryInterface[],
  comments: readonly string[],
): Uint8Array {
  const version = 1;
  const section = {
    type: SECTION,
    words: [BYTE_ORDER, version, ...unknownLength],
    data: nothing,
    options: comments.map(comment),
  };
  const blocks = [section, ...interfaces.map(interfaceBlock), ...entries.map(packetBlock)];
  const file = new Uint8Array(blocks.reduce((sum, block) => sum + sizeOf(block), 0));
  const view = new DataView(file.buffer);
  let at = 0;
  for (const block of blocks) at = write(block, file, view, at);
  return file;
}

function interfaceBlock({ linkType, snaplen, name, description, comments }: EntryInterface): Block {
  const options: Option[] = comments.map(comment);
  if (name !== undefined) options.push(text(IF_NAME, name));
  if (description !== undefined) options.push(text(IF_DESCRIPTION, description));
  options.push([IF_TSRESOL, Uint8Array.of(9)]);
  return { type: INTERFACE, words: [linkType, snaplen], data: nothing, options };
}

function packetBlock({ bytes, length, nanoseconds, on, comments }: Entry): Block {
  if (nanoseconds < 0n || nanoseconds >= 2n ** 64n) {
    throw new PacketError(
      `A pcapng file cannot hold the time ${nanoseconds} (in nanoseconds)`,
      "Its times go from 1970 to 2554.",
    );
  }
  const time = [Number(nanoseconds >> 32n), Number(nanoseconds & 0xffffffffn)];
  return {
    type: ENHANCED_PACKET,
    words: [on.number, ...time, bytes.length, length],
    data: bytes,
    options: comments.map(comment),
  };
}

const encoder = new TextEncoder();
const comment = (text_: string): Option => text(COMMENT, text_);

function text(code: number, value: string): Option {
  const bytes = encoder.encode(value);
  if (bytes.length > 0xffff) {
    throw new PacketError(
      `A comment or name of ${bytes.length} bytes is too long for a pcapng file`,
      "65535 bytes fit.",
    );
  }
  return [code, bytes];
}

/** Options end with the code 0, if there are any. */
function optionsSize(options: readonly Option[]): number {
  return options.reduce((sum, [, value]) => sum + 4 + padded(value.length), options.length > 0 ? 4 : 0);
}

function sizeOf({ words, data, options }: Block): number {
  return 12 + 4 * words.length + padded(data.length) + optionsSize(options);
}

/** Writes a block and gives the place behind it. */
function write(block: Block, file: Uint8Array, view: DataView, from: number): number {
  const size = sizeOf(block);
  view.setUint32(from, block.type, true);
  view.setUint32(from + 4, size, true);
  let at = from + 8;
  for (const word of block.words) {
    view.setUint32(at, word, true);
    at += 4;
  }
  file.set(block.data, at);
  at += padded(block.data.length);
  for (const [code, value] of block.options) {
    view.setUint16(at, code, true);
    view.setUint16(at + 2, value.length, true);
    file.set(value, at + 4);
    at += 4 + padded(value.length);
  }
  view.setUint32(from + size - 4, size, true);
  return from + size;
}
