/** osi.ladder(): a sequence diagram of what a socket saw, from top to bottom, one lifeline for each end. */
import { html, type View, view } from "../cell";
import { type Recorded, readExchange } from "./exchange";
import { ladderOf } from "./ladder-model";
import { ladderSvg } from "./ladder-svg";
import { ladderText } from "./ladder-text";

/** The ladder of a transcript, as text and as a drawing. */
export function ladder(recorded: Recorded): View {
  const drawing = ladderOf(readExchange(recorded, "ladder"));
  const svg = () => ladderSvg(drawing);
  const text = () => ladderText(drawing);
  return view({
    text,
    svg,
    // The text serves where SVG is taken out of the page, and readers who cannot see the drawing.
    html: () =>
      html`<div style="overflow-x:auto">${svg()}</div><details style="font-size:12px"><summary>as text</summary><pre>${text()}</pre></details>`,
  });
}
