/** A DNS message in half a line, as tcpdump prints it: `4660+ A? example.com. (29)`. */
import type { Inside } from "../model/definition";
import type { Fields } from "../model/field";
import { dnsClasses, dnsQuestionTypes } from "../names/dns";

const opcodes = ["", " inv_q", " stat", " op3", " notify", " update"];
const rcodes = [
  "",
  " FormErr",
  " ServFail",
  " NXDomain",
  " NotImp",
  " Refused",
  " YXDomain",
  " YXRRSet",
  " NXRRSet",
];
const bit = (set: unknown, sign: string) => (set ? sign : "");

/** The half line; the number at its end is the message's length. */
export function dnsSummary(fields: Fields, _carried: number, { length }: Inside): string {
  const opcode = fields.opcode as number;
  const start = `${fields.id}${opcodes[opcode] ?? ` op${opcode}`}`;
  const words = fields.qr ? answer(start, fields) : question(start, fields);
  return [...words, `(${length - ("length" in fields ? 2 : 0)})`].join(" ");
}

function question(start: string, fields: Fields): string[] {
  const { rd, cd, qdcount, ancount, nscount, arcount } = fields;
  return [
    `${start}${bit(rd, "+")}${bit(cd, "%")}`,
    ...strange(fields),
    ...(ancount ? [`[${ancount}a]`] : []),
    ...(qdcount === 1 ? [] : [`[${qdcount}q]`]),
    ...(nscount ? [`[${nscount}n]`] : []),
    ...(arcount ? [`[${arcount}au]`] : []),
    ...whole(fields.qd).map(({ qname, qtype, qclass, unicastresponse }) => {
      const asked = `${name(dnsQuestionTypes, qtype, "Type")}${otherClass(qclass)}${bit(unicastresponse, " (QU)")}`;
      return `${asked}? ${qname}`;
    }),
  ];
}

/** The flags and codes of a question, where it has some that only answers should have. */
function strange({ opcode, aa, tc, rd, ra, z, ad, cd, rcode }: Fields): string[] {
  const bits = [opcode as number, aa, tc, rd, ra, z, ad, cd] as number[];
  const flags = bits.reduce((all, each) => 2 * all + each, 0) * 16 + (rcode as number);
  return flags & 0x06cf ? [`[b2&3=0x${flags.toString(16)}]`] : [];
}

function answer(start: string, fields: Fields): string[] {
  const { aa, ra, tc, ad, qdcount, ancount, nscount, arcount } = fields;
  const rcode = fields.rcode as number;
  return [
    `${start}${rcodes[rcode] ?? ` Resp${rcode}`}${bit(aa, "*")}${bit(!ra, "-")}${bit(tc, "|")}${bit(ad, "$")}`,
    ...(qdcount === 1 ? [] : [`[${qdcount}q]`]),
    `${ancount}/${nscount}/${arcount}`,
    ...(ancount ? [whole(fields.an).map(record).join(", ")] : []),
  ];
}

function record(fields: Fields): string {
  const flush = bit(fields.cacheflush, "(Cache flush) ");
  const named = name(dnsQuestionTypes, fields.type, "Type");
  return [`${otherClass(fields.rclass).trimStart()} ${flush}${named}`.trim(), ...data(fields)].join(" ");
}

function data(fields: Fields): string[] {
  switch (fields.type) {
    case 15:
      return [`${fields.exchange} ${fields.preference}`];
    case 33:
      return [`${fields.target}:${fields.port} ${fields.priority} ${fields.weight}`];
    case 16:
      return Array.isArray(fields.rdata) ? fields.rdata.map((text) => `"${text}"`) : [];
    default:
      return typeof fields.rdata === "string" ? [fields.rdata] : [];
  }
}

const otherClass = (value: unknown) => (value === 1 ? "" : ` ${name(dnsClasses, value, "Class")}`);

function name(names: Readonly<Record<number, string>>, value: unknown, what: string): string {
  return names[value as number] ?? `${what}${value}`;
}

/** Those that are not mere bytes. */
function whole(list: unknown): Fields[] {
  return ((list as readonly (Fields | Uint8Array)[] | undefined) ?? []).filter(
    (each): each is Fields => !(each instanceof Uint8Array),
  );
}
