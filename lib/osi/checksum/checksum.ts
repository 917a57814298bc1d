/** osi.checksum(): how a checksum comes about, word by word, and what it would notice. */

import { checkedOptions, type NamesOf } from "../../errors";
import type { AnyProtocol, Packet, PacketNode } from "../../packets";
import { pathTo } from "../../packets";
import { clip, html, styles, type Table, tableHtml, tableText, type View, view, wrap } from "../../view";
import { type PacketLike, packetOf, type ReadOptions, readNames } from "../input/packets";
import { refusal } from "../input/refusal";
import { additionTable, piecesTable, wordsTable } from "./tables";
import { type Addition, addUp, type SumWord, wordsOf } from "./words";

/** Which checksum. */
export interface ChecksumOptions extends ReadOptions {
  /** Which layer, where a packet has several of this protocol: 0 for the outermost. */
  readonly nth?: number;
}

const checksumNames: NamesOf<ChecksumOptions> = { ...readNames, nth: true };

/**
 * A checksum and how it comes about. Shown, it tells the sum piece by piece; `explain()` tells every word.
 *
 * @example
 * ```ts
 * import { osi, packet, IP, UDP } from "netcell";
 * const sum = osi.checksum(packet(IP(), UDP(), "hello"), UDP);
 * sum.flip(28).noticed
 * ```
 */
export interface Checksum extends View {
  /** The correct checksum. */
  readonly value: number;
  /** The checksum in the packet. */
  readonly found: number;
  /** Whether the receiver takes it: the sum over everything, the checksum included, is 0xffff. */
  readonly right: boolean;
  /** Whether the receiver notices what {@link flip} and {@link swap} have changed. */
  readonly noticed: boolean;
  /** The 16-bit words that are added up, in order; for the checksum itself the sender adds 0. */
  readonly words: readonly number[];
  /** The sum word by word: what each is, the carries, the complement. */
  explain(): View;
  /** The same after one bit was damaged on the way: bit 0…7, counted from the most significant, of a byte of the packet. */
  flip(byte: number, bit?: number): Checksum;
  /** The same after two words changed places, by their numbers from 1. Addition does not care about order. */
  swap(one: number, other: number): Checksum;
}

/**
 * The Internet checksum of a layer (RFC 1071): which bytes it covers, the pseudo-header among them, how they are added
 * up in words of 16 bits, how carries come back in, and the complement. `.explain()` shows every word; `.flip(byte)`
 * which word a damaged bit changes; `.swap(1, 2)` that two words may change places unnoticed.
 *
 * @throws NetcellError `EINVAL` when the layer has no checksum, or not all that it covers is here
 * @example
 * ```ts
 * import { osi, packet, IP, TCP } from "netcell";
 * osi.checksum(packet(IP(), TCP(), "hi"), TCP).explain()
 * ```
 */
export function checksum(of: PacketLike, protocol: AnyProtocol, options: ChecksumOptions = {}): Checksum {
  checkedOptions(options, checksumNames);
  return checksumView(read(packetOf(of, "checksum", options).packet, protocol, options.nth ?? 0), undefined);
}

/** A checksum in a packet, read. */
export interface ReadChecksum {
  /** `UDP.chksum` */
  readonly name: string;
  readonly title: string;
  readonly words: readonly SumWord[];
  /** The checksum in the packet. */
  readonly found: number;
  /** 0 says that there is none, and a computed 0 is sent as 0xffff (RFC 768). */
  readonly zeroIsNone: boolean;
  readonly length: number;
  /** Whose bytes a word holds. */
  ownerOf(word: SumWord): string;
}

function read(of: Packet, protocol: AnyProtocol, nth: number): ReadChecksum {
  const definition = protocol?.definition;
  if (!definition) {
    throw refusal("checksum", protocol, " instead of a protocol", "Write osi.checksum(packet, TCP).");
  }
  const { name: layerName, title, rfc } = definition;
  const layer = of.layers.filter((each) => each.definition === definition)[nth];
  const inIt = `Its layers are ${clip(of.layers.map(({ name }) => name).join(", "), 200) || "none"}.`;
  if (!layer || layer.stop) {
    throw refusal(
      "checksum",
      of,
      `, in which there is no ${nth > 0 ? `${nth + 1}th ` : ""}whole ${layerName} layer`,
      inIt,
    );
  }
  const slot = definition.checksums.find(({ name }) => name in layer.fields);
  const covered = slot && of.covered(layer.at, slot.name);
  if (!slot || !covered) {
    throw refusal(
      "checksum",
      of,
      `, and ${layerName} has no Internet checksum in it`,
      `${inIt} IP, ICMP, TCP and UDP have one.`,
    );
  }
  if ("unknown" in covered) {
    throw refusal(
      "checksum",
      of,
      `, but ${layerName}'s checksum cannot be worked out`,
      `The reason: ${covered.unknown}.`,
    );
  }
  const at = layer.start + (slot.at >> 3);
  const tree = of.tree();
  return {
    name: `${layerName}.${slot.name}`,
    title: `${title}, ${rfc}`,
    words: wordsOf(covered.pieces, at),
    found: layer.fields[slot.name] as number,
    zeroIsNone: slot.field.auto?.kind === "checksum" && slot.field.auto.sum?.zeroIsNone === true,
    length: of.bytes.length,
    ownerOf: (word) => ownersOf(word, tree, of.bytes.length),
  };
}

