/** The view of a verdict: words, with a mark that says the same, and never colour alone. */
import { html, styles, type View, view, visible } from "../view";

/** The verdict on an answer. */
export interface Verdict {
  readonly id: string;
  readonly found: "right" | "not yet" | "no answer yet";
  /** What was tried or noticed, in order. */
  readonly notes: readonly Note[];
  /** What to think of next; none after a right answer. */
  readonly hints: readonly string[];
}

/** One thing that was tried or noticed. */
export interface Note {
  readonly passed?: boolean;
  readonly says: string;
}

/** The verdict to look at. */
export function verdictView({ id, found, notes, hints }: Verdict): View {
  const title = `${marks[found]} Exercise ${visible(id)}: ${found}`;
  const lines = [
    ...notes.map(noteText),
    ...hints.map((hint, i) => (hints.length > 1 ? `Hint ${i + 1}: ${hint}` : `Hint: ${hint}`)),
  ];
  return view({
    text: () => [title, ...lines.map((line) => `  ${line}`)].join("\n"),
    html: () =>
      html`<div style="${styles.card}"><div style="${styles.title}">${title}</div>${lines.map(
        (line) => html`<div style="padding-left:1.2em">${line}</div>`,
      )}</div>`,
  });
}

const marks = { right: "✓", "not yet": "✗", "no answer yet": "○" } as const;

function noteText({ passed, says }: Note): string {
  if (passed === undefined) return says;
  return passed ? `✓ passed: ${says}` : `✗ failed: ${says}`;
}
