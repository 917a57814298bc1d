/** Text from the wire as one line that is safe to print. */

/** What ends the line, moves the cursor, is not seen or turns the text around. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with every character that does not show as an escape: `\x1b`, `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(invisible, (character) => {
    const code = character.codePointAt(0)!.toString(16);
    return code.length < 3 ? `\\x${code.padStart(2, "0")}` : `\\u{${code}}`;
  });
}

/** The same for JSON, where the escapes stand for the characters themselves. */
export function visibleJson(json: string): string {
  return json.replace(invisible, (character) =>
    Array.from({ length: character.length }, (_, i) => character.charCodeAt(i).toString(16).padStart(4, "0"))
      .map((unit) => `\\u${unit}`)
      .join(""),
  );
}
