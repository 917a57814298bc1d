/** A layer as its dialog looks at it. */
import type { AnyProtocol, Packet, Part, Protocol } from "../../lib/packets";
import type { DialogLayer } from "../../lib/packets/model/dialog";
import type { Fields } from "../../lib/packets/model/field";

export function dialogLayer<V extends object, I>(made: Packet, protocol: Protocol<V, I>): DialogLayer {
  const payload = made.payload(protocol);
  return { fields: { ...made.get(protocol) } as Fields, length: payload.length, payload };
}

/** What this protocol's dialog answers, as parts of a packet. */
export function replyOf(protocol: AnyProtocol): (question: DialogLayer) => readonly Part[] {
  return protocol.definition.details.dialog!.reply as (question: DialogLayer) => readonly Part[];
}
