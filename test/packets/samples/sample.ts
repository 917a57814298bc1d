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

/** Protocols that a capture can begin with. */
const outermost: Readonly<Record<string, AnyProtocol>> = {
  Ether,
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
