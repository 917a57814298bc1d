/** A document as one HTML file that needs nothing else: no network, no script, no font. */
import type { About } from "./about";
import { printBlocks } from "./blocks";
import { loadHighlighter } from "./code";
import type { Exporter } from "./exporter";
import type { Doc } from "./ir";
import { loadMarkdown, type Markdown } from "./markdown";
import type { Page } from "./page";
import { sanitize } from "./sanitize";
import { escapeText } from "./text";
import { colours } from "./theme/colours";
import { print } from "./theme/print";
import { screen } from "./theme/screen";
import { type Entry, tableOfContents } from "./toc";

export async function htmlExporter(): Promise<Exporter> {
  const highlight = await loadHighlighter();
  const markdown = await loadMarkdown(highlight);
  return {
    extension: ".html",
    findHeadings: markdown.headings,
    render(doc, { folder, warn }) {
      let outputs = 0;
      const nextPrefix = () => `out.${++outputs}.`;
      return shell(doc, { markdown, highlight, anchors: doc.anchors, folder, nextPrefix, warn });
    },
  };
}

/** Belt and braces: should anything slip through the sanitizer, the browser will neither run nor load it. */
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function shell(doc: Doc, page: Page): string {
  const { about, headline } = doc;
  const title = textOf(page.markdown.inline(headline));
  const contents = tableOfContents(doc.blocks, 3);
  const authors = about.authors.join(", ");
  return `<!DOCTYPE html>
<html lang="${escapeText(about.lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="netcell">
${authors === "" ? "" : `<meta name="author" content="${escapeText(authors)}">\n`}<title>${escapeText(title)}</title>
<style>
${colours}${screen}${print(title, about.course ?? authors)}</style>
</head>
<body>
<a class="skip" href="#page.main">Skip to the text</a>
<div class="${contents.length > 0 ? "page with-contents" : "page"}">
<header>
${course(about)}<h1>${phrase(page.markdown, headline)}</h1>
${byline(about)}</header>
${navigation(contents, page.markdown)}<main id="page.main" tabindex="-1">
${printBlocks(doc.blocks, page)}</main>
${licence(about)}</div>
</body>
</html>
`;
}

const course = ({ course }: About) =>
  course === undefined ? "" : `<p class="course">${escapeText(course)}</p>\n`;

function byline({ authors, date }: About): string {
  const parts = [authors.join(", "), date ?? ""].filter((part) => part !== "");
  return parts.length === 0 ? "" : `<p>${parts.map(escapeText).join(" · ")}</p>\n`;
}

const licence = ({ licence }: About) =>
  licence === undefined ? "" : `<footer><p>Licence: ${escapeText(licence)}</p></footer>\n`;

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
function phrase(markdown: Markdown, source: string): string {
  const markup = sanitize(markdown.inline(source), {
    id: () => undefined,
    link: () => "",
    picture: () => undefined,
    ownClasses: true,
  });
  return markup.replace(/<\/?a\b[^>]*>/g, "");
}

/** The text of some markup, for places that show no markup. */
function textOf(markup: string): string {
  return markup
    .replace(/<annotation\b.*?<\/annotation>/gs, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => characters[name]!)
    .trim();
}

const characters: { readonly [entity: string]: string } = {
  lt: "<",
  gt: ">",
  quot: '"',
  amp: "&",
  "#39": "'",
};
