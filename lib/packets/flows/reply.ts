/** The natural answer to a packet, as far as it follows from the question. */
import { PacketError } from "../error";
import { packet as build, type Packet, type Part } from "../packet";
import { dialogLayer } from "./answers";
import { ownLayers } from "./seen";

/**
 * The answer that follows from a packet: addresses and ports swapped, a SYN answered by SYN-ACK, data by ACK, FIN by
 * FIN-ACK, an echo request by its echo, who-has by is-at, a DNS query by an empty response. What only you can know is
 * left to you: `.with(ARP, { hwsrc: … })`, `.carry("HTTP/1.0 200 OK\r\n\r\n")`.
 *
 * @param question the packet to answer
 * @example
 * ```ts
 * import { packet, reply, IP, TCP } from "netcell";
 * reply(packet(IP({ dst: "10.0.0.1" }), TCP({ flags: "S", seq: 7 }))).get(TCP).ack
 * ```
 * @throws PacketError when there is nothing to answer: an RST, an ICMP error
 */
export function reply(question: Packet): Packet {
  const parts: Part[] = [];
  for (const layer of ownLayers(question)) {
    const { name, layer: level, details } = layer.definition;
    const { dialog, quotes } = details;
    if (quotes?.(question.bytes, layer.start)) {
      throw new PacketError(
        `${name} here reports an error, which is never answered (RFC 1122 §3.2.2)`,
        "Answer a question.",
      );
    }
    if (dialog && !dialog.reply) throw new PacketError(`${name} is an answer itself`, "Answer a question.");
    if (dialog?.reply) parts.push(...(dialog.reply(dialogLayer(question, layer)) as readonly Part[]));
    // A link header or an extension header of IPv6 is made by the sender of the answer.
    else if (level > 3) break;
  }
  if (parts.length === 0) {
    const first = question.layers[0]?.name ?? "an empty packet";
    throw new PacketError(`There is no answer that follows from ${first}`, "Build it yourself: packet(…).");
  }
  return build(...parts.filter((part) => !(part instanceof Uint8Array && part.length === 0)));
}
