/** A document as one HTML file that needs nothing else: no network, no script, no font. */
import { type Html, html, trusted } from "../../../view";
import { loadHighlighter } from "../../content/highlight";
import { loadMarkdown, type Markdown } from "../../content/markdown";
import { textsOfMarkup } from "../../content/readable-text";
import { sanitize } from "../../content/sanitize";
import { allowedText, unescapeText } from "../../content/text";
import type { About } from "../../document/about";
import { type Block, type Doc, toDoc } from "../../document/document";
import { type Entry, tableOfContents } from "../../document/table-of-contents";
import { type Edition, editionNote, type Variant } from "../../variants/edition";
import type { Exporter, ExportPlace, Rendered } from "../formats";
import { printBlocks } from "./blocks";
import type { Page } from "./outputs";
import { colours } from "./theme/colours";
import { print } from "./theme/print";
import { screen } from "./theme/screen";

/** The colours of a page: those that the reader's screen asks for, or always the same. */
export type Theme = "light" | "dark" | "auto";

export interface HtmlExporter extends Exporter {
  render(edition: Edition, place: ExportPlace): Rendered;
}

export async function htmlExporter(theme: Theme = "auto"): Promise<HtmlExporter> {
  const highlight = await loadHighlighter();
  const markdown = await loadMarkdown(highlight);
  return {
    render(edition, place) {
      let outputs = 0;
      const nextPrefix = () => `out.${++outputs}.`;
      const doc = toDoc(edition, place.name, markdown.headings);
      const page = { ...place, markdown, highlight, anchors: doc.anchors, nextPrefix };
      const content = shell(doc, edition.variant, theme, page);
      return { content, texts: textsOfMarkup(content) };
    },
  };
}

/** Belt and braces: should anything slip through the sanitizer, the browser will neither run nor load it. */
const policy = html`default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;

function shell({ about, headline, blocks }: Doc, variant: Variant, theme: Theme, page: Page): string {
  const contents = tableOfContents(blocks, 3);
  return htmlPage({
    about,
    title: titleOf(page.markdown.inline(headline)),
    headline: phrase(page.markdown, headline),
    note: editionNote[variant],
    theme,
    withContents: contents.length > 0,
    underHeadline: variant === "student" && blocks.some(asks) && nameLine,
    body: html`${navigation(contents, page.markdown)}<main id="page.main" tabindex="-1">
${printBlocks(blocks, page)}</main>
`,
  });
}

export interface HtmlPage {
  readonly about: About;
  /** Without markup. */
  readonly title: string;
  readonly headline: Html;
  /** The page's own note, such as "Teacher’s copy", under its headline and at the head of each sheet. */
  readonly note: string;
  readonly theme: Theme;
  readonly withContents?: boolean;
  readonly underHeadline?: Html | false;
  readonly body: Html;
}

/** The whole file, from its first byte to the last. */
export function htmlPage({ about, title, headline, note, theme, body, ...more }: HtmlPage): string {
  const authors = about.authors.join(", ");
  const scheme = schemes[theme];
  // A style sheet is not escaped: it holds our own rules, and texts as strings of CSS.
  const style = trusted(
    `${colours(scheme, body.markup)}${screen}${print(title, [about.course ?? authors, note], licensed(about))}`,
  );
  const page = html`<!DOCTYPE html>
<html lang="${about.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="${scheme}">
<meta name="generator" content="netcell">
${authors !== "" && html`<meta name="author" content="${authors}">\n`}<title>${title}</title>
<style>
${style}</style>
</head>
<body>
<a class="skip" href="#page.main">Skip to the text</a>
<div class="${more.withContents ? "page with-contents" : "page"}">
<header>
${course(about)}<h1>${headline}</h1>
${byline(about, note)}${more.underHeadline}</header>
${body}${licence(about)}</div>
</body>
</html>
`;
  return allowedText(page.markup);
}

const schemes: { readonly [theme in Theme]: string } = { auto: "light dark", light: "light", dark: "dark" };

/** Does it leave room for an answer? */
function asks(block: Block): boolean {
  if (block.kind === "code-in") return block.marks.some(({ kind }) => kind === "answer");
  return block.kind === "details" ? block.blocks.some(asks) : block.kind === "answer-space";
}

/** For the name of the student who writes on the paper. */
const nameLine = html`<p class="name-line">Name <span></span> Date <span></span></p>\n`;

const course = ({ course }: About) => course !== undefined && html`<p class="course">${course}</p>\n`;

/** Authors, date and what the page is, in one line. */
export function byline({ authors, date }: About, edition: string): Html | false {
  const parts = [authors.join(", "), date ?? "", edition].filter((part) => part !== "");
  return parts.length > 0 && html`<p>${parts.join(" · ")}</p>\n`;
}

const licensed = ({ licence }: About) => (licence === undefined ? "" : `Licence: ${licence}`);

const licence = (about: About) =>
  about.licence !== undefined && html`<footer><p>${licensed(about)}</p></footer>\n`;

function navigation(entries: readonly Entry[], markdown: Markdown): Html | false {
  if (entries.length === 0) return false;
  return html`<nav aria-labelledby="page.contents">\n<h2 id="page.contents">Contents</h2>\n${list(entries, markdown)}</nav>\n`;
}

function list(entries: readonly Entry[], markdown: Markdown): Html {
  const items = entries.map(({ heading, entries }) => {
    const link = html`<a href="#${encodeURIComponent(heading.id)}">${phrase(markdown, heading.markdown)}</a>`;
    return html`<li>${link}${entries.length > 0 && html`\n${list(entries, markdown)}`}</li>\n`;
  });
  return html`<ol>\n${items}</ol>\n`;
}

/** Markdown of one line without its links, pictures and names: it stands inside a link or at the head of the page. */
export function phrase(markdown: Markdown, source: string): Html {
  const { markup } = sanitize(markdown.inline(source), {
    id: () => undefined,
    link: () => "",
    picture: () => undefined,
    ownClasses: true,
  });
  return trusted(markup.replace(/<\/?a\b[^>]*>/g, ""));
}

/** For places that show no markup. */
export function titleOf(markup: string): string {
  const spoken = markup.replace(/<annotation\b.*?<\/annotation>/gs, "").replace(/<[^>]*>/g, "");
  return unescapeText(spoken).trim();
}
