/** Samples as a classic pcap file, for the programs that judge us: written here by hand, not with what is to be judged. */
import { linkTypes } from "../../lib/packets";
import type { Sample } from "./samples";

/** A classic pcap file with these packets, which all begin with the same layer. */
export function pcap(alike: readonly Sample[]): Uint8Array {
  const linkType = Object.entries(linkTypes).find(([, protocol]) => protocol === alike[0]!.from)![0];
  const parts = [Uint32Array.of(0xa1b2c3d4, 0x00040002, 0, 0, 65535, Number(linkType))];
  const records = alike.flatMap(({ packet: { bytes } }) => [
    new Uint8Array(Uint32Array.of(0, 0, bytes.length, bytes.length).buffer),
    bytes,
  ]);
  return Buffer.concat([...parts.map((part) => new Uint8Array(part.buffer)), ...records]);
}
