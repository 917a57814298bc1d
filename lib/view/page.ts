/** Parts of pages that scroll by themselves or fold without a script. */
import { type Html, html } from "./html";

/** Wide content that scrolls sideways, by keyboard too (WCAG 2.2, 2.1.1); the label says what is in it. */
export function scrolling(label: string, content: Html | readonly Html[]): Html {
  return html`<div role="group" aria-label="${label}" tabindex="0" style="overflow-x:auto">${content}</div>`;
}

/** Content that is shown when its line is clicked. */
export function folded(line: Html | string, content: Html | readonly Html[], open = false): Html {
  return open
    ? html`<details open=""><summary style="cursor:pointer">${line}</summary>${content}</details>`
    : html`<details><summary style="cursor:pointer">${line}</summary>${content}</details>`;
}

/** A drawing, and the same as text: for pages that take SVG out, and for readers who cannot see it. */
export function drawingAndText(label: string, svg: Html, text: string): Html {
  return html`${scrolling(label, svg)}<details style="font-size:12px"><summary>as text</summary>${scrolling(`${label}, as text`, html`<pre>${text}</pre>`)}</details>`;
}
