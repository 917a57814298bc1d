/** Markdown as JupyterLab reads it (GitHub's tables and links, HTML, `$math$`), with math as MathML: no font, no script. */
import type { Token } from "markdown-it" with { "resolution-mode": "import" };
import { html, joined } from "../../view";
import type { FoundHeading } from "../document/document";
import type { Highlight } from "./highlight";

/** Renders to markup that is still to be sanitized: a Markdown cell may hold HTML. */
export interface Markdown {
  headings(source: string): FoundHeading[];
  /** The n-th heading gets the n-th id. */
  render(source: string, ids: readonly string[], onMathError: (fault: string) => void): string;
  /** Markdown of one line, such as a heading. */
  inline(source: string): string;
}

interface Env {
  readonly ids: readonly string[];
  headingsSeen: number;
}

export async function loadMarkdown(highlight: Highlight): Promise<Markdown> {
  const [{ default: MarkdownIt }, { katex }] = await Promise.all([
    import("markdown-it"),
    import("@mdit/plugin-katex"),
  ]);
  let mathErrors: string[] = [];
  const md = new MarkdownIt({
    html: true,
    linkify: true,
    // markdown-it leaves a block that begins with `<pre` as it is.
    highlight: (code, lang) => html`<pre><code>${joined(highlight(code, lang), "\n")}</code></pre>`.markup,
  });
  md.use(katex, {
    output: "mathml",
    logger: () => "ignore",
    transformer: (markup: string) => {
      const fault = /<span class=.katex-error. title=(["'])(.*?)\1/s.exec(markup)?.[2];
      if (fault !== undefined) mathErrors.push(md.utils.unescapeAll(fault));
      return markup;
    },
  });
  md.renderer.rules.heading_open = (tokens, index, _options, env: Env) => {
    const id = env.ids[env.headingsSeen++];
    return html`<${tokens[index]!.tag}${id !== undefined && html` id="${id}"`}>`.markup;
  };
  return {
    headings: (source) => headingsIn(md.parse(source, {})),
    render(source, ids, onMathError) {
      mathErrors = [];
      const markup = md.render(source, { ids, headingsSeen: 0 } satisfies Env);
      for (const fault of mathErrors) onMathError(fault);
      return markup;
    },
    inline: (source) => md.renderInline(source, {}),
  };
}

function headingsIn(tokens: readonly Token[]): FoundHeading[] {
  return tokens.flatMap((token, index) => {
    if (token.type !== "heading_open" || token.map === null) return [];
    const inline = tokens[index + 1]!;
    return [
      {
        level: Number(token.tag.slice(1)),
        markdown: inline.content,
        text: textOf(inline),
        lines: token.map,
      },
    ];
  });
}

function textOf(inline: Token): string {
  const speaking = (inline.children ?? []).filter(({ type }) =>
    /^(?:text|code_inline|math_inline)/.test(type),
  );
  return speaking.map(({ content }) => content).join("");
}
