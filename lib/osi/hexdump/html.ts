/** A dump as a page: bytes on the colours of their layers; the pointer tells whose they are, without a script. */

import {
  badge,
  bytesText,
  type HexLine,
  type Html,
  hexColumn,
  hexLines,
  html,
  type LayerNumber,
  layerColours,
  scrolling,
  styles,
  tint,
} from "../../view";
import type { Piece } from "./dump";

/** The pieces below each other. */
export function dumpHtml(pieces: readonly Piece[], more: string): Html {
  return html`<div style="font-size:13px;color:var(--jp-content-font-color1, currentColor)">${pieces.map(pieceHtml)}<div>${more}</div></div>`;
}

const lineStyle =
  "font-family:var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace);font-size:13px;line-height:1.6;margin:0";

function pieceHtml(piece: Piece): Html {
  const left = piece.total - piece.shownBytes;
  const marks = piece.marked.map(({ words }) => html`<div><u>${words}</u></div>`);
  return html`<div style="margin:4px 0 10px"><div style="${styles.title}">${piece.title}</div>${legend(piece)}${scrolling(`bytes: ${piece.title}`, html`<pre style="${lineStyle}">\n${linesHtml(piece)}</pre>`)}${marks}${left > 0 && html`<div>… ${bytesText(left)} more, not shown here</div>`}</div>`;
}

/** The layers with their numbers and colours. */
function legend({ heads }: Piece): Html | false {
  if (heads.length === 0) return false;
  const items = heads
    .slice(0, 20)
    .map(
      ({ layer, name, from }) =>
        html`<span style="margin-right:1em;white-space:nowrap">${badge({ number: layer })}${name} <span style="${styles.quiet}">from byte ${from}</span></span>`,
    );
  return html`<div style="line-height:1.9">${items}</div>`;
}

/** Bytes of one line that have one owner and are marked alike. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly layer: LayerNumber | undefined;
  readonly owner: string | undefined;
  readonly begins: boolean;
  readonly isMarked: boolean;
}

/** The lines, each with its end. */
function linesHtml(piece: Piece): Html[] {
  const groups: Array<{ owner: string | undefined; lines: Html[] }> = [];
  for (const row of hexLines(piece.bytes.subarray(0, piece.shownBytes))) {
    const spans = spansOf(piece, row.from, row.to);
    // Long payloads have line after line of one owner: then that is said once for all of them.
    const owner = spans.every((span) => span.owner === spans[0]!.owner) ? spans[0]!.owner : undefined;
    const drawn = owner === undefined ? spans : spans.map((span) => ({ ...span, owner: undefined }));
    const line = lineHtml(row, drawn);
    const group = groups.at(-1);
    if (group && owner !== undefined && group.owner === owner) group.lines.push(line);
    else groups.push({ owner, lines: [line] });
  }
  return groups.map(({ owner, lines }) =>
    owner === undefined ? html`${lines}` : html`<span title="${owner}">${lines}</span>`,
  );
}

/** The space before a byte that begins something is left out of its colour. */
function lineHtml({ from, to, offset, hex, ascii }: HexLine, spans: readonly Span[]): Html {
  const digits = spans.map((span) =>
    spanHtml(span, hex.slice(hexColumn(span.from - from), hexColumn(span.to - from))),
  );
  const room = hex.slice(hexColumn(to - from));
  const characters = spans.map((span) => spanHtml(span, ascii.slice(span.from - from, span.to - from)));
  return html`<span style="${styles.quiet}">${offset}</span>  ${digits}${room}  ${characters}\n`;
}

function spanHtml({ layer, owner, begins, isMarked }: Span, text: string): Html {
  if (layer === undefined && !isMarked) return html`${text}`;
  const background = layer === undefined ? "" : `background-color:${tint(layer)}`;
  const edge = begins && layer !== undefined ? `;box-shadow:-2px 0 0 ${layerColours[layer]}` : "";
  const style = `${background}${edge}`;
  // The space behind the last byte is not underlined.
  const inner = isMarked
    ? html`<u style="text-decoration-thickness:2px;font-weight:700">${text.trimEnd()}</u>${text.slice(text.trimEnd().length)}`
    : html`${text}`;
  return owner === undefined
    ? html`<span style="${style}">${inner}</span>`
    : html`<span style="${style}" title="${owner}">${inner}</span>`;
}

function spansOf({ runs, heads, marked }: Piece, from: number, to: number): Span[] {
  const cuts = new Set([from, to]);
  for (const run of runs) for (const at of [run.from, run.to]) if (at > from && at < to) cuts.add(at);
  for (const { bit, bits } of marked) {
    for (const at of [bit >> 3, (bit + bits + 7) >> 3]) if (at > from && at < to) cuts.add(at);
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((at, i): Span => {
    const run = runs.find((each) => each.from <= at && at < each.to);
    return {
      from: at,
      to: places[i + 1]!,
      layer: run?.layer,
      owner: run?.owner,
      begins: heads.some((head) => head.from === at),
      isMarked: marked.some(({ bit, bits }) => bit >> 3 <= at && 8 * at < bit + bits),
    };
  });
}
