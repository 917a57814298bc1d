/** A document as Markdown that GitHub renders: outputs in fences, drawings in files beside it, math as it was typed. */
import type { MimeBundle } from "../../../runner";
import { plainLines } from "../../content/ansi";
import { loadHighlighter } from "../../content/highlight";
import { fitting, folding } from "../../content/lengths";
import { loadMarkdown } from "../../content/markdown";
import { type Form, forms, markdownForms } from "../../content/mime-forms";
import { dataOf, isPictureUrl, pictureOf, pictureUrl } from "../../content/pictures";
import { textsIn } from "../../content/readable-text";
import { allowedText, textOfMarkup, unescapeText } from "../../content/text";
import { type Block, type CodeIn, type CodeOut, type Doc, type Prose, toDoc } from "../../document/document";
import { Assets } from "../../handout-files";
import { editionNote, type Variant } from "../../variants/edition";
import { comment } from "../../variants/lesson";
import type { Exporter, ExportPlace } from "../formats";
import { errorText } from "../html/outputs";
import { rewritten, withoutHtml } from "./markdown-source";
import { svgFile } from "./svg-file";

export async function markdownExporter(): Promise<Exporter> {
  const markdown = await loadMarkdown(await loadHighlighter());
  return {
    render(edition, place) {
      const doc = toDoc(edition, place.name, markdown.headings);
      const assets = new Assets(`${place.name}${place.suffix}`);
      const content = document(doc, edition.variant, { ...place, doc, assets });
      const files = assets.files();
      const drawings = files.filter(({ name }) => name.endsWith(".svg")).map((file) => String(file.content));
      return { content, assets: files, texts: textsIn([content, ...drawings]) };
    },
  };
}

/** Shared by all parts of one file. */
interface File extends ExportPlace {
  readonly doc: Doc;
  readonly assets: Assets;
}

