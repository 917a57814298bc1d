/** The blocks of a document as HTML. */

import { pictureOf } from "../../content/pictures";
import { type Surroundings, sanitize } from "../../content/sanitize";
import type { Block, CodeIn, Prose, TeachersOnly } from "../../document/document";
import type { Mark } from "../../variants/edition";
import type { Withheld } from "../../variants/markers";
import { printOutput } from "./outputs";
import type { Page } from "./page";

export function printBlocks(blocks: readonly Block[], page: Page): string {
  return blocks.map((block) => printBlock(block, page)).join("");
}

function printBlock(block: Block, page: Page): string {
  switch (block.kind) {
    case "prose":
      return printProse(block, page);
    case "code-in":
      return printCode(block, page);
    case "code-out":
      return printOutput(block, page);
    case "details":
      return `<details class="fold"><summary>${block.summary}</summary>\n${printBlocks(block.blocks, page)}</details>\n`;
    case "teachers-only":
      return printTeachersOnly(block, page);
    case "answer-space":
      return `<div class="answer">${room(block.lines)}</div>\n`;
  }
}

function printProse(prose: Prose, page: Page): string {
  const ids = prose.headings.map(({ id }) => id);
  const rendered = page.markdown.render(prose.markdown, ids, (fault) => page.warn(prose.cell, fault));
  return `<div class="prose">\n${sanitize(rendered, proseSurroundings(prose, page))}</div>\n`;
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

/** What teachers read and students do not: with its name, for colour alone says nothing. */
function printTeachersOnly({ what, blocks }: TeachersOnly, page: Page): string {
  return `<section class="teachers-only">${labelOf(what)}\n${printBlocks(blocks, page)}</section>\n`;
}

const labelOf = (what: Withheld) =>
  `<span class="label">${what.charAt(0).toUpperCase()}${what.slice(1)}</span>`;

function printCode({ code, language, executionCount, marks }: CodeIn, page: Page): string {
  const lines = page.highlight(code, language).split("\n");
  const count = executionCount === null ? "" : `<span class="count">In [${executionCount}]</span>`;
  // A short cell is not torn over two sheets of paper; a long one has to be.
  const size = lines.length <= 30 ? "in short" : "in";
  return `<div class="${size}">${count}<pre><code>${marked(lines, marks)}</code></pre></div>\n`;
}

/** Lines of highlighted code, each complete in itself, with frames around some and room after others. */
function marked(lines: readonly string[], marks: readonly Mark[]): string {
  let html = "";
  let done = 0;
  for (const mark of marks) {
    // What stands around a mark ends its line: the mark is a block of its own.
    html += lines.slice(done, mark.from).map(ended).join("");
    const own = lines.slice(mark.from, mark.to);
    if (mark.kind === "answer")
      html += `${own.map(ended).join("")}<span class="answer">${room(mark.room)}</span>`;
    else html += `<span class="teachers-only">${labelOf(mark.kind)}${own.join("\n")}</span>`;
    done = mark.to;
  }
  return html + lines.slice(done).join("\n");
}

const ended = (line: string) => `${line}\n`;

/** So many lines to write on. */
const room = (lines: number) => "<span></span>".repeat(lines);
