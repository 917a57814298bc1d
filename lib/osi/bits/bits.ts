/** osi.bits(): the physical layer: bits, the levels that stand for them on a wire, and back. */
import { checkedOptions, type NamesOf, NetcellError } from "../../errors";
import { bytesText, counted, drawingAndText, pad, type View, view, wrap } from "../../view";
import { type PacketLike, packetOf } from "../input/packets";
import { refusal } from "../input/refusal";
import {
  type BitOrder,
  bitsOf,
  bytesOf,
  CodeViolation,
  type Level,
  type LineCodeName,
  lineCodes,
} from "./line-codes";
import { type BitLine, linesOf, mostBytes, type Wave } from "./lines";
import { waveSvg } from "./wave-svg";

/** Options of bits. */
export interface BitsOptions {
  /** The line codes to draw (default: NRZ, NRZI and Manchester). */
  readonly codes?: readonly LineCodeName[];
  /** The bit of each byte that goes first: the `"most"` significant (default), or the `"least"`, as Ethernet does. */
  readonly first?: BitOrder;
  /** The first byte to draw, from 0. */
  readonly start?: number;
}

const bitsNames: NamesOf<BitsOptions> = { codes: true, first: true, start: true };

/** Options of reading levels. */
export interface DecodeOptions {
  /** The line code that made them. */
  readonly code: LineCodeName;
  /** The bit of each byte that went first: the `"most"` significant (default), or the `"least"`. */
  readonly first?: BitOrder;
}

const decodeNames: NamesOf<DecodeOptions> = { code: true, first: true };

/** A drawing of bits, with all that is drawn as text: of every byte, not only of those in the drawing. */
export interface BitsView extends View {
  /** The bits in the order in which they are sent, a space between bytes. */
  readonly bits: string;
  /** The levels in one code: `+` for high, `-` for low, a space between bytes. {@link Bits.decode} takes them again. */
  symbols(code: LineCodeName): string;
}

/** `osi.bits`. */
export interface Bits {
  /**
   * The bits of something, and the levels that stand for them on a wire, as waves: layer 1. `symbols(code)` gives the
   * levels as text, and `osi.bits.decode` makes bytes of them again.
   *
   * @param of text (as UTF-8), bytes, or a packet
   * @throws NetcellError `EINVAL` when it is something else
   * @example
   * ```ts
   * import { osi } from "netcell";
   * osi.bits("Hi")
   * ```
   */
  (of: string | PacketLike, options?: BitsOptions): BitsView;
  /**
   * The bytes that these levels stand for. Levels that the code never makes are an error that says where.
   *
   * @param symbols `+` for high, `-` for low; spaces do not count
   * @throws NetcellError `EILSEQ` for levels that the code does not have
   * @example
   * ```ts
   * import { osi } from "netcell";
   * const levels = osi.bits("Hi").symbols("Manchester");
   * String.fromCharCode(...osi.bits.decode(levels, { code: "Manchester" }))
   * ```
   */
  decode(symbols: string, options: DecodeOptions): Uint8Array;
}

const names = Object.keys(lineCodes) as LineCodeName[];

/** The bits of something as they go over a wire, and back. */
export const bits: Bits = Object.assign(draw, { decode });

function draw(of: string | PacketLike, options: BitsOptions = {}): BitsView {
  const { codes = ["NRZ", "NRZI", "Manchester"], start = 0 } = checkedOptions(options, bitsNames);
  const first = checkedOrder(options.first);
  for (const code of codes) checkedCode(code);
  const bytes = bytesIn(of);
  if (!Number.isInteger(start) || start < 0 || (start > 0 && start >= bytes.length)) {
    throw refusal(
      "bits",
      start,
      " as the byte to start at",
      `Take a whole number from 0 to ${Math.max(0, bytes.length - 1)}.`,
    );
  }
  const lines = () => linesOf(bytes, start, first, codes);
  const title = `${counted(8 * bytes.length, "bit")}, the ${first} significant bit of each byte first`;
  const notes = notesOf(bytes.length, start, first, codes);
  const text = () =>
    [title, ...lines().flatMap(lineText), "", ...notes.flatMap((note) => wrap(note, 76))].join("\n");
  const svg = () => waveSvg({ title, notes, lines: lines() });
  const grouped = (symbols: readonly (Level | number)[]) => {
    const group = symbols.length / Math.max(1, bytes.length);
    return Array.from({ length: bytes.length }, (_, i) =>
      symbols.slice(i * group, (i + 1) * group).join(""),
    ).join(" ");
  };
  const faces = view({ text, svg, html: () => drawingAndText(title, svg(), text()) });
  // Of a megabyte they take a while: they are written down for who asks.
  Object.defineProperty(faces, "bits", { get: () => grouped(bitsOf(bytes, first)) });
  return Object.assign(faces as View & Pick<BitsView, "bits">, {
    symbols: (code: LineCodeName) =>
      grouped(lineCodes[checkedCode(code)].encode(bitsOf(bytes, first), first)),
  });
}

