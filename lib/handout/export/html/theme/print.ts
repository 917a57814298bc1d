/** The page on paper: always light, no output cut off or folded away, running heads and page numbers. */

/** `running` stands at the head of each page but the first, the sides across from it, `foot` under each. */
export function print(running: string, sides: readonly string[], foot: string): string {
  const side = sides.filter((part) => part !== "").join(" · ");
  return `
@page { margin: 20mm 18mm 18mm;
  @top-left { content: ${cssString(running)}; font: 8.5pt ${face}; color: #57606a; width: 70% }
  @top-right { content: ${cssString(side)}; font: 8.5pt ${face}; color: #57606a }
  @bottom-left { content: ${cssString(foot)}; font: 8.5pt ${face}; color: #57606a; width: 80% }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt ${face}; color: #57606a } }
@page :first { @top-left { content: none } @top-right { content: none } }
@media print {
  :root { color-scheme: light }
  html { font-size: 10.5pt }
  body { line-height: 1.5; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .page, .page.with-contents { display: block; max-width: none; padding: 0 }
  /* The foot of each sheet has the licence. */
  .skip, .page > footer { display: none }
  .with-contents > nav { position: static; max-height: none; overflow: visible; padding: 0; columns: 2; column-gap: 2rem; break-inside: avoid }
  nav h2 { column-span: all }
  nav a { border: 0; padding: .1rem 0 }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; break-inside: avoid }
  .prose > :is(p, ul, ol, dl, blockquote) { max-width: none }
  .prose:has(+ .in) > p:last-child, p:has(+ :is(ul, ol, pre, table)) { break-after: avoid }
  /* Chromium looks for no better place to break the page where margins go through the edge of a block; here they stay inside. */
  .prose { display: flow-root }
  .prose > :last-child { margin-bottom: 0 } :is(.in, .out) + .prose > p:first-child { margin-top: .4em }
  p, li, blockquote { orphans: 3; widows: 3 }
  /* No last sheet with one line on it. */
  main > .prose:last-child { break-inside: avoid }
  /* Taller than a sheet, a picture shrinks: cut in two it says nothing. */
  img, svg { max-height: 232mm; object-fit: contain }
  .short, figure, img, svg, tr, math[display="block"], .error { break-inside: avoid }
  table, .out > div { break-inside: avoid }
  /* Views ask for the width of a screen, and scroll there. */
  .out :is(div, table, svg) { min-width: 0 !important; max-width: 100% !important }
  .out table { font-size: 8.5pt !important }
  .out { contain: none; overflow: visible; break-before: avoid }
  .prose table { display: table; width: auto } thead { display: table-header-group }
  pre, .text pre { white-space: pre-wrap; overflow-wrap: anywhere }
  .katex-block { overflow: visible }
  code, pre, samp { font-size: 8.5pt }
  .answer { display: block; margin: 0 0 3mm; break-inside: avoid; break-before: avoid } .answer > span { display: block; height: 8mm; border-bottom: .3mm solid #9aa4ae }
  .name-line { display: flex; gap: 3mm; align-items: end; margin-top: 6mm } .name-line span { flex: 1; border-bottom: .3mm solid #57606a } .name-line span:first-child { flex: 2 }
  .fold::details-content { display: block; content-visibility: visible; height: auto; overflow: visible }
  .fold > summary { display: none }
  /* What a view says of a drawing that is on the paper already. */
  .out details:not([open]):has(> [aria-label$=", as text"]) { display: none }
}
`;
}

const face = "system-ui, sans-serif";

/** Any text as a CSS string: every character that is not plainly harmless is written by its number. */
function cssString(text: string): string {
  return `"${text.replace(/[^\p{Letter}\p{Number} ,.:;!?()-]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
}
