/** The XML of a report: elements with attributes, and with a text or other elements. */
import { escapeHtml } from "../../view";

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

/**
 * Characters that XML 1.0 §2.2 does not allow, escaped or not, become U+FFFD. Line ends and tabs are written as numbers:
 * in an attribute they would be read as spaces (§3.3.3).
 */
function escaped(text: string): string {
  const allowed = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
  return escapeHtml(allowed).replace(/[\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
