/** The evidence of a sentence: numbers of packets or rows, in runs. */
import { plural } from "../../view";

/** With a space that does not break: `row 4`, `packets 2–4, 7`, `rows 1–3, 5, 7, 9 and 12 more` */
export function numbersText(given: readonly number[], unit: "row" | "packet"): string {
  const numbers = [...new Set(given)].sort((a, b) => a - b);
  const runs: Array<{ first: number; last: number }> = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.last === number - 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  const texts = runs.slice(0, 4).map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
  const left = runs.slice(4).reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return `${plural(numbers.length, unit)}\u00a0${texts.join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}
