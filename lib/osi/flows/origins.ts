/** Packets in the order of their numbers, and where they come from. */

import { counted } from "../../view";
import { provenanceWords } from "../drawing/marks";
import type { Provenance, SeenPacket } from "../input/packets";

/** Packets with numbers that grow: out of several captures they are numbered by their places. */
export function inOrder(packets: readonly SeenPacket[]): readonly SeenPacket[] {
  if (packets.every(({ no }, i) => i === 0 || packets[i - 1]!.no < no)) return packets;
  return packets.map(({ time, origin, packet }, i) => ({ no: i + 1, time, origin, packet }));
}

/** `captured`, `3 packets built here, never on a wire; 2 packets captured` */
export function originsText(packets: readonly SeenPacket[]): string {
  const counts = new Map<Provenance, number>();
  for (const { origin } of packets) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  if (counts.size === 1) return provenanceWords[packets[0]!.origin];
  return [...counts]
    .map(([origin, count]) => `${counted(count, "packet")} ${provenanceWords[origin]}`)
    .join("; ");
}
