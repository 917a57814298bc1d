/** A field: the one description from which builder, dissector's tree, header box and help are derived. */
import type { NamesOf } from "../../errors";
import type { Frame } from "../frame";

/** The values of the fields of one layer that are known so far, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * One field of a header: how wide it is, how it is read, written, understood from what people type, and printed.
 * `In` is what may be written, `Out` what is read back.
 */
export interface Field<In, Out> {
  /** Width in bits; 0 for a field whose width varies: then `extent` and `size` say it. */
  readonly bits: number;
  /** Its value when none is given. */
  readonly default?: Out | undefined;
  /** The rule by which it follows from the rest of the packet when no value is given. */
  readonly auto?: Auto | undefined;
  /** Its purpose, in a few words. */
  readonly doc?: string | undefined;
  /** Its name in the standard's drawing of the header: `"Source Port"`. */
  readonly title?: string | undefined;
  /** The names of its bits, the most significant first, where that drawing shows each of them: `["CWR", "ECE", …]`. */
  readonly bitTitles?: readonly string[] | undefined;
  /** Whether its numbers are read in hexadecimal. */
  readonly hex?: boolean | undefined;
  /** Whether the layer has it at all, given the fields before it. */
  when?(known: Fields): boolean;
  /**
   * Bytes it takes when read, given the fields before it and what the header has left; without it, all of that. Where
   * only the bytes themselves tell (a text up to its line end), they are at `at`, in a header that begins at `origin`.
   */
  extent?(known: Fields, left: number, bytes: Uint8Array, at: number, origin: number): number;
  /** Bytes it takes when written. */
  size?(value: Out, known: Fields): number;
  /** Reads it from `bits` bits that begin `bit` bits after the start of the array, in a header that begins at `origin`. */
  read(bytes: Uint8Array, bit: number, bits: number, origin: number): Out;
  /** Writes it there. */
  write(bytes: Uint8Array, bit: number, bits: number, value: Out): void;
  /** Understands what was typed, or throws a `Refusal`. */
  parse(value: In): Out;
  /** Prints it as scapy would. */
  text(value: Out): string;
  /** Of a number: its digits, where `text` may be a name. */
  digits?(value: Out): string;
  /** The meaning of this value, for a reader ("SYN: asks to open"). */
  meaning?(value: Out, known: Fields): string | undefined;
  /** The value to write to get the same bytes again, where the value read is not enough; `carried` bytes follow the header. */
  keep?(bytes: Uint8Array, bit: number, bits: number, origin: number, carried: number): Out;
  /** Fills in what a value leaves open and only the rest of the packet tells: the number of bytes carried. */
  complete?(value: Out, carried: () => number): Out;
  /** The parts it is made of: flags, options. */
  kids?(bytes: Uint8Array, bit: number, bits: number, origin: number): Part[];
  /** The value as code in a cell, where its plain form is not enough. */
  cell?(value: Out): string;
  /** The value as code for scapy, where its plain form is not enough. */
  scapy?(value: Out): string;
  /** Whether scapy takes its default from the machine that it runs on. */
  readonly scapyUsesHost?: boolean | undefined;
  /** Whether scapy computes it in another way, so that code for scapy sets it. */
  readonly scapyDiffers?: boolean | undefined;
}

/** A part of a field: one flag, one option. */
export interface Part {
  /** Its name. */
  readonly label: string;
  /** Its first bit, counted from the start of the bytes. */
  readonly bit: number;
  /** Number of bits. */
  readonly bits: number;
  /** Its value. */
  readonly value: unknown;
  /** Its value in words. */
  readonly text: string;
  /** Of a number: its digits, where `text` may be a name. */
  readonly digits?: string | undefined;
  /** The meaning of the value, where there is more to say than the value itself. */
  readonly meaning?: string | undefined;
  /** Its purpose. */
  readonly doc?: string | undefined;
  /** The parts it is made of itself. */
  readonly kids?: readonly Part[] | undefined;
}

