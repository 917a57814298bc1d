/** Long code cut off, with a word on where the rest is; what does not show is escaped. */
import { grouped, visible } from "../../view";

/** Characters of one piece of code: a full Ethernet frame as a list of numbers takes half of them. */
const most = 12_000;

/** The text, or its beginning and what to write to get all of it. */
export function bounded(text: string, whole: string): string {
  // Escapes make it longer: it is cut before them, so that no more is read than is shown, and behind them.
  const head = visible(text.slice(0, most))
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, "");
  if (text.length <= most && head.length < most) return head;
  const left = text.length > most ? `${grouped(text.length - most)} characters` : "some";
  return `${head}… (${left} more: ${whole} has them)`;
}