function bytesIn(of: string | PacketLike): Uint8Array {
  if (typeof of === "string") return new TextEncoder().encode(of);
  return of instanceof Uint8Array ? of : packetOf(of, "bits").packet.bytes;
}

function decode(symbols: string, options: DecodeOptions): Uint8Array {
  const { code, first: order } = checkedOptions(options ?? {}, decodeNames);
  const first = checkedOrder(order);
  const { bits: per, levels: made, decode } = lineCodes[checkedCode(code)];
  const levels = Array.from(String(symbols).replace(/\s/g, ""));
  const wrong = levels.findIndex((level) => level !== "+" && level !== "-");
  if (wrong >= 0)
    throw broken(
      `symbol ${wrong + 1} is ${JSON.stringify(levels[wrong])}`,
      "Write + for high and - for low.",
    );
  const perByte = (8 / per) * made;
  if (levels.length % perByte !== 0) {
    throw broken(
      `${counted(levels.length, "level")} ${levels.length === 1 ? "is" : "are"} no whole number of bytes`,
      `In ${options.code} a byte has ${perByte}: some are missing, or the code is another one.`,
    );
  }
  try {
    return bytesOf(decode(levels as Level[], first), first);
  } catch (error) {
    if (!(error instanceof CodeViolation)) throw error;
    throw broken(
      error.what,
      `${options.code} has no such levels: they were damaged, or the code is another one.`,
    );
  }
}

function broken(what: string, hint: string): NetcellError {
  return new NetcellError(`osi.bits.decode() cannot read these levels: ${what}`, { code: "EILSEQ", hint });
}

function checkedCode(code: LineCodeName): LineCodeName {
  if (names.includes(code)) return code;
  throw refusal("bits", code, " as a line code", `The codes are ${names.join(", ")}.`);
}

function checkedOrder(first: BitOrder = "most"): BitOrder {
  if (first === "most" || first === "least") return first;
  throw refusal("bits", first, " as its option first", 'Take "most" or "least".');
}

function notesOf(length: number, start: number, first: BitOrder, codes: readonly LineCodeName[]): string[] {
  const end = Math.min(length, start + mostBytes);
  return [
    ...codes.map((code) => `${code}: ${lineCodes[code].rule}.`),
    ...(first === "most"
      ? ['Ethernet sends the least significant bit of each byte first (IEEE 802.3, 3.3): { first: "least" }.']
      : []),
    ...(end - start < length
      ? [
          `Drawn are bytes ${start} to ${end - 1} of ${bytesText(length)}; { start: ${end < length ? end : 0} } draws others.`,
        ]
      : []),
  ];
}

const labelWidth = 12;
const columnsPerBit = 4;

function lineText({ heads, bits: each, waves }: BitLine): string[] {
  const label = (words: string) => pad(words, labelWidth);
  return [
    "",
    label("") +
      heads
        .map((head) => pad(head, 8 * columnsPerBit))
        .join("")
        .trimEnd(),
    label("bits") +
      each
        .map((bit) => ` ${bit}`.padEnd(columnsPerBit))
        .join("")
        .trimEnd(),
    ...waves.map((wave) => label(wave.code) + waveText(wave, each.length * columnsPerBit)),
  ];
}

/** High levels at the top of the line, low ones at its bottom. */
function waveText({ levels }: Wave, columns: number): string {
  const edge = (i: number) => Math.round((i * columns) / levels.length);
  return levels.map((level, i) => (level === "+" ? "▔" : "▁").repeat(edge(i + 1) - edge(i))).join("");
}
