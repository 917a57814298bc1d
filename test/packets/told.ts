/** A layer as its dialog looks at it. */
import type { AnyProtocol, Packet, Part, Protocol } from "../../lib/packets";
import type { Told } from "../../lib/packets/model/dialog";
import type { Known } from "../../lib/packets/model/field";

export function told<V extends object, I>(made: Packet, protocol: Protocol<V, I>): Told {
  const payload = made.payload(protocol);
  return { fields: { ...made.get(protocol) } as Known, length: payload.length, payload };
}

/** What this protocol's dialog answers, as parts of a packet. */
export function replyOf(protocol: AnyProtocol): (question: Told) => readonly Part[] {
  return protocol.definition.dialog!.reply as (question: Told) => readonly Part[];
}
