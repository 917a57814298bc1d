/** Text as data: what a notebook or the wire holds, written so that a page shows it and obeys nothing of it. */

/** The text in HTML, for element content and for quoted attributes. Control characters become their pictures (␛ ␀). */
export function escapeText(text: string): string {
  return text.replace(special, (character) => entities[character] ?? picture(character));
}

/** The text without its marks: half characters and characters that HTML forbids are replaced, nothing is escaped. */
export function visibleText(text: string): string {
  return text.replace(special, (character) => (character in entities ? character : picture(character)));
}

// Half a surrogate pair cannot be written as UTF-8; the rest of the list is "control characters and noncharacters"
// of the HTML standard, without tab and line feed.
const special = /[&<>"']|(?![\t\n])\p{Cc}|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu;

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/** What a reader sees of markup: without tags, and with characters for their names. */
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
