/** The half line of a packet: its content without its ends. */
import type { Packet } from "../../packets";

/** `ICMP echo request, id 0, seq 0, length 11` */
export function contentText(packet: Packet): string {
  const summary = packet.summary();
  const ends = /^[^"]{0,160}? > [^ ]{1,80}: /.exec(summary)?.[0] ?? "";
  return summary.slice(ends.length);
}
