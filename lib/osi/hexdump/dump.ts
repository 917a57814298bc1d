/** The content of a dump before it is drawn: pieces of bytes, each with its title, its owners and its marks. */

import type { AnyProtocol, TCPStream } from "../../packets";
import { bytesText, plural, stableByDefault } from "../../view";
import { provenanceWords } from "../drawing/marks";
import { type Drawable, readDrawable } from "../input/drawable";
import type { Exchange } from "../input/exchange";
import type { SeenPacket } from "../input/packets";
import { sizeText } from "../tree/wording";
import { findMarks, foundMarks, type HexMark, type Marked } from "./mark";
import { type Head, headsOf, type Run, runsOf } from "./owners";

/** Some bytes. */
export interface Piece {
  /** Their description, in words. */
  readonly title: string;
  readonly bytes: Uint8Array;
  /** Bytes that are shown: an end to pieces that are too long. */
  readonly shownBytes: number;
  /** The total number, where fewer were kept. */
  readonly total: number;
  readonly runs: readonly Run[];
  readonly heads: readonly Head[];
  readonly marked: readonly Marked[];
}

/** Bytes that are shown of one thing alone (as many as an Ethernet frame has), and of each of several. */
const mostBytes = { alone: 1536, ofSeveral: 256 };

/** The settings of a dump. */
export interface DumpOptions {
  readonly mark?: HexMark | readonly HexMark[] | undefined;
  readonly from?: AnyProtocol | undefined;
}

/** The pieces of what was given. */
export function piecesOf(given: Drawable | string, { mark, from }: DumpOptions): readonly (() => Piece)[] {
  if (typeof given === "string") return [() => plain("text as UTF-8", new TextEncoder().encode(given), mark)];
  if (given instanceof Uint8Array && !from) return [() => plain("plain bytes", given, mark)];
  const read = readDrawable(given, "hexdump", from ? { from } : {});
  switch (read.kind) {
    case "packets":
      return read.packets.map((seen) => () => packetPiece(seen, read.single, mark));
    case "stream":
      return streamPieces(read.stream, mark);
    case "exchange":
      return exchangePieces(read.exchange, mark);
  }
}

function plain(
  what: string,
  bytes: Uint8Array,
  mark: DumpOptions["mark"],
  total = bytes.length,
  most = mostBytes.alone,
): Piece {
  const shownBytes = Math.min(most, bytes.length);
  const title = `${bytesText(total)}, ${what}`;
  return {
    title,
    bytes,
    shownBytes,
    total,
    runs: [],
    heads: [],
    marked: findMarks(mark, bytes.length, undefined),
  };
}

/** The bytes of a packet, alone or as one of several. */
export function packetPiece(
  { no, time, packet, origin }: SeenPacket,
  single: boolean,
  mark?: DumpOptions["mark"],
): Piece {
  const { bytes, missing } = packet;
  const shownBytes = Math.min(single ? mostBytes.alone : mostBytes.ofSeveral, bytes.length);
  const when = time === undefined || stableByDefault() ? "" : `, ${time.toFixed(6)} s`;
  const number = single ? "" : `packet ${no}: `;
  return {
    title: `${number}${sizeText(packet)}, ${provenanceWords[origin]}${single ? "" : when}`,
    bytes,
    shownBytes,
    total: bytes.length + missing,
    runs: runsOf(packet, shownBytes),
    heads: headsOf(packet, shownBytes),
    // In a row of packets not each has the field.
    marked: single ? findMarks(mark, bytes.length, packet) : foundMarks(mark, bytes.length, packet),
  };
}

/** Data of programs: layer 7, whatever they are. */
function data(title: string, bytes: Uint8Array, total: number, mark: DumpOptions["mark"]): Piece {
  const piece = plain(title, bytes, mark, total, mostBytes.ofSeveral);
  return { ...piece, title, runs: [{ from: 0, to: piece.shownBytes, layer: 7, owner: "data" }] };
}

function streamPieces({ turns }: TCPStream, mark: DumpOptions["mark"]): (() => Piece)[] {
  return turns.map(({ side, bytes, from, parts, missing }) => () => {
    const packets = [...new Set(parts.flatMap(({ no }) => no ?? []))];
    const which = packets.length > 4 ? `${packets.slice(0, 4).join(", ")}, …` : packets.join(", ");
    const holes = missing > 0 ? `, ${missing} of them missing` : "";
    const title = `${side} says ${bytesText(bytes.length + missing)}${holes}, from byte ${from} of its stream on, in ${plural(packets.length, "packet")} ${which}`;
    return data(title, bytes, bytes.length, mark);
  });
}

function exchangePieces({ rows }: Exchange, mark: DumpOptions["mark"]): (() => Piece)[] {
  return rows
    .filter(({ bytes }) => bytes !== undefined)
    .map(({ number, from, to, length, bytes }) => () => {
      const kept = bytes!.length < length ? ` (the first ${bytes!.length} were kept)` : "";
      return data(
        `row ${number}: ${from.label} → ${to.label}, ${bytesText(length)}${kept}`,
        bytes!,
        length,
        mark,
      );
    });
}
