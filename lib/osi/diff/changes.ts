/** The differences of two packets: layers, and fields at their places. */
import type { Packet, PacketNode, PlacedLayer } from "../../packets";
import { align, type LayerPair } from "./align";

/** One side of a change: the packet, the layer, the field there. */
export interface Side {
  readonly packet: Packet;
  readonly layer: PlacedLayer;
  /** Undefined where the layer does not have the field. */
  readonly field: PacketNode | undefined;
}

/** A field of a layer that both packets have. */
export interface FieldPair {
  readonly kind: "field";
  readonly name: string;
  readonly before: Side;
  readonly after: Side;
  readonly differs: boolean;
}

/** A layer that only one of them has. */
export interface LayerChange {
  readonly kind: "added" | "removed";
  readonly layer: PlacedLayer;
}

/** The layers and fields to compare, in the order of the packets. */
export type Compared = FieldPair | LayerChange;

/** Compares two packets, layer by layer and field by field. */
export function compare(before: Packet, after: Packet): Compared[] {
  const trees = { before: before.tree(), after: after.tree() };
  return align(before.layers, after.layers).flatMap((pair): Compared[] => {
    if (pair.before && pair.after) return fieldsOf(pair as Required<LayerPair>, before, after, trees);
    return pair.after ? [{ kind: "added", layer: pair.after }] : [{ kind: "removed", layer: pair.before! }];
  });
}

type Trees = { readonly before: readonly PacketNode[]; readonly after: readonly PacketNode[] };

function fieldsOf(pair: LayerPair, before: Packet, after: Packet, trees: Trees): FieldPair[] {
  const [one, other] = [pair.before!, pair.after!];
  const fields = (tree: readonly PacketNode[], { at }: PlacedLayer) =>
    new Map(tree[at]!.kids.map((field) => [field.label, field]));
  const [old, now] = [fields(trees.before, one), fields(trees.after, other)];
  const names = [...one.definition.slots.map(({ name }) => name), "(cut)"];
  return names
    .filter((name) => old.has(name) || now.has(name))
    .map((name) => {
      const sides = {
        before: { packet: before, layer: one, field: old.get(name) },
        after: { packet: after, layer: other, field: now.get(name) },
      };
      return { kind: "field", name, ...sides, differs: !isSame(sides.before, sides.after) };
    });
}

/** Whether both hold the same bits. */
function isSame(before: Side, after: Side): boolean {
  if (!before.field || !after.field) return before.field === after.field;
  if (before.field.bits !== after.field.bits) return false;
  const [one, other] = [bitsOf(before), bitsOf(after)];
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

/** The bytes that a field lies in, without the bits of its neighbours. */
function bitsOf({ packet, field }: Side): Uint8Array {
  const { bit, bits } = field!;
  if (bits === 0) return new Uint8Array(0);
  const bytes = packet.bytes.slice(bit >> 3, (bit + bits + 7) >> 3);
  bytes[0]! &= 0xff >> (bit & 7);
  bytes[bytes.length - 1]! &= 0xff << (7 & -(bit + bits));
  return bytes;
}
