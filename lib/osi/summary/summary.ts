/** osi.summary(): packets in a line each. */

import { checkedOptions } from "../../errors";
import { summarizer } from "../../packets";
import {
  clip,
  counted,
  html,
  styles,
  type Table,
  type TableRow,
  tableHtml,
  tableText,
  type View,
  view,
  visible,
} from "../../view";
import { verdictMarks } from "../drawing/marks";
import {
  type PacketLike,
  type PacketsLike,
  packetsOf,
  type ReadOptions,
  readNames,
  type SeenPacket,
} from "../input/packets";

/** Of more packets than this the middle ones are folded into one line. */
const mostLines = 60;
const shownLast = 20;
const mostColumns = 160;

/**
 * One line for a packet, as `tcpdump -n` has it; of packets in a row one line each, with number, time, sequence numbers
 * counted from the connection's beginning, and a mark where something is wrong.
 *
 * @throws NetcellError `EINVAL` when it contains no packet
 * @example
 * ```ts
 * import { osi, packet, Ether, IP, TCP, UDP } from "netcell";
 * osi.summary([packet(Ether(), IP(), TCP()), packet(Ether(), IP(), UDP(), "hello")])
 * ```
 */
export function summary(of: PacketLike | PacketsLike, options: ReadOptions = {}): View {
  const { packets, single, dropped } = packetsOf(of, "summary", checkedOptions(options, readNames));
  if (single) {
    const { packet } = packets[0]!;
    const line = () => [clip(visible(packet.summary()), mostColumns), ...wrongIn(packets[0]!)].join("  ");
    return view({ text: line, html: () => html`<div style="${styles.mono}">${line()}</div>` });
  }
  const caption = `${counted(packets.length, "packet")}${dropped > 0 ? `, and ${counted(dropped, "older one")} that nobody kept` : ""}`;
  return view({
    text: () => [caption, "", ...tableText(tableOf(packets, caption))].join("\n"),
    html: () => tableHtml(tableOf(packets, caption)),
  });
}

function tableOf(packets: readonly SeenPacket[], caption: string): Table {
  const say = summarizer();
  const began = packets.find(({ time }) => time !== undefined)?.time;
  const folds = packets.length > mostLines;
  const shownFirst = mostLines - shownLast;
  const rows: TableRow[] = [];
  packets.forEach((seen, i) => {
    // Those that are not shown are said too: the numbers of the later ones count from them.
    const line = say(seen.packet);
    if (folds && i === shownFirst) {
      rows.push({ cells: ["…", "", `${counted(packets.length - mostLines, "packet")} more`, ""] });
    }
    if (folds && i >= shownFirst && i < packets.length - shownLast) return;
    const wrong = wrongIn(seen);
    rows.push({
      cells: [
        `${seen.no}${wrong.length > 0 ? " ✗" : ""}`,
        timeText(seen.time, began),
        clip(visible(line), mostColumns),
        wrong.join("; "),
      ],
      marked: wrong.length > 0,
    });
  });
  return {
    caption,
    columns: [
      { heading: "no", kind: "mono" },
      { heading: "time", kind: "mono" },
      { heading: "summary", kind: "mono", width: mostColumns },
      { heading: "what is wrong", width: 48 },
    ],
    rows,
  };
}

/** Seconds since the first packet that has a time. */
function timeText(time: number | undefined, began: number | undefined): string {
  return time === undefined || began === undefined ? "" : (time - began).toFixed(6);
}

function wrongIn({ packet }: SeenPacket): string[] {
  return packet.verdicts
    .filter(({ level, at }) => (level === "error" || level === "warn") && !packet.layers[at]?.stop)
    .slice(0, 3)
    .map(({ level, text }) => `${verdictMarks[level].sign} ${clip(visible(text), 120)}`);
}
