/** Highlighted code: shiki's grammars name the tokens, classes carry them, the theme paints them. */
import type { HighlighterCore } from "shiki/core" with { "resolution-mode": "import" };
import { type Html, html } from "../../view";

/** The lines of the code, each complete in itself; in a language that is not known here, the plain text. */
export type Highlight = (code: string, language: string) => Html[];

/** The grammars' expressions come translated: doing it here would take longer than all the rest of a handout. */
export function loadHighlighter(): Promise<Highlight> {
  loaded ??= load();
  return loaded;
}

/** One serves all formats. */
let loaded: Promise<Highlight> | undefined;

async function load(): Promise<Highlight> {
  const [{ createCssVariablesTheme, createHighlighterCore }, { createJavaScriptRawEngine }, ...langs] =
    await Promise.all([
      import("shiki/core"),
      import("shiki/engine/javascript"),
      import("@shikijs/langs-precompiled/typescript"),
      import("@shikijs/langs-precompiled/json"),
      import("@shikijs/langs-precompiled/shellscript"),
      import("@shikijs/langs-precompiled/html"),
      import("@shikijs/langs-precompiled/python"),
    ]);
  const shiki = await createHighlighterCore({
    themes: [createCssVariablesTheme({ name: theme, variablePrefix: "--", fontStyle: false })],
    langs: langs.map((lang) => lang.default),
    engine: createJavaScriptRawEngine(),
  });
  return (code, language) => {
    const grammar = grammars[language.toLowerCase()];
    return grammar === undefined
      ? code.split("\n").map((line) => html`${line}`)
      : highlighted(shiki, code, grammar);
  };
}

const theme = "netcell";

const grammars: { readonly [language: string]: string } = {
  typescript: "typescript",
  ts: "typescript",
  // TypeScript's grammar reads all of JavaScript, and one grammar less is loaded.
  javascript: "typescript",
  js: "typescript",
  json: "json",
  bash: "shellscript",
  console: "shellscript",
  sh: "shellscript",
  shell: "shellscript",
  html: "html",
  python: "python",
  py: "python",
};

/** By length, never by time: a handout is the same on a busy machine. */
const limits = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: 2000 };

function highlighted(shiki: HighlighterCore, code: string, lang: string): Html[] {
  const { tokens } = shiki.codeToTokens(code, { lang, theme, ...limits });
  return tokens.map(
    (line) => html`${line.map(({ content, color }) => token(content, classes[color ?? ""]))}`,
  );
}

function token(content: string, kind: string | undefined): Html {
  return kind === undefined ? html`${content}` : html`<b class="${kind}">${content}</b>`;
}

/** Short as can be: a page has thousands of them. */
const classes: { readonly [color: string]: string | undefined } = {
  "var(--token-comment)": "c",
  "var(--token-keyword)": "k",
  "var(--token-string)": "s",
  "var(--token-string-expression)": "s",
  "var(--token-constant)": "n",
  "var(--token-function)": "f",
  "var(--token-parameter)": "p",
  "var(--token-link)": "s",
};
