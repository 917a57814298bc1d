/** The number of columns that text takes in a terminal: two for wide characters, none for combining ones. */

// Made when it is first needed: it takes longer to make than all of netcell takes to load.
let segmenter: Intl.Segmenter | undefined;

function segments(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
}

// East Asian Wide and Fullwidth (Unicode Standard Annex #11) by script; the halfwidth forms share the scripts.
const wide =
  /^(?:(?![\uff61-\uffdc])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Tangut}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|.\ufe0f)/u;
const combining = /^\p{M}/u;
// One column and one code unit each: ASCII, Latin, punctuation, arrows and the lines that tables are drawn with.
const narrow = /^[\x20-\x7e\xa0-\u02ff\u2010-\u2027\u2190-\u2199\u2500-\u257f]*$/;

/** The columns that `text` takes. */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segments(text)) width += widthOf(segment);
  return width;
}

/** `text` with spaces after it, `width` columns in all. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** `text` with spaces before it, `width` columns in all. */
export function padLeft(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

/** `text`, or as much of it as fits into `width` columns, with `…` for the rest. */
export function clip(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  return `${head(text, width - 1)}…`;
}

/** `text` in lines of at most `width` columns, broken between words; a longer word is broken where the line ends. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (let word of text.split(" ")) {
    if (line !== "" && textWidth(line) + 1 + textWidth(word) <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== "") lines.push(line);
    while (textWidth(word) > width) {
      const part = head(word, width);
      lines.push(part);
      word = word.slice(part.length);
    }
    line = word;
  }
  lines.push(line);
  return lines;
}

/** The characters from the start that fit, at least one. */
function head(text: string, width: number): string {
  if (narrow.test(text)) return text.slice(0, Math.max(1, width));
  let end = 0;
  let taken = 0;
  for (const { segment } of segments(text)) {
    taken += widthOf(segment);
    if (taken > width && end > 0) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

function widthOf(grapheme: string): number {
  if (combining.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}
