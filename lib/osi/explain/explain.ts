/** osi.explain(): what each layer contributed to an exchange, with the evidence, and what cannot be known of it. */

import {
  badge,
  type Html,
  html,
  type LayerNumber,
  styles,
  type Table,
  type TableRow,
  tableEntry,
  tableHtml,
  tableText,
  type View,
  view,
  wrap,
} from "../../view";
import { type Drawable, readDrawable } from "../input/drawable";
import { layers } from "../layers";
import { type Account, evidenceText, type Finding } from "./account";
import { explainPackets, explainStream } from "./from-packets";
import { explainExchange } from "./from-transcript";

/** The account of an exchange, layer by layer. */
export interface Explanation {
  readonly title: string;
  /** The kind of numbers that the evidence has. */
  readonly unit: "row" | "packet";
  /** Over what cannot be known. */
  readonly unknown: string;
  account(layer: LayerNumber): Account;
}

/**
 * The contribution of each layer to an exchange, in sentences to be read aloud: findings with the packets or rows that
 * prove them, and beside them what cannot be known. Layers 5 and 6 are described honestly: what did their work here, or
 * that nothing did. Nothing is stated that was not observed or computed.
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
  const explanation = explanationOf(given);
  return view({
    text: () => [...wrap(explanation.title, titleWidth), "", ...tableText(tableOf(explanation))].join("\n"),
    html: () => tableHtml(tableOf(explanation)),
  });
}

function explanationOf(given: Drawable): Explanation {
  const read = readDrawable(given, "explain");
  switch (read.kind) {
    case "exchange":
      return explainExchange(read.exchange);
    case "stream":
      return explainStream(read.stream);
    case "packets":
      return explainPackets(read);
  }
}

/** Columns of the title in a terminal. */
const titleWidth = 100;

function tableOf({ title, unit, unknown: heading, account }: Explanation): Table {
  const rows = layers.map((layer): TableRow => {
    const { seen, unknown } = account(layer.number);
    return {
      ruled: true,
      cells: [
        { text: `${layer.number} ${layer.name}`, html: html`${badge(layer)}${layer.name}` },
        {
          text: seen.map((finding) => `${finding.says} ${evidenceText(finding, unit)}`.trimEnd()),
          html: html`${seen.map((finding) => findingHtml(finding, unit))}`,
        },
        {
          text: unknown,
          html: html`<div style="${styles.quiet}">${unknown.map((each) => tableEntry(each))}</div>`,
        },
      ],
    };
  });
  return {
    caption: title,
    scrolls: "what each layer did",
    style: "min-width:40em;max-width:72em",
    columns: [
      { heading: "layer", least: 15, strong: true },
      { heading: "what is seen", kind: "words", width: 50, least: 50, style: "width:56%;max-width:none" },
      { heading, kind: "words", width: 31, least: 31 },
    ],
    rows,
  };
}

function findingHtml(finding: Finding, unit: Explanation["unit"]): Html {
  const evidence = evidenceText(finding, unit);
  return tableEntry(
    html`${finding.says}${evidence !== "" && html` <span style="${styles.quiet}">${evidence}</span>`}`,
  );
}
