/** The card of a capture: where, how many packets, the newest ones in a line each. */
import { summarizer } from "../packets";
import {
  counted,
  grouped,
  html,
  stableByDefault,
  styles,
  tableHtml,
  type View,
  view,
  visible,
} from "../view";
import type { PacketCapture } from "./live-capture";
import type { PacketRing } from "./packet-ring";

/** Packets on the card. */
const most = 8;

/** One of them. */
interface PacketLine {
  readonly no: number;
  /** Seconds since the first packet of the capture. */
  readonly seconds: number | undefined;
  readonly summary: string;
}

/** Lines for the newest packets; each packet is looked at once, however often the card is drawn. */
export class Lines {
  readonly #say = summarizer();
  #count = 0;
  #began: number | undefined;
  #newest: PacketLine[] = [];

  /** The last of the lines. */
  newest(ring: PacketRing): readonly PacketLine[] {
    for (const { no, time, packet } of ring.from(this.#count)) {
      this.#began ??= time;
      const seconds = time === undefined || this.#began === undefined ? undefined : time - this.#began;
      this.#newest.push({ no, seconds, summary: this.#say(packet) });
      if (this.#newest.length > most) this.#newest.shift();
    }
    this.#count = ring.count;
    return this.#newest;
  }
}

/** The card of a capture. */
export function captureCard(capture: PacketCapture, lines: readonly PacketLine[]): View {
  const stable = stableByDefault();
  const title = `${capture.kind} ${visible(capture.name)}: ${capture.state}${capture.stateNote}`;
  // In two runs the same dialogue takes more or fewer segments, with other ports and numbers.
  const about = `${visible(capture.facts(stable).endpoint)}${stable ? "" : `, ${counts(capture)}`}`;
  const rows = stable ? [] : lines.map(({ no, seconds, summary }) => [String(no), clock(seconds), summary]);
  return view({
    text: () => [title, about, ...rows.map((cells) => `  ${cells.join("  ")}`)].join("\n"),
    html: () =>
      html`<div style="${styles.card}"><div style="${styles.title}">${title}</div><div>${about}</div>${
        rows.length > 0 && table(rows)
      }</div>`,
  });
}

function counts({ captured, tool, dropped, lost }: PacketCapture): string {
  return [
    `${counted(captured, "packet")} captured by ${tool}`,
    ...(dropped > 0 ? [`${grouped(dropped)} of them not kept`] : []),
    ...(lost ? [`${grouped(lost)} more lost by the operating system`] : []),
  ].join(", ");
}

const clock = (seconds: number | undefined) => (seconds === undefined ? "-" : seconds.toFixed(6));

function table(rows: readonly (readonly string[])[]) {
  return tableHtml({
    caption: "newest packets, captured",
    columns: [
      { heading: "no", kind: "count" },
      { heading: "seconds", kind: "count" },
      { heading: "packet", kind: "mono", width: 72 },
    ],
    rows: rows.map((cells) => ({ cells })),
  });
}
