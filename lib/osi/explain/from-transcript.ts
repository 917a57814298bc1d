/** The account of each layer that a socket's transcript gives. */

import type { LayerNumber } from "../../view";
import { bytesText, plural } from "../../view";
import type { Exchange } from "../input/exchange";
import type { Account } from "./account";
import { application } from "./application";
import type { Explanation } from "./explain";
import { dataLink, network, physical } from "./network";
import { presentation } from "./presentation";
import { session } from "./session";
import { transport } from "./transport";

const accounts: { readonly [layer in LayerNumber]: (exchange: Exchange) => Account } = {
  7: application,
  6: presentation,
  5: session,
  4: transport,
  3: network,
  2: dataLink,
  1: physical,
};

/** The account of a transcript. */
export function explainExchange(exchange: Exchange): Explanation {
  return {
    title: title(exchange),
    unit: "row",
    unknown: "what a socket cannot know",
    account: (layer) =>
      exchange.rows.length === 0
        ? { seen: [{ says: "Nothing has passed yet." }], unknown: [] }
        : accounts[layer](exchange),
  };
}

function title({ rows, dropped, conversations }: Exchange): string {
  const count = conversations.length;
  const bytes = rows.reduce((sum, row) => sum + row.length, 0);
  const isUdp = conversations.some(({ carrier }) => carrier === "UDP");
  const what = isUdp ? `${plural(count, "pair")} of ends` : plural(count, "connection");
  const lost = dropped > 0 ? ` (${dropped} older ${plural(dropped, "row")} dropped)` : "";
  return `What each layer did, told from ${rows.length} ${plural(rows.length, "row")} of a socket's transcript${lost}: ${count} ${what}, ${bytesText(bytes)}`;
}
