/** XML as far as a report needs it: elements with attributes, and with a text or other elements. */

export interface Xml {
  readonly name: string;
  readonly children: readonly Xml[];
  toString(): string;
}

export function element(
  name: string,
  attributes: { readonly [name: string]: string | number },
  children: readonly Xml[] = [],
  text = "",
): Xml {
  const start = `${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join("")}`;
  return {
    name,
    children,
    toString() {
      if (children.length === 0 && text === "") return `<${start}/>`;
      const inside = children.length === 0 ? escaped(text) : `\n${indented(children.join("\n"))}\n`;
      return `<${start}>${inside}</${name}>`;
    },
  };
}

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // In an attribute, a bare one would be read as a space.
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** Characters that XML 1.0 §2.2 does not allow, escaped or not, become U+FFFD. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"\n\r\t]/g, (character) => entities[character]!);
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
