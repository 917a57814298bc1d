/** Options of pcapng blocks: [code, length, value, padding to 4 bytes], until the code 0 (draft-ietf-opsawg-pcapng §3.5). */
import { noComments } from "./facts";

/** The code of a comment, in any block. */
export const COMMENT = 1;

/** Goes through the options from `at` to `end`; what does not fit ends them. */
export function* optionsIn(
  bytes: Uint8Array,
  at: number,
  end: number,
  little: boolean,
): Iterable<readonly [code: number, value: Uint8Array]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let next = at;
  while (next + 4 <= end) {
    const code = view.getUint16(next, little);
    const length = view.getUint16(next + 2, little);
    if (code === 0 || next + 4 + length > end) return;
    yield [code, bytes.subarray(next + 4, next + 4 + length)];
    next += 4 + padded(length);
  }
}

/** The comments among them. */
export function commentsIn(bytes: Uint8Array, at: number, end: number, little: boolean): readonly string[] {
  let found: string[] | undefined;
  for (const [code, value] of optionsIn(bytes, at, end, little)) {
    if (code !== COMMENT) continue;
    found ??= [];
    found.push(textOf(value));
  }
  return found ?? noComments;
}

const decoder = new TextDecoder();

/** UTF-8, without the zeros that some programs put at the end. */
export function textOf(value: Uint8Array): string {
  const zero = value.indexOf(0);
  return decoder.decode(zero < 0 ? value : value.subarray(0, zero));
}

/** Values are filled up to whole words of 4 bytes. */
export const padded = (length: number): number => (length + 3) & ~3;
