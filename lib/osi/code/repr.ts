/** osi.repr(): a packet in scapy's notation. */
import { checkedOptions } from "../../errors";
import { html, type View, view } from "../../view";
import { type PacketLike, packetOf, type ReadOptions, readNames } from "../input/packets";
import { bounded } from "./bounded";
import { codeBlock } from "./highlight";

/**
 * A packet in scapy's notation, one layer inside the other: of a packet that you built what you set and what follows
 * from that, of one that was read every field.
 *
 * @throws NetcellError `EINVAL` when it is not a packet
 * @example
 * ```ts
 * import { osi, packet, IP, TCP } from "netcell";
 * osi.repr(packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n"))
 * ```
 */
export function repr(of: PacketLike, options: ReadOptions = {}): View {
  const { packet } = packetOf(of, "repr", checkedOptions(options, readNames));
  const text = () => bounded(String(packet), "String(packet)");
  return view({ text, html: () => html`<div style="overflow-x:auto">${codeBlock(text())}</div>` });
}
