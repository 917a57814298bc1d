/** dissect(): from bytes to a packet, from whatever they begin with. */
import { dissectInto, LayerIndex } from "./dissect/dissect";
import { PacketError } from "./error";
import { type Frame, rowLength } from "./frame";
import { definitionOf } from "./model/definition";
import { type AnyProtocol, Packet } from "./packet";
import { CookedLinux, CookedLinuxV2, Loopback, RawIP } from "./protocols/cooked";
import { Ether } from "./protocols/ether";
import { IP } from "./protocols/ip";
import { IPv6 } from "./protocols/ipv6";
import { rowsFromSlab } from "./slab";

/** The protocol that a capture begins with, by the link type that its file names (https://www.tcpdump.org/linktypes.html). */
export const linkTypes: Readonly<Record<number, AnyProtocol>> = {
  0: Loopback,
  1: Ether,
  12: RawIP,
  14: RawIP,
  101: RawIP,
  108: Loopback,
  113: CookedLinux,
  228: IP,
  229: IPv6,
  276: CookedLinuxV2,
};

const index = new LayerIndex();

/**
 * Takes bytes apart, layer by layer. It never throws, whatever the bytes are: where they end too early, or contradict
 * themselves, the packet has a `stop` that says what was needed, what was there and who set the limit.
 *
 * @param bytes what came over the wire; the packet reads them where they are, so do not change them
 * @param from the protocol that they begin with (default: `Ether`): `IP`, `IPv6`, `RawIP` (either), `CookedLinux`, …
 * @param length how many bytes there were on the wire, where fewer were kept
 * @example
 * ```ts
 * import { dissect, packet, IP, TCP } from "netcell";
 * const bytes = packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n").bytes;
 * dissect(bytes.subarray(0, 30), IP).stop
 * ```
 */
export function dissect(bytes: Uint8Array, from: AnyProtocol = Ether, length = bytes?.length): Packet {
  if (!(bytes instanceof Uint8Array)) {
    throw new PacketError(
      "There are no bytes to dissect",
      "Give a Uint8Array, or a Buffer: packet(…).bytes is one.",
    );
  }
  return new Packet(frameOf(bytes, definitionOf(from).id, length));
}

/** These bytes and their layers, beginning with protocol `id`; on the wire they may have been more, `wire`. */
export function frameOf(bytes: Uint8Array, id: number, wire = bytes.length): Frame {
  index.length = 0;
  dissectInto(index, bytes, 0, bytes.length, id);
  const { length } = index;
  const rows = rowsFromSlab(length);
  for (let i = 0; i < length; i++) rows[i] = index.rows[i]!;
  return { bytes, rows, count: length / rowLength, built: false, wire };
}
