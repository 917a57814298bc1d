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
import { type Drawable, readGiven } from "../input/given";
import { layers } from "../layers";
import { type Account, type Finding, proof } from "./account";
import { tellPackets, tellStream } from "./from-packets";
import { tellExchange } from "./from-transcript";

/** The account of an exchange, layer by layer. */
export interface Telling {
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
  const telling = tellingOf(given);
  return view({
    text: () => [...wrap(telling.title, titleWidth), "", ...tableText(tableOf(telling))].join("\n"),
    html: () => tableHtml(tableOf(telling)),
  });
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

/** Columns of the title in a terminal. */
const titleWidth = 100;

function tableOf({ title, unit, unknown: heading, account }: Telling): Table {
  const rows = layers.map((layer): TableRow => {
    const { seen, unknown } = account(layer.number);
    return {
      ruled: true,
      cells: [
        { text: `${layer.number} ${layer.name}`, html: html`${badge(layer)}${layer.name}` },
        {
          text: seen.map((finding) => `${finding.says} ${proof(finding, unit)}`.trimEnd()),
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

function findingHtml(finding: Finding, unit: Telling["unit"]): Html {
  const evidence = proof(finding, unit);
  return tableEntry(
    html`${finding.says}${evidence !== "" && html` <span style="${styles.quiet}">${evidence}</span>`}`,
  );
}
