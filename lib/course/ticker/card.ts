/** The card of a ticker: its rate, its ticks, and those that it skipped. */

import { cardTitle } from "../../cell";
import { counted, grouped, html, stableByDefault, styles, type View, view } from "../../view";
import type { RunningTicker } from "./running-ticker";

export function tickerCard(ticker: RunningTicker): View {
  // How many ticks there were differs from run to run.
  const isStable = stableByDefault();
  const title = cardTitle(ticker, isStable);
  const numbers = [
    ticker.facts().endpoint,
    ...(isStable ? [] : [`tick ${grouped(ticker.tick)}`, `${grouped(ticker.skipped)} skipped`]),
    ...(ticker.errors > 0 ? [isStable ? "with errors" : counted(ticker.errors, "error")] : []),
  ].join(", ");
  return view({
    text: () => `${title}\n${numbers}`,
    html: () =>
      html`<div style="${styles.card}"><div style="${styles.title}">${title}</div><div>${numbers}</div></div>`,
  });
}
