/** A layer as its dialog looks at it. */
import type { Packet, Protocol } from "../../lib/packets";
import type { Told } from "../../lib/packets/dialog";
import type { Known } from "../../lib/packets/field";

export function told<V extends object, I>(made: Packet, protocol: Protocol<V, I>): Told {
  const payload = made.payload(protocol);
  return { fields: { ...made.get(protocol) } as Known, length: payload.length, payload };
}
