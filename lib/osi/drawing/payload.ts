/** What programs sent, on one line: safe to read, and never longer than there is room for. */
import { printable } from "../../cell";
import { clip, textWidth } from "./text-width";
import { bytesText } from "./words";

/**
 * The bytes as text within quotes, in at most `columns` columns. What did not fit is counted behind it; `total` says how
 * many bytes there were where fewer are at hand.
 */
export function payloadText(bytes: Uint8Array, columns: number, total = bytes.length): string {
  const room = Math.max(8, columns);
  // A byte takes at least a third of a column (a wide character of UTF-8 has three and takes two columns).
  const text = printable(bytes.subarray(0, 3 * room));
  const whole = `"${text}"`;
  if (bytes.length <= 3 * room && total === bytes.length && textWidth(whole) <= room) return whole;
  const more = ` of ${bytesText(total)}`;
  return `"${clip(text, Math.max(4, room - more.length - 2))}"${more}`;
}