function document({ about, headline, blocks }: Doc, variant: Variant, file: File): string {
  const facts = [about.course, about.authors.join(", "), about.date, editionNote[variant]].filter(Boolean);
  const parts = [
    `# ${file.trusted ? headline : withoutHtml(headline)}`,
    ...(facts.length > 0 ? [withoutHtml(`*${facts.join(" · ")}*`)] : []),
    ...blocks.flatMap((block) => printBlock(block, file)),
    ...(about.licence === undefined ? [] : ["---", withoutHtml(`Licence: ${about.licence}`)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function printBlock(block: Block, file: File): string[] {
  switch (block.kind) {
    case "prose":
      return printProse(block, file);
    case "code-in":
      return [fence(markedCode(block), block.language)];
    case "code-out":
      return printOutput(block, file);
    case "details":
      return folded(
        block.summary,
        block.blocks.flatMap((one) => printBlock(one, file)),
      );
    case "teachers-only": {
      const inner = block.blocks.flatMap((one) => printBlock(one, file)).join("\n\n");
      return [`**${block.what.toUpperCase()}**\n\n${inner}`.replace(/^/gm, "> ").replace(/^> $/gm, ">")];
    }
    case "answer-space":
      return [];
  }
}

function folded(summary: string, parts: readonly string[]): string[] {
  return [`<details><summary>${summary}</summary>`, ...parts, "</details>"];
}

function printProse({ cell, markdown, attachments }: Prose, file: File): string[] {
  const source = rewritten(markdown, (target) => {
    if (target.startsWith("#")) return `#${encodeURIComponent(file.doc.anchors.find(target.slice(1)))}`;
    if (/^(?:https?:|mailto:|\/\/)/i.test(target)) return target;
    if (/\.ipynb(?=$|[?#])/.test(target)) return target.replace(/\.ipynb(?=$|[?#])/, file.suffix);
    if (!isPicture(target)) return target;
    const picture = pictureOf(target, attachments, file);
    if ("url" in picture) return keep(picture.url, cell, file);
    file.warn(cell, `the picture ${target.slice(0, 80)} ${picture.missing}`);
    return target;
  });
  const text = (file.trusted ? source : withoutHtml(source)).trim();
  return text === "" ? [] : [text];
}

const isPicture = (target: string) =>
  /^attachment:/.test(target) ||
  isPictureUrl(target) ||
  /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(target.replace(/[?#].*$/, ""));

function keep(url: string, cell: number, { assets }: File): string {
  const { extension, bytes } = dataOf(url);
  return assets.add(cell, extension, bytes);
}

/** Solutions stand between comments: a fence holds nothing but text. */
function markedCode({ code, language, marks }: CodeIn): string {
  const lines = code.split("\n");
  for (const { kind, from, to } of [...marks].reverse()) {
    if (kind === "answer") continue;
    lines.splice(to, 0, comment(`end of the ${kind}`, language));
    lines.splice(from, 0, comment(`${kind}:`, language));
  }
  return lines.join("\n");
}

/** Longer than any fence inside it. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((ticks) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

function printOutput({ output, cell }: CodeOut, file: File): string[] {
  switch (output.output_type) {
    case "stream":
      return [...(output.name === "stderr" ? ["stderr:"] : []), ...printText(output.text, cell, file)];
    case "error":
      return ["Error:", ...printText(errorText(output), cell, file)];
    default:
      return printBundle(output, cell, file);
  }
}

function printText(text: string, cell: number, file: File, language = "text"): string[] {
  const { text: kept, leftOut } = fitting(text.replace(/\n$/, ""));
  const { shown, folded: rest } = folding(plainLines(kept));
  if (leftOut !== "") file.warn(cell, `an output is too long for a handout: ${leftOut}`);
  return [
    fence(shown.join("\n"), language),
    ...(rest.length > 0 ? folded(`${rest.length} more lines`, [fence(rest.join("\n"), language)]) : []),
    ...(leftOut === "" ? [] : [`… ${leftOut}`]),
  ];
}

function printBundle({ data }: { readonly data: MimeBundle }, cell: number, file: File): string[] {
  for (const form of forms(data, markdownForms)) {
    const printed = printForm(form, cell, file);
    if (printed === undefined) continue;
    return form.mime.startsWith("image/") ? [...printed, ...printWords(data, cell, file)] : printed;
  }
  const types = Object.keys(data);
  if (types.length > 0) file.warn(cell, `an output has no form that Markdown can show (${types.join(", ")})`);
  return [];
}

/** The title of a drawing, as Markdown that is plain text. */
function titleOf(drawing: string): string | undefined {
  const title = /<svg\b[^>]*>\s*<title\b[^>]*>([^<]+)<\/title>/i.exec(drawing)?.[1]?.trim();
  if (!title) return undefined;
  return allowedText(unescapeText(title))
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>&!~]/g, "\\$&");
}

/** The text below a picture, folded away: it has details that the picture has no room for, and serves readers who do not see it. */
function printWords(data: MimeBundle, cell: number, file: File): string[] {
  const text = data["text/plain"];
  // One line is a name, as in `<Figure size 640x480>`.
  if (typeof text !== "string" || !text.trim().includes("\n")) return [];
  return folded("as text", printText(text, cell, file));
}

/** Elements whose text is not for readers; one that is not closed reaches to the end. */
const silent = /<(script|style)\b.*?(?:<\/\1>|$(?![\s\S]))/gis;

/** The form as Markdown, or undefined when nothing of it can be shown and the next best is wanted. */
function printForm({ mime, value }: Form, cell: number, file: File): string[] | undefined {
  if (mime === "application/json") return printText(JSON.stringify(value, null, 2), cell, file, "json");
  if (typeof value !== "string") return undefined;
  const picture = (link: string, title = `Picture made by cell ${cell}`) => [`![${title}](${link})`];
  switch (mime) {
    case "text/plain":
      return printText(value, cell, file);
    case "text/html": {
      const lines = textOfMarkup(value.replace(silent, "")).split("\n");
      const text = lines.map((line) => line.trim()).filter((line) => line !== "");
      return text.length === 0 ? undefined : printText(text.join("\n"), cell, file);
    }
    case "text/markdown":
    case "text/latex":
      return fitting(value).leftOut === "" ? [withoutHtml(value).trim()] : printText(value, cell, file);
    case "image/svg+xml": {
      const drawing = svgFile(value);
      return drawing === undefined
        ? undefined
        : picture(file.assets.add(cell, ".svg", drawing), titleOf(value));
    }
    default:
      return picture(keep(pictureUrl(mime, value), cell, file));
  }
}
