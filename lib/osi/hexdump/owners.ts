/** The owners of each byte of a packet: runs of bytes with one owner, or with the same few, to the bit. */
import type { Packet, PacketNode } from "../../packets";
import type { LayerNumber } from "../../view";
import { clip } from "../../view";
import { readableText, valueText } from "../tree/wording";

/** Bytes in a row that have the same owner. */
export interface Run {
  /** The first byte, and the first behind the last. */
  readonly from: number;
  readonly to: number;
  /** The layer; undefined where the bytes are no part of a packet. */
  readonly layer: LayerNumber | undefined;
  /** Whose they are, and what they say: `TCP.dport 80 (http)`. */
  readonly owner: string;
}

/** The layers as the dump tells them: where each begins, and what it is. */
export interface Head {
  readonly from: number;
  readonly layer: LayerNumber;
  readonly name: string;
}

/** The runs of the first `limit` bytes, without holes. */
export function runsOf(packet: Packet, limit: number): Run[] {
  const { layers } = packet;
  const runs: Run[] = [];
  packet.tree().forEach((node, i) => {
    if (node.bit >= 8 * limit) return;
    const layer = layers[i]!.definition.layer as LayerNumber;
    const leaves = node.kids.flatMap(leavesOf).filter((leaf) => leaf.bits > 0 && leaf.bit < 8 * limit);
    for (let at = 0; at < leaves.length; ) {
      const leaf = leaves[at]!;
      // Fields that share a byte are listed together, each with its bits.
      let behind = at + 1;
      let end = leaf.bit + leaf.bits;
      while (end % 8 !== 0 && behind < leaves.length) {
        end = leaves[behind]!.bit + leaves[behind]!.bits;
        behind++;
      }
      const some = leaves.slice(at, behind);
      const owner = some.length === 1 ? ownerText(leaf) : some.map(ownerWithBits).join(" · ");
      runs.push({ from: leaf.bit >>> 3, to: Math.ceil(end / 8), layer, owner });
      at = behind;
    }
  });
  return withoutHoles(runs, packet, limit);
}

/** A field, or what it is made of where those parts are whole bytes. */
function leavesOf(node: PacketNode): PacketNode[] {
  const parts = node.kids.filter(({ bits }) => bits > 0);
  const areBytes = parts.length > 0 && parts.every(({ bit, bits }) => bit % 8 === 0 && bits % 8 === 0);
  const covered = parts.reduce((sum, { bits }) => sum + bits, 0);
  return areBytes && covered === node.bits ? parts.flatMap(leavesOf) : [node];
}

function ownerText(node: PacketNode): string {
  const value = clip(valueText(node), valueColumns);
  return readableText(value === "" ? node.path : `${node.path} ${value}`);
}

/** Columns for a value: it is said again on each line that its bytes are on. */
const valueColumns = 40;

/** `IP.ihl 5 (bits 4–7 of byte 14)` */
function ownerWithBits(node: PacketNode): string {
  return `${ownerText(node)} (${bitsText(node)})`;
}

/** `bits 4–7 of byte 14`, `bits 3–7 of byte 20 to byte 21`, counted from the most significant one. */
export function bitsText({ bit, bits }: { readonly bit: number; readonly bits: number }): string {
  const last = bit + bits - 1;
  const [first, end] = [bit >>> 3, last >>> 3];
  if (first === end) {
    const which = bits === 1 ? `bit ${bit & 7}` : `bits ${bit & 7}–${last & 7}`;
    return `${which} of byte ${first}`;
  }
  return `bit ${bit & 7} of byte ${first} to bit ${last & 7} of byte ${end}`;
}

/** Bits without a field are listed too, as in a packet that could not be read to its end. */
function withoutHoles(runs: readonly Run[], packet: Packet, limit: number): Run[] {
  const all: Run[] = [];
  let at = 0;
  const end = Math.min(limit, packet.bytes.length);
  for (const run of [...runs].sort((a, b) => a.from - b.from)) {
    if (run.from > at) all.push({ from: at, to: run.from, layer: undefined, owner: "no field" });
    if (run.to > at && run.from < end) {
      all.push({ ...run, from: Math.max(at, run.from), to: Math.min(end, run.to) });
      at = Math.min(end, run.to);
    }
  }
  if (at < end) all.push({ from: at, to: end, layer: undefined, owner: "no field" });
  return all;
}

/** Where the layers begin. */
export function headsOf({ layers }: Packet, limit: number): Head[] {
  return layers
    .filter(({ start, header }) => start < limit && header > 0)
    .map(({ start, name, definition }) => ({
      from: start,
      layer: definition.layer as LayerNumber,
      name: readableText(name),
    }));
}
