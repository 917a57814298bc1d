/** Code in colours. The few kinds of words in code for packets are distinguished without knowing the language. */
import { type Html, html, styles } from "../../view";

/** A piece of code. */
export interface Token {
  readonly kind: "text" | "number" | "string" | "key" | "call";
  readonly text: string;
}

const pattern =
  /(?<string>b?"(?:[^"\\]|\\.)*"|b?'(?:[^'\\]|\\.)*')|(?<call>(?<=<)[A-Za-z_]\w*|[A-Za-z_]\w*(?=\())|(?<key>[A-Za-z_]\w*(?=:|=))|(?<number>(?<![\w.])-?(?:0x[0-9a-fA-F]+|\d+(?:, \d+)*)(?![\w.:]))/gs;

/** The pieces of some code; together they are the code. */
export function tokens(code: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (const match of code.matchAll(pattern)) {
    if (match.index > at) found.push({ kind: "text", text: code.slice(at, match.index) });
    const kind = (["string", "call", "key", "number"] as const).find(
      (each) => match.groups![each] !== undefined,
    )!;
    found.push({ kind, text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < code.length) found.push({ kind: "text", text: code.slice(at) });
  return found;
}

/** The editor's own colours, so that they suit its theme; the words themselves say what they are. */
const colours: { readonly [kind in Exclude<Token["kind"], "text">]: string } = {
  string: "color:var(--jp-mirror-editor-string-color, inherit)",
  number: "color:var(--jp-mirror-editor-number-color, inherit)",
  key: "color:var(--jp-mirror-editor-property-color, inherit)",
  call: "color:var(--jp-mirror-editor-def-color, inherit);font-weight:600",
};

/** The code as a block; a click marks all of it, to be copied. */
export function codeBlock(code: string): Html {
  const style = `${styles.mono};user-select:all;margin:2px 0 8px;padding:6px 8px;border:1px solid var(--jp-border-color2, #8884);border-radius:4px;background-color:transparent`;
  return html`<pre style="${style}">${tokens(code).map(({ kind, text }) =>
    kind === "text" ? html`${text}` : html`<span style="${colours[kind]}">${text}</span>`,
  )}</pre>`;
}
