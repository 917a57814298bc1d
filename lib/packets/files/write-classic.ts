/** Writes pcap: one link type, no comments; times in nanoseconds where microseconds would lose something. */
import { PacketError } from "../error";
import { fileHeader } from "./classic";
import type { Entry, EntryInterface } from "./entries";

const recordHeader = 16;
const usualSnaplen = 262_144;

/** The bytes of a pcap file with these packets. */
export function classicBytes(
  entries: readonly Entry[],
  interfaces: readonly EntryInterface[],
  comments: readonly string[],
): Uint8Array {
  refuse(entries, interfaces, comments);
  const nano = entries.some(({ nanoseconds }) => nanoseconds % 1000n !== 0n);
  const size = entries.reduce((sum, { bytes }) => sum + recordHeader + bytes.length, fileHeader);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setUint32(0, nano ? 0xa1b23c4d : 0xa1b2c3d4, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  const snaplen = entries.reduce((most, { bytes }) => Math.max(most, bytes.length), usualSnaplen);
  view.setUint32(16, interfaces[0]?.snaplen || snaplen, true);
  view.setUint32(20, interfaces[0]?.linkType ?? 1, true);
  let at = fileHeader;
  for (const { bytes, length, nanoseconds } of entries) {
    const fraction = Number(nanoseconds % 1_000_000_000n);
    view.setUint32(at, Number(nanoseconds / 1_000_000_000n), true);
    view.setUint32(at + 4, nano ? fraction : fraction / 1000, true);
    view.setUint32(at + 8, bytes.length, true);
    view.setUint32(at + 12, length, true);
    file.set(bytes, at + recordHeader);
    at += recordHeader + bytes.length;
  }
  return file;
}

/** The error of what pcap has no room for. */
function refuse(
  entries: readonly Entry[],
  interfaces: readonly EntryInterface[],
  about: readonly string[],
): void {
  const hint = 'Write pcapng, which can: { format: "pcapng" }, or a path that ends with .pcapng.';
  const types = new Set(interfaces.map(({ linkType }) => linkType));
  if (types.size > 1) {
    throw new PacketError(`A pcap file cannot hold several link types (${[...types].join(", ")})`, hint);
  }
  if (about.length > 0 || entries.some(({ comments }) => comments.length > 0)) {
    throw new PacketError("A pcap file cannot hold comments", hint);
  }
  const late = entries.find(
    ({ nanoseconds }) => nanoseconds < 0n || nanoseconds >= 2n ** 32n * 1_000_000_000n,
  );
  if (late) {
    throw new PacketError(
      `A pcap file cannot hold the time ${late.nanoseconds} (in nanoseconds)`,
      "Its times go from 1970 to 2106.",
    );
  }
}
