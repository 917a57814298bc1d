/** One output of a code cell as HTML: text with its colours, rich forms sanitized, errors as errors. */

import type { ErrorOutput, MimeBundle } from "../../../runner";
import { grouped, type Html, html, joined } from "../../../view";
import { ansiLines, stripAnsi } from "../../content/ansi";
import type { Highlight } from "../../content/highlight";
import { fitting, folding } from "../../content/lengths";
import type { Markdown } from "../../content/markdown";
import { type Form, forms, pageForms } from "../../content/mime-forms";
import { isPictureUrl, pictureUrl } from "../../content/pictures";
import { type Surroundings, sanitize } from "../../content/sanitize";
import type { Anchors } from "../../document/anchors";
import type { CodeOut } from "../../document/document";
import type { ExportPlace } from "../formats";

/** Shared by all parts of one page while it is printed. */
export interface Page extends ExportPlace {
  readonly markdown: Markdown;
  readonly highlight: Highlight;
  readonly anchors: Anchors;
  /** A start for the ids of one output, so that two drawings with the same ids can share a page. */
  nextPrefix(): string;
}

export function printOutput({ output, cell }: CodeOut, page: Page): Html {
  const place = { cell, page };
  switch (output.output_type) {
    case "stream":
      return output.name === "stderr"
        ? textFrame("text stderr", place, output.text, label("stderr"))
        : textFrame("text", place, output.text);
    case "error": {
      const text = textBlock(errorText(output), ansiLines, place);
      return frame("text error", cell, html`${label("Error")}${text}`, false);
    }
    default:
      return printBundle(output.data, cell, page);
  }
}

/** A text that may be too long for a handout: the rest is left out, and its size is given. */
function textBlock(text: string, toLines: (text: string) => Html[], { cell, page }: Place): Html {
  const { text: kept, leftOut } = fitting(text.replace(/\n$/, ""));
  if (leftOut === "") return linesBlock(toLines(kept));
  page.warn(cell, `an output is too long for a handout: ${leftOut}`);
  return html`${linesBlock(toLines(kept))}<p class="label">… ${leftOut}</p>`;
}

interface Place {
  readonly cell: number;
  readonly page: Page;
}

/** The rest of a long text opens on demand, and is there on paper. */
function linesBlock(lines: readonly Html[]): Html {
  // HTML drops a line break right after `<pre>`.
  const block = (some: readonly Html[]) =>
    html`<pre${staysWhole(some) && html` class="short"`}>${some[0]?.markup === "" && some.length > 1 && "\n"}${joined(some, "\n")}</pre>`;
  const { shown, folded } = folding(lines);
  if (folded.length === 0) return block(shown);
  return html`${block(shown)}<details class="fold"><summary>${folded.length} more lines</summary>${block(folded)}</details>`;
}

/** On paper: not so short that it cannot be torn anyway, not so long that much of a sheet stays empty. */
const staysWhole = ({ length }: readonly Html[]) => length > 1 && length <= 15;

/** Most tracebacks name the error and its message; those of kernels that do not are helped. */
export function errorText({ ename, evalue, traceback }: ErrorOutput): string {
  const trace = traceback.join("\n");
  const plain = stripAnsi(trace).trimStart();
  if (plain !== "" && (plain.startsWith(ename) || plain.includes(evalue))) return trace;
  const heading = evalue === "" ? ename : `${ename}: ${evalue}`;
  return trace === "" ? heading : `${heading}\n${trace}`;
}

function printBundle(bundle: MimeBundle, cell: number, page: Page): Html {
  for (const form of forms(bundle, pageForms)) {
    const printed = printForm(form, cell, page);
    if (printed !== undefined) return printed;
  }
  const types = Object.keys(bundle);
  if (types.length > 0) page.warn(cell, `an output has no form that a page can show (${types.join(", ")})`);
  return html``;
}

/** A page with more markup than that in one output makes browsers slow. */
const markupLimit = 4_000_000;

const isPicture = (mime: string) => mime.startsWith("image/") && mime !== "image/svg+xml";

/** The form as HTML, or undefined when nothing of it can be shown and the next best is wanted. */
function printForm({ mime, value }: Form, cell: number, page: Page): Html | undefined {
  if (mime === "application/json") {
    const toLines = (json: string) => page.highlight(json, "json");
    return frame("text", cell, textBlock(JSON.stringify(value, null, 2), toLines, { cell, page }));
  }
  if (typeof value !== "string") return undefined;
  if (mime === "text/plain") return textFrame("text", { cell, page }, value);
  if (!isPicture(mime) && value.length > markupLimit) {
    page.warn(cell, `an output is too large for a handout as ${mime} (${grouped(value.length)} characters)`);
    return undefined;
  }
  switch (mime) {
    case "text/html":
      return visible("plain", cell, sanitize(value, outputSurroundings(cell, page)));
    case "image/svg+xml": {
      // A drawing that knows nothing of the page's colours was drawn for white paper.
      const paper = /--jp-|currentcolor/i.test(value) ? "drawing" : "drawing on-white";
      return visible(paper, cell, sanitize(value, outputSurroundings(cell, page)));
    }
    case "text/markdown":
    case "text/latex": {
      const rendered = page.markdown.render(value, [], (fault) => page.warn(cell, fault));
      return visible(
        "prose",
        cell,
        sanitize(rendered, { ...outputSurroundings(cell, page), ownClasses: true }),
      );
    }
    default: {
      const alt = `Picture made by cell ${cell}`;
      return frame("drawing on-white", cell, html`<img src="${pictureUrl(mime, value)}" alt="${alt}">`);
    }
  }
}

/** Output comes from the wire: it keeps its own names, reads no files and opens nothing. */
function outputSurroundings(cell: number, page: Page): Surroundings {
  const prefix = page.nextPrefix();
  return {
    id: (id) => (/\s/.test(id) || id === "" ? undefined : `${prefix}${id}`),
    link: (href) => (href.startsWith("#") ? `#${prefix}${href.slice(1)}` : href),
    picture: (source) => (isPictureUrl(source) ? source : undefined),
    ownClasses: false,
    refused: (tag) => page.warn(cell, `an output holds <${tag}>, which a handout leaves out`),
  };
}

function visible(kind: string, cell: number, content: Html): Html | undefined {
  const { markup } = content;
  const empty = !/<(?:img|svg|hr)\b/.test(markup) && markup.replace(/<[^>]*>/g, "").trim() === "";
  return empty ? undefined : frame(kind, cell, content);
}

/** So many characters of a line fit on a telephone. */
const narrowLine = 36;

function textFrame(kind: string, place: Place, text: string, above?: Html): Html {
  const wide = stripAnsi(fitting(text).text)
    .split("\n")
    .some((line) => line.length > narrowLine);
  return frame(kind, place.cell, html`${above}${textBlock(text, ansiLines, place)}`, wide);
}

/** Output that may be wider than the screen scrolls in its frame, which the keyboard must reach. */
function frame(kind: string, cell: number, content: Html, wide = true): Html {
  const reach = wide && html` tabindex="0"`;
  return html`<div class="out ${kind}" role="group" aria-label="Output of cell ${cell}"${reach}>${content}</div>\n`;
}

const label = (text: string) => html`<span class="label">${text}</span>`;
