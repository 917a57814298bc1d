/** TCP as a dialog: which segment answers which (RFC 9293 §3.4, §3.5), and the natural answer. */

import { PacketError } from "../error";
import { type Dialog, type DialogLayer, type Judgement, swapped } from "../model/dialog";
import { seq as sequence } from "../seq";
import type { TCPInit } from "./tcp";

const ports = swapped(["sport", "dport"], ["port", "ports"]);

/** Whether one segment answers another one. */
export const tcpAnswers: NonNullable<Dialog["answers"]> = (answer, question) => {
  const way = ports(answer, question);
  if (!way.ok) return way;
  const [own, asked] = [numbersOf(answer), numbersOf(question)];
  if (asked.has("R")) return { ok: false, why: "the other is an RST, which is never answered" };
  if (own.has("R") && !own.has("A")) {
    return own.seq === asked.ack
      ? { ok: true, why: `an RST with the number that the other expects (${own.seq})` }
      : { ok: false, why: `an RST with seq ${own.seq}, but the other expects ${asked.ack}` };
  }
  if (!own.has("A")) return { ok: false, why: "it acknowledges nothing: the flag A is not set" };
  return acknowledges(own, asked);
};

function acknowledges(own: Numbers, asked: Numbers): Judgement {
  const { ack } = own;
  const { seq, end } = asked;
  if (seq === end) return { ok: false, why: "the other carries nothing that could be acknowledged" };
  if (sequence.le(ack, seq))
    return { ok: false, why: `it acknowledges bytes up to ${ack}; the other begins at ${seq}` };
  if (asked.has("S") && ack !== end && !asked.has("A")) {
    return { ok: false, why: `its ack is ${ack}; the SYN would be acknowledged by ${end}` };
  }
  const kind = own.has("R") ? "refuses: RST, " : own.has("S") ? "SYN-ACK: " : "";
  const rest = sequence.distance(ack, end);
  if (rest > 0) return { ok: true, why: `${kind}ack ${ack} acknowledges all but ${rest} bytes of it` };
  const parts = [
    asked.has("S") ? "SYN" : "",
    asked.length > 0 ? `${asked.length} bytes` : "",
    asked.has("F") ? "FIN" : "",
  ];
  const what = parts.filter(Boolean).join(" and ");
  return {
    ok: true,
    why: `${kind}ack ${ack} acknowledges its ${what}${rest < 0 ? ` and ${-rest} bytes more` : ""}`,
  };
}

/** The fields of a segment that answers this one. */
export function tcpReply(question: DialogLayer): TCPInit {
  const asked = numbersOf(question);
  const { sport, dport } = question.fields;
  if (asked.has("R")) {
    throw new PacketError("An RST is never answered (RFC 9293 §3.10.7)", "Answer the segment before it.");
  }
  const opens = asked.has("S") && !asked.has("A");
  return {
    sport: dport as number,
    dport: sport as number,
    seq: opens ? 0 : asked.ack,
    ack: asked.end,
    flags: opens ? "SA" : asked.has("F") ? "FA" : "A",
  };
}

/** The numbers of a segment, and the number behind all that it carries: SYN and FIN take one each. */
interface Numbers {
  readonly seq: number;
  readonly ack: number;
  readonly length: number;
  readonly end: number;
  has(flag: string): boolean;
}

function numbersOf({ fields, length }: DialogLayer): Numbers {
  const [seq, ack, flags] = [fields.seq as number, fields.ack as number, fields.flags as string];
  const has = (flag: string) => flags.includes(flag);
  return { seq, ack, length, has, end: sequence.add(seq, length + Number(has("S")) + Number(has("F"))) };
}
