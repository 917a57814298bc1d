/** osi.explain(): what each layer contributed to an exchange, as far as a socket can know, and what it cannot. */
import { type Html, html, styles, type View, view } from "../../cell";
import { scrolling } from "../drawing/page";
import { badge, unstriped } from "../drawing/palette";
import { type TextRow, textTable } from "../drawing/text-table";
import { wrap } from "../drawing/text-width";
import { bytesText, plural } from "../drawing/words";
import { type Exchange, type Recorded, readExchange } from "../input/exchange";
import { type Layer, type LayerNumber, layers } from "../layers";
import { type Account, evidence, type Finding } from "./account";
import { application } from "./application";
import { dataLink, network, physical } from "./network";
import { presentation } from "./presentation";
import { session } from "./session";
import { transport } from "./transport";

const tellers: { readonly [layer in LayerNumber]: (exchange: Exchange) => Account } = {
  7: application,
  6: presentation,
  5: session,
  4: transport,
  3: network,
  2: dataLink,
  1: physical,
};

/**
 * What each layer contributed to an exchange you have had: findings with the rows that prove them, and beside them
 * what a socket cannot know. Nothing is told that was not observed or computed.
 *
 * @param recorded a connection, a server, or a transcript
 * @throws NetcellError `EINVAL` when it has no transcript
 * @example
 * ```ts
 * import { osi, tcp } from "netcell";
 * const hi = await tcp.listen(async (c) => { await c.send("hi\n") });
 * const me = await tcp.connect(hi);
 * await me.recvUntil("\n");
 * osi.explain(me)
 * ```
 */
export function explain(recorded: Recorded): View {
  const exchange = readExchange(recorded, "explain");
  return view({ text: () => text(exchange), html: () => page(exchange) });
}

function accountOf(layer: Layer, exchange: Exchange): Account {
  if (exchange.rows.length === 0) return { seen: [{ says: "Nothing has passed yet." }], unknown: [] };
  return tellers[layer.number](exchange);
}

const headings = ["layer", "what is seen", "what a socket cannot know"];
const widths = [15, 50, 31];

function text(exchange: Exchange): string {
  const rows = layers.flatMap((layer): Array<TextRow | "rule"> => {
    const { seen, unknown } = accountOf(layer, exchange);
    return ["rule", [`${layer.number} ${layer.name}`, seen.map(findingText), unknown]];
  });
  return [...wrap(title(exchange), 100), "", ...textTable(widths, [headings, ...rows])].join("\n");
}

function findingText({ says, rows }: Finding): string {
  return rows && rows.length > 0 ? `${says} [${evidence(rows)}]` : says;
}

function page(exchange: Exchange): Html {
  const head = headings.map((heading) => html`<th scope="col" style="${styles.head}">${heading}</th>`);
  const body = layers.map((layer) => {
    const { seen, unknown } = accountOf(layer, exchange);
    return html`<tr style="${unstriped}"><th scope="row" style="${cell};white-space:nowrap">${badge(layer)}${layer.name}</th><td style="${cell};width:56%">${seen.map(findingHtml)}</td><td style="${cell}">${unknown.map((it) => html`<div style="${styles.quiet};${entry}">${it}</div>`)}</td></tr>`;
  });
  return scrolling(
    "what each layer did",
    html`<table style="${styles.table};min-width:40em;max-width:72em"><caption style="${styles.caption}">${title(exchange)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`,
  );
}

const cell = `${styles.text};padding-top:5px;padding-bottom:5px;border-bottom:1px solid var(--jp-border-color2, #8884)`;
const entry = "margin:0 0 3px;padding-left:1em;text-indent:-1em;overflow-wrap:anywhere";

function findingHtml({ says, rows }: Finding): Html {
  const proof =
    rows &&
    rows.length > 0 &&
    html` <span style="${styles.quiet};white-space:nowrap">[${evidence(rows)}]</span>`;
  return html`<div style="${entry}">${says}${proof}</div>`;
}

function title({ rows, dropped, conversations }: Exchange): string {
  const count = conversations.length;
  const bytes = rows.reduce((sum, row) => sum + row.length, 0);
  const isUdp = conversations.some(({ carrier }) => carrier === "UDP");
  const what = isUdp ? `${plural(count, "pair")} of ends` : plural(count, "connection");
  const lost = dropped > 0 ? ` (${dropped} older ${plural(dropped, "row")} dropped)` : "";
  return `What each layer did, told from ${rows.length} ${plural(rows.length, "row")} of a socket's transcript${lost}: ${count} ${what}, ${bytesText(bytes)}`;
}
