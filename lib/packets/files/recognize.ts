/** The format of a file, by its first bytes; and if it is not a capture, what it seems to be. */
import { PacketError } from "../error";
import { BlockReader, SECTION } from "./blocks";
import { ClassicReader, fileHeader, magics } from "./classic";
import type { Reader } from "./facts";

/**
 * The reader for a file that begins with these bytes, and how many of them it has read; undefined while there are too
 * few of them.
 *
 * @throws PacketError when this is not a capture
 */
export function readerOf(head: Uint8Array, name: string): { reader: Reader; read: number } | undefined {
  if (head.length < 4) return undefined;
  const magic = new DataView(head.buffer, head.byteOffset).getUint32(0, false);
  if (magic === SECTION) return { reader: new BlockReader(), read: 0 };
  const classic = magics.get(magic);
  if (!classic) throw new PacketError(`${name} is not a capture file`, whatItIs(head));
  if (head.length < fileHeader) return undefined;
  return { reader: new ClassicReader(classic, head), read: fileHeader };
}

/** The error of a file that has no reader although all its bytes are here. */
export function tooShort(head: Uint8Array, name: string): PacketError {
  if (head.length === 0) {
    return new PacketError(
      `${name} is empty`,
      "A capture file has a header even when it has no packets: was the capture stopped properly?",
    );
  }
  const whole = head.length < 4 ? "it is not a capture, or was cut off" : "it was cut off";
  return new PacketError(
    `${name} has only ${head.length} bytes`,
    `The header of a pcap file alone has ${fileHeader}: ${whole}.`,
  );
}

const unpack = "Unpack it first";
const convert = "Wireshark can save it as pcapng: editcap in out.pcapng";

/** The beginnings of other kinds of files. */
const others: readonly (readonly [begins: string, hint: string])[] = [
  ["\x1f\x8b", `It is packed with gzip. ${unpack}: gunzip, or zlib.gunzipSync(bytes).`],
  ["\x28\xb5\x2f\xfd", `It is packed with zstd. ${unpack}: unzstd.`],
  ["\x04\x22\x4d\x18", `It is packed with lz4. ${unpack}: unlz4.`],
  ["\xfd7zXZ\0", `It is packed with xz. ${unpack}: unxz.`],
  ["BZh", `It is packed with bzip2. ${unpack}: bunzip2.`],
  ["PK\x03\x04", `It is a zip archive. ${unpack}: unzip.`],
  ["snoop\0\0\0", `It is a capture of Solaris' snoop. ${convert}.`],
  ["GMBU", `It is a capture of Microsoft Network Monitor. ${convert}.`],
];

function whatItIs(head: Uint8Array): string {
  for (const [begins, hint] of others) {
    if ([...begins].every((letter, i) => head[i] === letter.charCodeAt(0))) return hint;
  }
  const start = head.subarray(0, 64);
  const isText = start.every(
    (byte) => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13,
  );
  if (isText) return `It seems to be text: ${JSON.stringify(String.fromCharCode(...start.subarray(0, 24)))}.`;
  const hex = Array.from(start.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `Neither pcap nor pcapng begins with ${hex}.`;
}