/** A rule by which a field follows from the rest of the packet. */
export type Auto = NextRule | ComputedRule;

/** Names the protocol that follows, or names nothing. */
export interface NextRule {
  /** It names what follows. */
  readonly kind: "next";
  /** The rule in words. */
  readonly rule: string;
  /** The protocol for each number, by id; filled by `bind()`, read by `next`. */
  readonly uppers: Uint16Array;
}

/** Is worked out from the bytes. */
export interface ComputedRule {
  /** `length` measures, `checksum` sums up, and so is computed last. */
  readonly kind: "length" | "checksum";
  /** The rule in words: "length of header and data, in bytes". */
  readonly rule: string;
  /** For `length`: of what. */
  readonly of?: "header" | "layer" | "payload";
  /** For such a `length`: in units of how many bytes; default: 1. */
  readonly unit?: number;
  /** For such a `length`: how many units less than there are; default: 0. */
  readonly minus?: number;
  /** Of a length or a count of other fields: what it is, given them; then its place need not be fixed. */
  derive?(values: Fields, fields: FieldTable): number;
  /** Of such a length or count: the names of the fields that it follows from. */
  measures?(fields: FieldTable): readonly string[];
  /** Of an Internet checksum: what it covers. */
  readonly sum?: CoveredSum;
  /** A first guess only: another value on the wire is not a mistake. */
  readonly advisory?: boolean;
  /** The value that the field should have in layer `i` of this frame; undefined where that cannot be known. */
  compute(frame: Frame, i: number): unknown;
  /** The reason why a different value is not a mistake, or is a particular one. */
  excuse?(frame: Frame, i: number, value: unknown): Excuse | undefined;
}

/** The bytes that an Internet checksum covers. */
export interface CoveredSum {
  /** The header alone, or what it carries too. */
  readonly over: "header" | "layer";
  /** The protocol number in the pseudo-header, if there is one. */
  readonly pseudo: number | undefined;
  /** 0 says that there is none, and a computed 0 is sent as 0xffff (RFC 768). */
  readonly zeroIsNone?: boolean;
}

/** A value that differs from the computed one for a known reason. */
export interface Excuse {
  /** Its severity nevertheless. */
  readonly level: "ok" | "note" | "warn" | "error";
  /** The reason, to be read after the field and its value. */
  readonly text: string;
}

/** Options of every kind of field. */
export interface FieldOptions {
  /** Its purpose, in a few words. */
  readonly doc?: string;
  /** Its name in the standard's drawing of the header: `"Source Port"`. */
  readonly title?: string;
  /** The rule by which it follows from the rest of the packet. */
  readonly auto?: Auto;
  /** Whether the layer has it at all, given the fields before it. */
  readonly when?: (known: Fields) => boolean;
  /** Whether scapy takes its default from the machine that it runs on. */
  readonly scapyUsesHost?: boolean;
  /** Whether scapy computes it in another way, so that code for scapy sets it. */
  readonly scapyDiffers?: boolean;
}

/** Their names. */
export const fieldOptions: NamesOf<FieldOptions> = {
  doc: true,
  title: true,
  auto: true,
  when: true,
  scapyUsesHost: true,
  scapyDiffers: true,
};

/** The fields of a protocol, in the order of the wire. */
export interface FieldTable {
  readonly [name: string]: Field<unknown, unknown>;
}

/** The values of a layer with these fields, as they are read. */
export type ValuesOf<T> = { readonly [K in keyof T]: T[K] extends Field<infer _In, infer Out> ? Out : never };

/** The values that may be written into a layer with these fields: each may be left out. */
export type InitOf<T> = {
  readonly [K in keyof T]?: (T[K] extends Field<infer In, infer _Out> ? In : never) | undefined;
};

/**
 * A second base for what may be written: TypeScript prints an interface without members that has a single base as that
 * base, and so a mistyped field would show the whole table instead of `TCPInit`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is there to be a base
export interface Named {}
