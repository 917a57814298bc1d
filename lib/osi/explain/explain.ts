/** osi.explain(): what each layer contributed to an exchange, with the evidence, and what cannot be known of it. */

import type { LayerNumber } from "../../view";
import {
  badge,
  type Html,
  html,
  scrolling,
  styles,
  type TextRow,
  textTable,
  unstriped,
  type View,
  view,
  wrap,
} from "../../view";
import { type Drawable, readGiven } from "../input/given";
import { layers } from "../layers";
import { type Account, type Finding, proof } from "./account";
import { tellPackets, tellStream } from "./from-packets";
import { tellExchange } from "./from-transcript";

/** What is told of an exchange, layer by layer. */
export interface Telling {
  readonly title: string;
  /** What the evidence is numbered by. */
  readonly unit: "row" | "packet";
  /** Over what cannot be known. */
  readonly unknown: string;
  account(layer: LayerNumber): Account;
}

/**
 * What each layer contributed to an exchange, in sentences to be read aloud: findings with the packets or rows that
 * prove them, and beside them what cannot be known. Layers 5 and 6 are told honestly: what did their work here, or
 * that nothing did. Nothing is told that was not observed or computed.
 *
 * @param given packets (an array, a capture file, a running capture), a TCP stream, a connection, a server, a transcript
 * @throws NetcellError `EINVAL` when it is none of these
 * @example
 * ```ts
 * import { osi, tcp } from "netcell";
 * const hi = await tcp.listen(async (c) => { await c.send("hi\n") });
 * const me = await tcp.connect(hi);
 * await me.recvUntil("\n");
 * osi.explain(me)
 * ```
 */
export function explain(given: Drawable): View {
  const telling = tellingOf(given);
  return view({ text: () => text(telling), html: () => page(telling) });
}

function tellingOf(given: Drawable): Telling {
  const read = readGiven(given, "explain");
  switch (read.kind) {
    case "exchange":
      return tellExchange(read.exchange);
    case "stream":
      return tellStream(read.stream);
    case "packets":
      return tellPackets(read);
  }
}

const widths = [15, 50, 31];

function text({ title, unit, unknown: heading, account }: Telling): string {
  const rows = layers.flatMap((layer): Array<TextRow | "rule"> => {
    const { seen, unknown } = account(layer.number);
    const found = seen.map((finding) => `${finding.says} ${proof(finding, unit)}`.trimEnd());
    return ["rule", [`${layer.number} ${layer.name}`, found, unknown]];
  });
  return [...wrap(title, 100), "", ...textTable(widths, [["layer", "what is seen", heading], ...rows])].join(
    "\n",
  );
}

function page({ title, unit, unknown: heading, account }: Telling): Html {
  const head = ["layer", "what is seen", heading].map(
    (words) => html`<th scope="col" style="${styles.head}">${words}</th>`,
  );
  const body = layers.map((layer) => {
    const { seen, unknown } = account(layer.number);
    return html`<tr style="${unstriped}"><th scope="row" style="${cell};white-space:nowrap">${badge(layer)}${layer.name}</th><td style="${cell};width:56%">${seen.map((finding) => findingHtml(finding, unit))}</td><td style="${cell}">${unknown.map((it) => html`<div style="${styles.quiet};${entry}">${it}</div>`)}</td></tr>`;
  });
  return scrolling(
    "what each layer did",
    html`<table style="${styles.table};min-width:40em;max-width:72em"><caption style="${styles.caption}">${title}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`,
  );
}

const cell = `${styles.text};padding-top:5px;padding-bottom:5px;border-bottom:1px solid var(--jp-border-color2, #8884)`;
const entry = "margin:0 0 3px;padding-left:1em;text-indent:-1em;overflow-wrap:anywhere";

function findingHtml(finding: Finding, unit: Telling["unit"]): Html {
  const words = proof(finding, unit);
  return html`<div style="${entry}">${finding.says}${words !== "" && html` <span style="${styles.quiet}">${words}</span>`}</div>`;
}
