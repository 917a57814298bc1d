/** HTML and SVG text in which every value is data: what is put into the template is escaped, unless it is markup itself. */

/** Markup that is safe to put into a page as it is. Made only by {@link html} and {@link trusted}. */
export interface Html {
  readonly markup: string;
}

class Markup implements Html {
  constructor(readonly markup: string) {}
  toString(): string {
    return this.markup;
  }
}

type Part = Html | string | number | undefined | false | ReadonlyArray<Html>;

/** Builds markup: `` html`<td>${fromTheWire}</td>` `` escapes the value, keeps nested markup, leaves out `false` and `undefined`. */
export function html(fixed: TemplateStringsArray, ...parts: Part[]): Html {
  let markup = fixed[0]!;
  parts.forEach((part, i) => {
    markup += render(part) + fixed[i + 1]!;
  });
  return new Markup(markup);
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.markup;
  if (Array.isArray(part)) return part.map(render).join("");
  return escapeHtml(String(part));
}

/** Markup that another tool has made safe, such as a sanitizer: it goes into a page as it is. */
export function trusted(markup: string): Html {
  return new Markup(markup);
}

/** The parts with a text between them, such as a line break. */
export function joined(parts: readonly Html[], between: string): Html {
  return new Markup(parts.map(({ markup }) => markup).join(escapeHtml(between)));
}

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The text with the five characters that mean something in HTML written as entities. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
