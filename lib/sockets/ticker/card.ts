/** What a ticker shows of itself: its rate, and how it keeps up. */
import { html, stableByDefault, styles, type View, view } from "../../view";
import { count, titleOf } from "../card";
import type { RunningTicker } from "./running-ticker";

export function tickerCard(ticker: RunningTicker): View {
  // How many ticks there were differs from run to run.
  const isStable = stableByDefault();
  const title = titleOf(ticker, isStable);
  const numbers = [
    ticker.facts().endpoint,
    ...(isStable
      ? []
      : [`tick ${ticker.tick.toLocaleString("en")}`, `${ticker.skipped.toLocaleString("en")} skipped`]),
    ...(ticker.errors > 0 ? [isStable ? "with errors" : count(ticker.errors, "error")] : []),
  ].join(", ");
  return view({
    text: () => `${title}\n${numbers}`,
    html: () =>
      html`<div style="${styles.card}"><div style="${styles.title}">${title}</div><div>${numbers}</div></div>`,
  });
}