/** The innermost fields that have bytes in a word. */
function ownersOf({ what, at, padded }: SumWord, tree: readonly PacketNode[], length: number): string {
  if (at === undefined) return `pseudo-header: ${what}`;
  const names = [at, ...(padded || at + 1 >= length ? [] : [at + 1])].flatMap((byte) =>
    [0, 4].map(
      (bit) =>
        pathTo(tree, 8 * byte + bit)
          .slice(0, 2)
          .at(-1)?.path ?? "data",
    ),
  );
  const owners = [...new Set(names)].join(", ");
  return what === "source address" || what === "destination address" ? `pseudo-header: ${owners}` : owners;
}

/** The change to the words, in words. */
interface Change {
  readonly says: string;
  readonly found: number;
}

function checksumView(sum: ReadChecksum, change: Change | undefined): Checksum {
  const addition = addUp(sum.words);
  const found = change?.found ?? sum.found;
  const value = sum.zeroIsNone && addition.complement === 0 ? 0xffff : addition.complement;
  const none = sum.zeroIsNone && found === 0;
  const right = none || receiverSum(addition, found) === 0xffff;
  const sentences = verdict(sum, addition, { found, value, none, right, change });
  const draw = (tables: readonly Table[]): View => {
    const title = `${sum.name}: the Internet checksum (RFC 1071) of ${sum.title}`;
    const lines = () => tables.flatMap((table) => [...tableText(table), ""]);
    return view({
      text: () =>
        [...wrap(title, 96), "", ...lines(), ...sentences.flatMap((line) => wrap(line, 96))].join("\n"),
      html: () =>
        html`<div style="${styles.title};font-size:13px">${title}</div>${tables.map(tableHtml)}${sentences.map((line) => html`<div style="font-size:13px;max-width:60em;margin:2px 0">${line}</div>`)}`,
    });
  };
  const steps = () => additionTable(addition, value, found);
  return Object.assign(draw([piecesTable(sum.words), steps()]), {
    value,
    found,
    right,
    noticed: change !== undefined && !right,
    words: sum.words.map((word) => word.value),
    explain: () => draw([wordsTable(sum), steps()]),
    flip: (byte: number, bit = 0) => flipped(sum, change, byte, bit),
    swap: (one: number, other: number) => swapped(sum, change, one, other),
  });
}

const hex = (value: number) => `0x${value.toString(16).padStart(4, "0")}`;

function verdict(
  { words }: ReadChecksum,
  addition: Addition,
  {
    found,
    value,
    none,
    right,
    change,
  }: { found: number; value: number; none: boolean; right: boolean; change: Change | undefined },
): string[] {
  const says = change ? [change.says] : [];
  if (none)
    return [...says, "✓ The checksum is 0x0000: none was sent, and the receiver checks nothing (RFC 768)."];
  const odd = words.some(({ padded }) => padded)
    ? ["The number of bytes is odd: for the sum, and only there, a zero byte is put behind the last."]
    : [];
  const check = `The receiver adds up everything, the checksum ${hex(found)} included: ${hex(receiverSum(addition, found))}`;
  if (right) {
    const taken = `✓ ${check}, all ones: it takes the packet for undamaged.`;
    return [...odd, ...says, change ? `${taken} What was changed is not noticed.` : taken];
  }
  const missed = `✗ ${check}, where all ones (0xffff) would be right: it drops the packet.`;
  return [
    ...odd,
    ...says,
    change ? `${missed} The change is noticed.` : `${missed} Computed would be ${hex(value)}.`,
  ];
}

/** Everything added up, the checksum included. */
function receiverSum({ folds }: Addition, found: number): number {
  const all = folds.at(-1)! + found;
  return (all % 0x10000) + Math.floor(all / 0x10000);
}

function flipped(sum: ReadChecksum, change: Change | undefined, byte: number, bit: number): Checksum {
  whole(byte, "byte", sum.length - 1, 0);
  whole(bit, "bit", 7, 0);
  const before = change ? `${change.says} ` : "";
  const hit = sum.words.findIndex(({ at }) => at === byte || at === byte - 1);
  const word = sum.words[hit];
  const found = change?.found ?? sum.found;
  if (!word) {
    return checksumView(sum, {
      says: `${before}Bit ${bit} of byte ${byte} flipped: this checksum does not cover that byte.`,
      found,
    });
  }
  const mask = (0x80 >> bit) << (word.at === byte ? 8 : 0);
  const value = word.value ^ mask;
  const words = withValue(sum.words, hit, value);
  return checksumView(
    { ...sum, words },
    {
      says: `${before}Bit ${bit} of byte ${byte} flipped: word ${hit + 1} was ${hex(word.value)} and is ${hex(value)}${word.isChecksum ? ", the checksum itself" : ""}.`,
      found: word.isChecksum ? value : found,
    },
  );
}

function swapped(sum: ReadChecksum, change: Change | undefined, one: number, other: number): Checksum {
  for (const number of [one, other]) whole(number, "word", sum.words.length, 1);
  const [a, b] = [sum.words[one - 1]!, sum.words[other - 1]!];
  for (const [number, word] of [
    [one, a],
    [other, b],
  ] as const) {
    if (!word.isChecksum) continue;
    throw refusal(
      "checksum",
      number,
      " as a word to swap, and that is the checksum itself",
      "Take two others.",
    );
  }
  const words = withValue(withValue(sum.words, one - 1, b.value), other - 1, a.value);
  const says = `${change ? `${change.says} ` : ""}Words ${one} and ${other} changed places: ${hex(a.value)} and ${hex(b.value)}. The order of a sum does not matter.`;
  return checksumView({ ...sum, words }, { says, found: change?.found ?? sum.found });
}

function withValue(words: readonly SumWord[], i: number, value: number): SumWord[] {
  return words.map((word, k) => (k === i ? { ...word, value } : word));
}

function whole(value: number, what: string, most: number, least: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw refusal(
    "checksum",
    value,
    ` as number of a ${what}`,
    `Take a whole number from ${least} to ${most}.`,
  );
}
