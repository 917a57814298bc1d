/** One output of a code cell as HTML: text with its colours, rich forms sanitized, errors as errors. */
import type { ErrorOutput, MimeBundle } from "../runner/nbformat/types";
import { ansiLines, stripAnsi } from "./ansi";
import type { CodeOut } from "./ir";
import { type Form, forms, pageForms } from "./mime";
import type { Page } from "./page";
import { isPictureUrl, pictureUrl } from "./pictures";
import { type Surroundings, sanitize } from "./sanitize";
import { escapeText } from "./text";

/** Beyond so many lines an output is folded, and shows so many at first. */
const fold = { beyond: 40, shows: 25 };

export function printOutput({ output, cell }: CodeOut, page: Page): string {
  switch (output.output_type) {
    case "stream":
      return output.name === "stderr"
        ? textFrame("text stderr", cell, output.text, label("stderr"))
        : textFrame("text", cell, output.text);
    case "error":
      return frame("text error", cell, label("Error") + textBlock(errorText(output)), false);
    default:
      return printBundle(output.data, cell, page);
  }
}

/** The lines that a program wrote, for a reader who knows them by number of lines rather than by name. */
function textBlock(text: string): string {
  return folding(ansiLines(text.replace(/\n$/, "")));
}

/** Lines of finished HTML; the rest of a long text opens on demand, and is there on paper. */
function folding(lines: readonly string[]): string {
  const block = (some: readonly string[]) => `<pre>${leadingBreakKept(some.join("\n"))}</pre>`;
  if (lines.length <= fold.beyond) return block(lines);
  const rest = lines.slice(fold.shows);
  return `${block(lines.slice(0, fold.shows))}<details class="fold"><summary>${rest.length} more lines</summary>${block(rest)}</details>`;
}

/** HTML drops a line break right after `<pre>`. */
const leadingBreakKept = (html: string) => (html.startsWith("\n") ? `\n${html}` : html);

/** Most tracebacks name the error and its message; those of kernels that do not are helped. */
function errorText({ ename, evalue, traceback }: ErrorOutput): string {
  const trace = traceback.join("\n");
  const told = stripAnsi(trace).trimStart();
  if (told !== "" && (told.startsWith(ename) || told.includes(evalue))) return trace;
  const said = evalue === "" ? ename : `${ename}: ${evalue}`;
  return trace === "" ? said : `${said}\n${trace}`;
}

function printBundle(bundle: MimeBundle, cell: number, page: Page): string {
  for (const form of forms(bundle, pageForms)) {
    const printed = printForm(form, cell, page);
    if (printed !== undefined) return printed;
  }
  const types = Object.keys(bundle);
  if (types.length > 0) page.warn(cell, `an output has no form that a page can show (${types.join(", ")})`);
  return "";
}

/** The form as HTML, or undefined when nothing of it can be shown and the next best is wanted. */
function printForm({ mime, value }: Form, cell: number, page: Page): string | undefined {
  if (mime === "application/json")
    return frame("text", cell, folding(page.highlight(JSON.stringify(value, null, 2), "json").split("\n")));
  if (typeof value !== "string") return undefined;
  switch (mime) {
    case "text/plain":
      return textFrame("text", cell, value);
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
      return frame(
        "drawing on-white",
        cell,
        `<img src="${escapeText(pictureUrl(mime, value))}" alt="${alt}">`,
      );
    }
  }
}

/** Output is what the wire said: it keeps its own names, reads no files and opens nothing. */
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

function visible(kind: string, cell: number, markup: string): string | undefined {
  const empty = !/<(?:img|svg|hr)\b/.test(markup) && markup.replace(/<[^>]*>/g, "").trim() === "";
  return empty ? undefined : frame(kind, cell, markup);
}

/** So many characters of a line fit on a telephone. */
const narrowLine = 36;

function textFrame(kind: string, cell: number, text: string, above = ""): string {
  const wide = stripAnsi(text)
    .split("\n")
    .some((line) => line.length > narrowLine);
  return frame(kind, cell, above + textBlock(text), wide);
}

/** Output that may be wider than the screen scrolls in its frame, which the keyboard must reach. */
function frame(kind: string, cell: number, content: string, wide = true): string {
  const reach = wide ? ' tabindex="0"' : "";
  return `<div class="out ${kind}" role="group" aria-label="Output of cell ${cell}"${reach}>${content}</div>\n`;
}

const label = (text: string) => `<span class="label">${text}</span>`;
