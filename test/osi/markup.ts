/** A strict reader of markup: what is not well-formed XML fails, and the elements and their text come out. */

/** What a piece of markup is made of. */
export interface Markup {
  readonly elements: ReadonlyArray<{
    readonly name: string;
    readonly attributes: ReadonlyMap<string, string>;
  }>;
  /** All text, entities resolved. */
  readonly text: string;
}

const token =
  /<(?<end>\/)?(?<name>[a-z][a-z0-9]*)(?<attributes>(?:\s+[a-zA-Z][\w:-]*="[^"<]*")*)\s*(?<empty>\/)?>|(?<text>[^<]+)/uy;
const attribute = /([a-zA-Z][\w:-]*)="([^"<]*)"/gu;
// Characters that XML 1.0, section 2.2 does not allow.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/u;

/** Reads markup, and throws where XML's rules are broken (XML 1.0, section 2.1). */
export function readMarkup(markup: string): Markup {
  const elements: Array<{ name: string; attributes: Map<string, string> }> = [];
  const open: string[] = [];
  let text = "";
  if (forbidden.test(markup)) throw new Error("a character that XML does not allow");
  token.lastIndex = 0;
  for (let at = 0; at < markup.length; at = token.lastIndex) {
    const found = token.exec(markup)?.groups;
    if (!found) throw new Error(`not well-formed at ${at}: ${markup.slice(at, at + 60)}`);
    if (found.text !== undefined) text += resolved(found.text);
    else if (found.end) {
      const expected = open.pop();
      if (expected !== found.name) throw new Error(`</${found.name}> where </${expected}> belongs`);
    } else {
      const attributes = new Map(
        [...found.attributes!.matchAll(attribute)].map(([, key, value]) => [key!, resolved(value!)]),
      );
      elements.push({ name: found.name!, attributes });
      if (!found.empty) open.push(found.name!);
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(", ")}`);
  return { elements, text };
}

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" } as const;

function resolved(text: string): string {
  return text.replace(/&([^;]*;?)/g, (whole, name: string) => {
    const character = entities[name.slice(0, -1) as keyof typeof entities];
    if (character === undefined) throw new Error(`unknown entity ${whole}`);
    return character;
  });
}
