/** The 16-bit words that an Internet checksum adds up, and the addition step by step (RFC 1071 §1). */
import type { CoveredPiece } from "../../packets";

/** One word of the sum. */
export interface SumWord {
  /** The piece that it is of. */
  readonly what: CoveredPiece["what"];
  readonly value: number;
  /** Its value before a change. */
  readonly before: number;
  /** The place of its first byte in the packet; undefined where it exists in the sum only. */
  readonly at: number | undefined;
  /** It is the checksum itself, for which the sender adds 0. */
  readonly isChecksum: boolean;
  /** It is the last of an odd number of bytes: a zero byte is thought behind it. */
  readonly padded: boolean;
}

/** The words of these pieces; `checksumAt` is the byte where the checksum itself is. */
export function wordsOf(pieces: readonly CoveredPiece[], checksumAt: number): SumWord[] {
  const words: SumWord[] = [];
  const bytes = pieces.flatMap(({ what, bytes, at }) =>
    Array.from(bytes, (byte, i) => ({ what, byte, at: at === undefined ? undefined : at + i })),
  );
  for (let i = 0; i < bytes.length; i += 2) {
    const { what, byte, at } = bytes[i]!;
    const value = (byte << 8) | (bytes[i + 1]?.byte ?? 0);
    const padded = i + 1 === bytes.length;
    words.push({ what, value, before: value, at, isChecksum: at === checksumAt, padded });
  }
  return words;
}

/** The addition of words, as the sender does it. */
export interface Addition {
  /** All words added up. */
  readonly total: number;
  /** The steps that add the carries back in: each sum becomes the next. */
  readonly folds: readonly number[];
  /** The complement of the last sum. */
  readonly complement: number;
}

/** Adds the words up; the checksum itself counts as 0. */
export function addUp(words: readonly SumWord[]): Addition {
  const total = words.reduce((sum, { value, isChecksum }) => sum + (isChecksum ? 0 : value), 0);
  const folds = [total];
  for (let sum = total; sum > 0xffff; ) {
    sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
    folds.push(sum);
  }
  return { total, folds, complement: ~folds.at(-1)! & 0xffff };
}
