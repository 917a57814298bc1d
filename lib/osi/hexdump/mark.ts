/** The marks of a dump, found in a packet: a field by its path, a layer by its protocol, or bytes. */
import { invalid, NetcellError } from "../../errors";
import type { AnyProtocol, Packet, PacketNode } from "../../packets";
import { visible } from "../../view";
import { valueText } from "../tree/wording";
import { bitsText } from "./owners";

/** A field by its path (`"TCP.dport"`), a protocol (`TCP`), or bytes from one up to another: `[34, 36]`. */
export type HexMark = string | AnyProtocol | readonly [from: number, to: number];

/** Bits to be underlined, and what they are. */
export interface Marked {
  readonly bit: number;
  readonly bits: number;
  readonly words: string;
}

/** Where these marks are, in order; `length` is how many bytes there are, `packet` what they are if they are one. */
export function findMarks(
  mark: HexMark | readonly HexMark[] | undefined,
  length: number,
  packet: Packet | undefined,
): Marked[] {
  if (mark === undefined) return [];
  return marksIn(mark)
    .flatMap((each) => find(each, length, packet))
    .sort((a, b) => a.bit - b.bit);
}

/** The same, without those that this packet does not have. */
export function foundMarks(
  mark: HexMark | readonly HexMark[] | undefined,
  length: number,
  packet: Packet,
): Marked[] {
  return (mark === undefined ? [] : marksIn(mark)).flatMap((each) => {
    try {
      return findMarks(each, length, packet);
    } catch (error) {
      if (error instanceof NetcellError) return [];
      throw error;
    }
  });
}

const marksIn = (mark: HexMark | readonly HexMark[]): readonly HexMark[] => (isList(mark) ? mark : [mark]);

function isList(mark: HexMark | readonly HexMark[]): mark is readonly HexMark[] {
  return Array.isArray(mark) && !(mark.length === 2 && mark.every((each) => typeof each === "number"));
}

function find(mark: HexMark, length: number, packet: Packet | undefined): Marked[] {
  if (isRange(mark)) return [bytesFrom(mark, length)];
  if (!packet) {
    throw refused(
      `${described(mark)} is nowhere in plain bytes`,
      "Mark bytes, as [0, 4], or say what they begin with: { from: IP }.",
    );
  }
  const nodes = packet.tree();
  if (typeof mark === "function") {
    const { name } = mark.definition;
    const found = nodes.filter(({ label, bits }) => label === name && bits > 0);
    if (found.length > 0) return found.map(({ bit, bits }) => ({ bit, bits, words: `${name} header` }));
    throw refused(
      `there is no ${name} in this packet`,
      `Its layers are ${nodes.map(({ label }) => label).join(", ")}.`,
    );
  }
  const found = nodes.flatMap((layer) => withPath(layer, mark));
  if (found.length > 0)
    return found.map((node) => ({ bit: node.bit, bits: node.bits, words: wordsOf(node) }));
  const fields = nodes.flatMap(({ kids }) => kids.map(({ path }) => path));
  throw refused(
    `there is no ${visible(mark)} in this packet`,
    `Its fields are ${fields.slice(0, 40).join(", ")}.`,
  );
}

function isRange(mark: HexMark): mark is readonly [number, number] {
  return Array.isArray(mark);
}

function bytesFrom([from, to]: readonly [number, number], length: number): Marked {
  if (Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= length) {
    return {
      bit: 8 * from,
      bits: 8 * (to - from),
      words: to - from === 1 ? `byte ${from}` : `bytes ${from}–${to - 1}`,
    };
  }
  throw refused(
    `there are no bytes from ${from} up to ${to}`,
    `There are ${length}: take two numbers from 0 to that, the smaller first.`,
  );
}

function withPath(node: PacketNode, path: string): PacketNode[] {
  if (node.path === path) return node.bits > 0 ? [node] : [];
  return path.startsWith(`${node.path}.`) ? node.kids.flatMap((kid) => withPath(kid, path)) : [];
}

/** `IP.ihl = 5, bits 4–7 of byte 14` */
function wordsOf(node: PacketNode): string {
  const value = valueText(node);
  const text = value === "" ? node.path : `${node.path} = ${value}`;
  return node.bit % 8 === 0 && node.bits % 8 === 0 ? text : `${text}, ${bitsText(node)}`;
}

function described(mark: HexMark): string {
  return typeof mark === "string"
    ? visible(mark)
    : typeof mark === "function"
      ? mark.definition.name
      : String(mark);
}

function refused(what: string, hint: string): NetcellError {
  return invalid(`osi.hexdump(): ${what}`, hint);
}
