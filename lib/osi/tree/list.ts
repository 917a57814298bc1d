/** Trees of many packets: a line for each, a page at a time; in a page each line unfolds. */

import type { Packet } from "../../packets";
import { counted, folded, grouped, type Html, html, stableByDefault, styles } from "../../view";
import { provenanceWords, verdictMarks } from "../drawing/marks";
import type { PacketList, SeenPacket } from "../input/packets";
import type { ViewPage } from "../input/page";
import { treeText } from "./text";
import { readableText } from "./wording";

/** As lines; a few packets are shown whole. */
export function listText(list: PacketList, page: ViewPage<SeenPacket>): string {
  if (list.packets.length <= toldWhole) {
    return page.items.map((seen) => `${lineText(seen, list)}\n${treeText(seen)}`).join("\n\n");
  }
  const lines = page.items.map((seen) => lineText(seen, list));
  return [titleOf(list, page), ...lines, hint(page), one].filter((line) => line !== "").join("\n");
}

const toldWhole = 3;
const one = "One of them with all that it says: osi.tree(…[0])";

/** As lines that unfold. */
export function listHtml(list: PacketList, page: ViewPage<SeenPacket>): Html {
  const items = page.items.map((seen) =>
    folded(
      html`<span style="${styles.mono}">${lineText(seen, list)}</span>`,
      html`<pre style="margin:0 0 6px 1.5em;white-space:pre-wrap;font-size:12px">${treeText(seen)}</pre>`,
    ),
  );
  return html`<div style="font-size:13px;color:var(--jp-content-font-color1, currentColor)"><div style="${styles.title}">${titleOf(list, page)}</div>${items}<div style="${styles.quiet}">${hint(page)}</div></div>`;
}

function titleOf({ packets, dropped }: PacketList, { title }: ViewPage<SeenPacket>): string {
  const origins = new Set(packets.map(({ origin }) => origin));
  const from = origins.size === 1 ? provenanceWords[packets[0]!.origin] : "of several origins";
  const lost = dropped > 0 ? `, ${grouped(dropped)} older ones not kept` : "";
  return `${counted(packets.length, "packet")}, ${from}${lost}${title === undefined ? "" : `; ${title}`}`;
}

function hint({ next }: ViewPage<SeenPacket>): string {
  return next === undefined ? "" : `The next page: ${next}`;
}

/** `  12  0.000123  ✗ 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], …` */
function lineText({ no, time, packet, origin }: SeenPacket, { packets }: PacketList): string {
  const began = packets[0]!.time;
  const seconds =
    stableByDefault() || time === undefined || began === undefined ? "" : `${(time - began).toFixed(6)}  `;
  const width = String(packets.at(-1)!.no).length;
  const mark = origin === "reconstructed" ? "(reconstructed) " : "";
  return `${String(no).padStart(width)}  ${seconds}${sign(packet)} ${mark}${readableText(packet.summary())}`;
}

function sign({ verdicts }: Packet): string {
  const worst = (["error", "warn"] as const).find((level) =>
    verdicts.some((verdict) => verdict.level === level),
  );
  return worst ? verdictMarks[worst].sign : " ";
}
