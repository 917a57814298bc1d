/** The tree of one packet as a page: each layer folds, and so do the fields that have parts; no script. */

import type { Packet, PacketNode, Verdict } from "../../packets";
import { badge, folded, type Html, html, type LayerNumber, styles, tableHtml } from "../../view";
import { originMarks, provenanceWords, verdictHtml, verdictMarks } from "../drawing/marks";
import type { SeenPacket } from "../input/packets";
import { moreLayers, mostLayers, partLines } from "./text";
import { rangeText, readableText, sizeText, valueText, widthText } from "./wording";

/** The tree with a line above it. */
export function treeHtml({ packet, origin }: SeenPacket): Html {
  const { layers } = packet;
  const nodes = packet.tree();
  const parts = nodes.slice(0, mostLayers).map((node, i) => {
    const { layer, name, title, rfc } = layers[i]!.definition;
    const where = rangeText(node.bit >>> 3, node.bits >>> 3);
    const line = html`${badge({ number: layer as LayerNumber })}<b>${readableText(name)}</b> ${readableText(title)}, ${readableText(rfc)} <span style="${styles.quiet}">· ${where}</span>${trouble(node)}`;
    const notes = node.notes.map(
      (note) => html`<div style="${noteStyle}">${verdictHtml(shortened(note))}</div>`,
    );
    return html`<div style="margin:2px 0">${folded(line, html`${notes}${table(node, packet, name)}`, true)}</div>`;
  });
  return html`<div style="${frame}"><div style="${styles.title}">${sizeText(packet)}, ${provenanceWords[origin]}</div>${parts}<div>${moreLayers(nodes.length)}</div></div>`;
}

const frame = "font-size:13px;line-height:1.45;color:var(--jp-content-font-color1, currentColor)";
const noteStyle = "margin:0 0 2px 2em";

function table(node: PacketNode, { built }: Packet, name: string): Html | false {
  if (node.kids.length === 0) return false;
  return tableHtml({
    scrolls: `fields of ${name}`,
    style: "margin:0 0 4px 2em",
    columns: [
      { heading: "field", strong: true },
      { heading: "width" },
      { heading: "value", kind: "mono", width: 24 },
      ...(built ? [{ heading: "who set it" }] : []),
      { heading: "what it is for", kind: "words", width: 32 },
    ],
    rows: node.kids.map((field) => ({
      cells: [
        readableText(field.label),
        widthText(field.bits),
        { text: valueText(field), html: value(field) },
        ...(built ? [originMarks[field.origin].word] : []),
        field.doc ?? "",
      ],
    })),
  });
}

/** The value, what is made of it below its line, and what there is to say about it. */
function value(field: PacketNode): Html {
  const text = valueText(field);
  const isRight = field.notes.some(({ level }) => level === "ok");
  const line = html`${text}${isRight && html` <b>${verdictMarks.ok.sign} ${verdictMarks.ok.word}</b>`}`;
  const notes = field.notes.filter(({ level }) => level !== "ok");
  const parts = partLines(field, "").slice(1);
  const own =
    parts === ""
      ? line
      : folded(
          html`${line}${text === "" && "parts"}`,
          html`<div style="white-space:pre-wrap">${parts}</div>`,
        );
  return html`${own}${notes.map((note) => html`<div style="font-family:var(--jp-content-font-family, sans-serif)">${verdictHtml(shortened(note))}</div>`)}`;
}

const shortened = (note: Verdict): Verdict => ({ ...note, text: readableText(note.text) });

/** The errors and doubts of the layer, for its line: nothing else is seen while the layer is folded. */
function trouble({ notes, kids }: PacketNode): Html | false {
  const all = [...notes, ...kids.flatMap((field) => field.notes)];
  const worst = all.some(({ level }) => level === "error")
    ? "error"
    : all.some(({ level }) => level === "warn") && "warn";
  if (!worst) return false;
  const { sign, word } = verdictMarks[worst];
  return html` <b>${sign} ${word}</b>`;
}
