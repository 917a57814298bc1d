/** The blocks of a document as HTML. */
import { capital, type Html, html, joined } from "../../../view";
import { pictureOf } from "../../content/pictures";
import { type Surroundings, sanitize } from "../../content/sanitize";
import type { Block, CodeIn, Prose, TeachersOnly } from "../../document/document";
import type { Mark } from "../../variants/edition";
import type { Withheld } from "../../variants/markers";
import type { Page } from "./outputs";
import { printOutput } from "./outputs";

export function printBlocks(blocks: readonly Block[], page: Page): Html {
  return html`${blocks.map((block) => printBlock(block, page))}`;
}

function printBlock(block: Block, page: Page): Html {
  switch (block.kind) {
    case "prose":
      return printProse(block, page);
    case "code-in":
      return printCode(block, page);
    case "code-out":
      return printOutput(block, page);
    case "details":
      return html`<details class="fold"><summary>${block.summary}</summary>\n${printBlocks(block.blocks, page)}</details>\n`;
    case "teachers-only":
      return printTeachersOnly(block, page);
    case "answer-space":
      return html`<div class="answer">${room(block.lines)}</div>\n`;
  }
}

function printProse(prose: Prose, page: Page): Html {
  const ids = prose.headings.map(({ id }) => id);
  const rendered = page.markdown.render(prose.markdown, ids, (fault) => page.warn(prose.cell, fault));
  return html`<div class="prose">\n${sanitize(rendered, proseSurroundings(prose, page))}</div>\n`;
}

function proseSurroundings({ cell, headings, attachments }: Prose, page: Page): Surroundings {
  const own = new Set(headings.map(({ id }) => id));
  return {
    // The headings' names were given out when the document was made; others are first come, first served.
    id: (id) => (own.delete(id) || page.anchors.claim(id) ? id : undefined),
    link: (href) => linkInPage(href, page),
    picture(source, alt) {
      const picture = pictureOf(source, attachments, page);
      if ("url" in picture) return picture.url;
      const instead =
        alt === "" ? "it has no alternative text to stand for it" : "its alternative text stands for it";
      page.warn(cell, `the picture ${shortened(source)} ${picture.missing}; ${instead}`);
      return undefined;
    },
    ownClasses: true,
    refused: (tag) => page.warn(cell, `<${tag}> is left out: a handout neither runs nor loads anything`),
  };
}

/** A link to another notebook leads to its handout, in the same folder. */
function linkInPage(href: string, page: Page): string {
  if (href.startsWith("#")) return `#${page.anchors.find(href.slice(1))}`;
  return /^[a-z][a-z\d+.-]*:|^\//i.test(href) ? href : href.replace(/\.ipynb(?=$|[?#])/, page.suffix);
}

function shortened(source: string): string {
  return source.length <= 80 ? source : `${source.slice(0, 77)}…`;
}

/** Text for teachers only, with its name: colour alone says nothing. */
function printTeachersOnly({ what, blocks }: TeachersOnly, page: Page): Html {
  return html`<section class="teachers-only">${labelOf(what)}\n${printBlocks(blocks, page)}</section>\n`;
}

const labelOf = (what: Withheld) => html`<span class="label">${capital(what)}</span>`;

function printCode({ code, language, executionCount, marks }: CodeIn, page: Page): Html {
  const lines = page.highlight(code, language);
  const count = executionCount !== null && html`<span class="count">In [${executionCount}]</span>`;
  // A short cell is not torn over two sheets of paper; a long one has to be.
  const size = lines.length <= 30 ? "in short" : "in";
  return html`<div class="${size}">${count}<pre><code>${marked(lines, marks)}</code></pre></div>\n`;
}

/** Lines of highlighted code, each complete in itself, with frames around some and room after others. */
function marked(lines: readonly Html[], marks: readonly Mark[]): Html {
  const parts: Html[] = [];
  let done = 0;
  for (const mark of marks) {
    // The lines around a mark are ended: the mark is a block of its own.
    parts.push(...lines.slice(done, mark.from).map(ended));
    const own = lines.slice(mark.from, mark.to);
    if (mark.kind === "answer")
      parts.push(...own.map(ended), html`<span class="answer">${room(mark.room)}</span>`);
    else parts.push(html`<span class="teachers-only">${labelOf(mark.kind)}${joined(own, "\n")}</span>`);
    done = mark.to;
  }
  return html`${parts}${joined(lines.slice(done), "\n")}`;
}

const ended = (line: Html) => html`${line}\n`;

/** So many lines to write on. */
const room = (lines: number) => Array.from({ length: lines }, () => html`<span></span>`);
