/** Bytes of programs on one line: text where they are text, else hexadecimal; never longer than there is room for. */
import { bytesText, clip, printable, textWidth, utf8Length } from "../../view";

/**
 * The bytes in at most `columns` columns: text within quotes, what does not show as escapes; or hexadecimal digits. What
 * did not fit is counted behind it; `total` says how many bytes there were where fewer are at hand.
 */
export function payloadText(bytes: Uint8Array, columns: number, total = bytes.length): string {
  const room = Math.max(16, columns);
  const behind = ` of ${bytesText(total)}`;
  if (!isText(bytes)) return hexadecimal(bytes, room, total, behind);
  // No character takes less than a third of a column for each of its bytes.
  const head = bytes.subarray(0, 3 * room);
  const text = `"${plain(head) ?? printable(head, head.length)}"`;
  if (head.length === total && textWidth(text) <= room) return text;
  return `${clip(text, Math.max(4, room - behind.length - 1))}"${behind}`;
}

function hexadecimal(bytes: Uint8Array, room: number, total: number, behind: string): string {
  if (bytes.length === total && 2 * total + 2 <= room) return `0x${digits(bytes, total)}`;
  const fits = Math.max(1, (room - behind.length - 5) >> 1);
  return `0x${digits(bytes, Math.min(fits, bytes.length))}...${behind}`;
}

/** Two digits for each of the first bytes. */
function digits({ buffer, byteOffset }: Uint8Array, count: number): string {
  return Buffer.from(buffer, byteOffset, count).toString("hex");
}

/** The number of bytes that are examined to distinguish text from other data. */
const looked = 48;

/** Valid UTF-8 at its beginning, with few characters that do not show. */
function isText(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, looked);
  let odd = 0;
  let isAscii = true;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80) isAscii = false;
    else if ((byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 0x7f) odd++;
  }
  if (8 * odd > length) return false;
  // The last character may go on behind what was looked at.
  return isAscii || utf8Length(bytes.subarray(0, length), 0) > length - 4;
}

/** ASCII that all shows, as it is; undefined if it holds anything else. */
function plain(bytes: Uint8Array): string | undefined {
  let text = "";
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else if (byte === 10) text += "\\n";
    else if (byte === 13) text += "\\r";
    else return undefined;
  }
  return text;
}
