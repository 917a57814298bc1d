/** Long code cut off, with a word on where the rest is. */
import { grouped } from "../drawing/words";

/** Characters of one piece of code: about four full Ethernet frames as a list of numbers. */
const most = 24_000;

/** The text, or its beginning and what to write to get all of it. */
export function bounded(text: string, whole: string): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… (${grouped(text.length - most)} characters more: ${whole} has them)`;
}
