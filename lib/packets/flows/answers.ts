/** Whether one packet answers another one, layer by layer, and why. */

import { typedValue } from "../../errors";
import type { PlacedLayer } from "../describe/placed-layer";
import { PacketError } from "../error";
import type { DialogLayer, Judgement } from "../model/dialog";
import { Packet } from "../packet";
import { ownLayers } from "./seen";
import { carriedBy } from "./segment";

/** Whether a packet answers another one. */
export interface Answer {
  /** Whether it does. */
  readonly ok: boolean;
  /** Why, or why not. */
  readonly reason: string;
}

/**
 * Whether one packet is the answer to another one: an echo reply to its request, a SYN-ACK to its SYN, an ICMP error
 * to what it quotes, a DNS response to its query; with the reason.
 *
 * @param answer what may be the answer
 * @param question what may have been asked
 * @example
 * ```ts
 * import { answers, packet, reply, IP, TCP } from "netcell";
 * const syn = packet(IP({ dst: "10.0.0.1" }), TCP({ flags: "S", seq: 7 }));
 * answers(reply(syn), syn).reason
 * ```
 * @throws PacketError when one of them is not a packet
 */
export function answers(answer: Packet, question: Packet): Answer {
  for (const each of [answer, question]) {
    if (each instanceof Packet) continue;
    throw new PacketError(
      `answers() compares two packets; ${typedValue(each)} is not one`,
      "Give what packet(), dissect() or capture() made: the answer first, then the question.",
    );
  }
  const error = [...ownLayers(answer)].find(({ definition, start }) =>
    definition.details.quotes?.(answer.bytes, start),
  );
  const { ok, why } = error ? quotes(answer, error, question) : replies(answer, question);
  return { ok, reason: why };
}

/** A layer as its protocol's dialog looks at it. */
export function dialogLayer(packet: Packet, layer: PlacedLayer): DialogLayer {
  return {
    fields: layer.fields,
    length: carriedBy(packet, layer),
    payload: packet.bytes.slice(layer.start + layer.header, layer.end),
  };
}

/** Whether each layer that has questions and answers answers its like. */
function replies(answer: Packet, question: Packet): Judgement {
  const [mine, theirs] = [speakersIn(answer), speakersIn(question)];
  const reasons: string[] = [];
  for (let i = 0; i < Math.max(mine.length, theirs.length); i++) {
    const [own, other] = [mine[i], theirs[i]];
    if (own && other) {
      const { ok, why } = judge(answer, own, question, other);
      if (!ok) return { ok, why: `${own.name}: ${why}` };
      reasons.push(`${own.name}: ${why}`);
    } else if ((own ?? other)!.definition.layer <= 4) {
      const [has, lacks] = own ? ["it", "the other"] : ["the other", "it"];
      return { ok: false, why: `${has} has ${(own ?? other)!.name}, ${lacks} has not` };
    }
  }
  if (reasons.length > 0) return { ok: true, why: reasons.join("; ") };
  return { ok: false, why: "nothing in these packets tells questions from answers" };
}

/** The layers that ask or answer; who sends a frame on a link says nothing. */
function speakersIn(packet: Packet): PlacedLayer[] {
  return [...ownLayers(packet)].filter(
    ({ definition: { details, layer } }) => details.dialog && (details.dialog.answers || layer > 2),
  );
}

function judge(answer: Packet, own: PlacedLayer, question: Packet, other: PlacedLayer): Judgement {
  const dialog = own.definition.details.dialog!;
  if (!dialog.answers) return { ok: false, why: "it is a question itself" };
  if ((dialog.question ?? own.name) !== other.name)
    return { ok: false, why: `it is not an answer to ${other.name}` };
  return dialog.answers(dialogLayer(answer, own), dialogLayer(question, other));
}

/** At least so many bytes behind the IP header are quoted (RFC 792): ports, the numbers of TCP and of echoes. */
const quotedBytes = 8;

/** Whether an ICMP error quotes the question. */
function quotes(answer: Packet, error: PlacedLayer, question: Packet): Judgement {
  const quote = answer.layers[error.at + 1];
  if (!quote || quote.stop) return { ok: false, why: `${error.name} quotes too little to tell` };
  const original = [...ownLayers(question)].find(({ name }) => name === quote.name);
  if (!original) return { ok: false, why: `${error.name} quotes ${quote.name}, which the other has not` };
  for (const field of ["src", "dst", "id"]) {
    const [own, other] = [quote.fields[field], original.fields[field]];
    if (own !== other)
      return { ok: false, why: `${error.name} quotes a packet with ${field} ${own}, not ${other}` };
  }
  const [own, other] = [beginning(answer, quote), beginning(question, original)];
  if (own.some((byte, i) => byte !== other[i])) {
    return { ok: false, why: `${error.name} quotes another packet between the same ends` };
  }
  return {
    ok: true,
    why: `${error.name} quotes it: the same addresses, and the same ${own.length} bytes behind them`,
  };
}

/** The first bytes that a layer carries. */
function beginning(packet: Packet, { start, header, end }: PlacedLayer): Uint8Array {
  return packet.bytes.subarray(start + header, Math.min(end, start + header + quotedBytes));
}
