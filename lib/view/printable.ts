/** Bytes from the wire as text that is safe to read: nothing in it moves the cursor, changes colours or reorders the line. */

// Control characters, bidi controls, zero-width and other invisible format characters, and lone surrogates.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;
const named: { readonly [character: string]: string } = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\0": "\\0",
};

/** The text with every character that does not show written as an escape: `\n`, `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(invisible, (character) => named[character] ?? escaped(character.codePointAt(0)!));
}

function escaped(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
}

/** JSON in which every character that does not show is an escape of JSON's own, so that it still means the same. */
export function visibleJson(json: string): string {
  return json.replace(invisible, (character) =>
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

/**
 * Bytes as one readable line: UTF-8 where they are UTF-8, `\xNN` where they are not, escapes for what does not show.
 * At most `limit` bytes are read; how many of `total` were left out is said.
 */
export function printable(bytes: Uint8Array, limit = 256, total = bytes.length): string {
  const head = bytes.length > limit ? bytes.subarray(0, limit) : bytes;
  let text = "";
  for (let at = 0; at < head.length; ) {
    const length = utf8Length(head, at);
    if (length === 0) text += `\\x${head[at++]!.toString(16).padStart(2, "0")}`;
    else {
      text += visible(decoder.decode(head.subarray(at, at + length)));
      at += length;
    }
  }
  const left = total - head.length;
  return left > 0 ? `${text}… (${left} more bytes)` : text;
}

const decoder = new TextDecoder();

/** The number of bytes from `at` on in whole, valid UTF-8 characters; 0 if none begins there (RFC 3629, section 4). */
export function utf8Length(bytes: Uint8Array, at: number): number {
  let end = at;
  for (let size = characterSize(bytes, end); size > 0; size = characterSize(bytes, end)) end += size;
  return end - at;
}

function characterSize(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first === undefined) return 0;
  if (first < 0x80) return 1;
  const size =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0;
  if (size === 0 || at + size > bytes.length) return 0;
  for (let i = 1; i < size; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
  return size;
}
