/** One packet that the tests look at from several sides; all are made here, none captured. */
import {
  type AnyProtocol,
  CookedLinux,
  CookedLinuxV2,
  Ether,
  IP,
  IPv6,
  Loopback,
  type Packet,
} from "../../../lib/packets";

/** A packet, and what its bytes begin with. */
export interface Sample {
  readonly name: string;
  readonly from: AnyProtocol;
  readonly packet: Packet;
}

/**
 * What the beginning of a layer is taken for when the rest is cut off: `"whole"` if nothing is missed, else the bytes
 * it needs, and its name if it cannot be told yet; undefined where that goes without saying.
 */
export type Cut = (
  beginning: Uint8Array,
) => "whole" | { readonly layer?: string; readonly need: number } | undefined;

/** Protocols that a capture can begin with. */
const outermost: Readonly<Record<string, AnyProtocol>> = {
  Ether,
  Dot3: Ether,
  IP,
  IPv6,
  CookedLinux,
  CookedLinuxV2,
  Loopback,
};

export const sample = (name: string, packet: Packet): Sample => ({
  name,
  from: outermost[packet.layers[0]!.name]!,
  packet,
});
