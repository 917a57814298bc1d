/** A document as one HTML file that needs nothing else: no network, no script, no font. */

import { loadHighlighter } from "../../content/highlight";
import { loadMarkdown, type Markdown } from "../../content/markdown";
import { textsOfMarkup } from "../../content/readable-text";
import { sanitize } from "../../content/sanitize";
import { escapeText, unescapeText } from "../../content/text";
import type { About } from "../../document/about";
import { type Block, type Doc, toDoc } from "../../document/document";
import { type Entry, tableOfContents } from "../../document/table-of-contents";
import { type Edition, editionNote, type Variant } from "../../variants/edition";
import type { Exporter, ExportPlace, Rendered } from "../exporter";
import { printBlocks } from "./blocks";
import type { Page } from "./page";
import { colours } from "./theme/colours";
import { print } from "./theme/print";
import { screen } from "./theme/screen";

/** Which of its two papers a page shows: the one that the reader's screen asks for, or always the same. */
export type Theme = "light" | "dark" | "auto";

export interface HtmlExporter extends Exporter {
  render(edition: Edition, place: ExportPlace): Rendered;
}

export async function htmlExporter(theme: Theme = "auto"): Promise<HtmlExporter> {
  const highlight = await loadHighlighter();
  const markdown = await loadMarkdown(highlight);
  return {
    extension: ".html",
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
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function shell({ about, headline, blocks }: Doc, variant: Variant, theme: Theme, page: Page): string {
  const contents = tableOfContents(blocks, 3);
  return htmlPage({
    about,
    title: titleOf(page.markdown.inline(headline)),
    headline: phrase(page.markdown, headline),
    note: editionNote[variant],
    theme,
    withContents: contents.length > 0,
    underHeadline: variant === "student" && blocks.some(asks) ? nameLine : "",
    body: `${navigation(contents, page.markdown)}<main id="page.main" tabindex="-1">
${printBlocks(blocks, page)}</main>
`,
  });
}

export interface HtmlPage {
  readonly about: About;
  /** Without markup. */
  readonly title: string;
  /** As HTML. */
  readonly headline: string;
  /** What the page says of itself under its headline and at the head of each sheet. */
  readonly note: string;
  readonly theme: Theme;
  readonly withContents?: boolean;
  readonly underHeadline?: string;
  readonly body: string;
}

/** The whole file, from its first byte to the last. */
export function htmlPage({ about, title, headline, note, theme, body, ...more }: HtmlPage): string {
  const authors = about.authors.join(", ");
  const scheme = schemes[theme];
  return `<!DOCTYPE html>
<html lang="${escapeText(about.lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="${scheme}">
<meta name="generator" content="netcell">
${authors === "" ? "" : `<meta name="author" content="${escapeText(authors)}">\n`}<title>${escapeText(title)}</title>
<style>
${colours(scheme, body)}${screen}${print(title, [about.course ?? authors, note], licensed(about))}</style>
</head>
<body>
<a class="skip" href="#page.main">Skip to the text</a>
<div class="${more.withContents ? "page with-contents" : "page"}">
<header>
${course(about)}<h1>${headline}</h1>
${byline(about, note)}${more.underHeadline ?? ""}</header>
${body}${licence(about)}</div>
</body>
</html>
`;
}

const schemes: { readonly [theme in Theme]: string } = { auto: "light dark", light: "light", dark: "dark" };

/** Does it leave room for an answer? */
function asks(block: Block): boolean {
  if (block.kind === "code-in") return block.marks.some(({ kind }) => kind === "answer");
  return block.kind === "details" ? block.blocks.some(asks) : block.kind === "answer-space";
}

/** For whoever writes on the paper. */
const nameLine = `<p class="name-line">Name <span></span> Date <span></span></p>\n`;

const course = ({ course }: About) =>
  course === undefined ? "" : `<p class="course">${escapeText(course)}</p>\n`;

/** Authors, date and what the page is, in one line. */
export function byline({ authors, date }: About, edition: string): string {
  const parts = [authors.join(", "), date ?? "", edition].filter((part) => part !== "");
  return parts.length === 0 ? "" : `<p>${parts.map(escapeText).join(" · ")}</p>\n`;
}

const licensed = ({ licence }: About) => (licence === undefined ? "" : `Licence: ${licence}`);

const licence = (about: About) =>
  about.licence === undefined ? "" : `<footer><p>${escapeText(licensed(about))}</p></footer>\n`;

function navigation(entries: readonly Entry[], markdown: Markdown): string {
  if (entries.length === 0) return "";
  return `<nav aria-labelledby="page.contents">\n<h2 id="page.contents">Contents</h2>\n${list(entries, markdown)}</nav>\n`;
}

function list(entries: readonly Entry[], markdown: Markdown): string {
  const items = entries.map(({ heading, entries }) => {
    const link = `<a href="#${escapeText(encodeURIComponent(heading.id))}">${phrase(markdown, heading.markdown)}</a>`;
    return `<li>${link}${entries.length === 0 ? "" : `\n${list(entries, markdown)}`}</li>\n`;
  });
  return `<ol>\n${items.join("")}</ol>\n`;
}

/** Markdown of one line without its links, pictures and names: it stands inside a link or at the head of the page. */
export function phrase(markdown: Markdown, source: string): string {
  const markup = sanitize(markdown.inline(source), {
    id: () => undefined,
    link: () => "",
    picture: () => undefined,
    ownClasses: true,
  });
  return markup.replace(/<\/?a\b[^>]*>/g, "");
}

/** For places that show no markup. */
export function titleOf(markup: string): string {
  const spoken = markup.replace(/<annotation\b.*?<\/annotation>/gs, "").replace(/<[^>]*>/g, "");
  return unescapeText(spoken).trim();
}
