/** Text in pages: the characters that HTML allows, and the text that a reader sees of markup. */

/**
 * The text without characters that HTML forbids: control characters become their pictures (␛ ␀), half characters and
 * noncharacters are replaced. Nothing is escaped.
 */
export function allowedText(text: string): string {
  return text.replace(forbidden, picture);
}

// Half a surrogate pair cannot be written as UTF-8; the rest of the list is "control characters and noncharacters"
// of the HTML standard, without tab and line feed.
const forbidden = /(?![\t\n])\p{Cc}|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu;

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/** The text that a reader sees of markup: without tags, and with characters for their names. */
export function textOfMarkup(markup: string): string {
  return unescapeText(markup.replace(phrasing, "").replace(/<[^<>]*>/g, "\n"));
}

/** Elements that stand in the middle of a line, and of a word. */
const phrasing =
  /<\/?(?:a|abbr|b|bdi|bdo|code|del|em|i|ins|kbd|mark|s|samp|small|span|strong|sub|sup|tspan|u|var|wbr)\b[^<>]*>/g;

/** Characters for the names and numbers that markup has for them. */
export function unescapeText(text: string): string {
  return text.replace(
    /&(?:(lt|gt|quot|amp|nbsp)|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (whole, name, decimal, hex) => {
      if (name !== undefined) return characters[String(name).toLowerCase()]!;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const characters: { readonly [name: string]: string } = {
  lt: "<",
  gt: ">",
  quot: '"',
  amp: "&",
  nbsp: "\u00a0",
};
