/** DHCP, RFC 2131: an address for a host that has none. It is BOOTP (RFC 951) with options, the message type among them. */

import { PacketError } from "../error";
import { ip4, paddedMac } from "../fields/address";
import { bytes } from "../fields/bytes";
import { flags } from "../fields/flags";
import { paddedText } from "../fields/text";
import { uint } from "../fields/uint";
import type { Frame } from "../frame";
import type { Remark } from "../model/definition";
import type { DialogLayer, Judgement } from "../model/dialog";
import type { Fields, InitOf, Named, ValuesOf } from "../model/field";
import { layoutOf } from "../model/layout";
import { untilLimit } from "../model/limits";
import { messageTypes } from "../names/dhcp";
import type { Protocol } from "../packet";
import { guess, overload, protocol } from "../protocol";
import { type DHCPOption, type DHCPOptionInit, dhcpOptions } from "./dhcp-options";
import { UDP } from "./udp";

/** The bytes before the options (RFC 2131 §3). */
const cookie = Uint8Array.of(99, 130, 83, 99);
const hasCookie = (b: Uint8Array, at: number) => cookie.every((byte, i) => b[at + i] === byte);

const unused = Array.from({ length: 15 }, (_, i) => `R${i}`);

const fields = {
  op: uint(8, { names: { 1: "BOOTREQUEST", 2: "BOOTREPLY" }, default: 1, doc: "question or answer" }),
  htype: uint(8, { names: { 1: "Ethernet (10Mb)" }, default: 1, doc: "kind of network" }),
  hlen: uint(8, { default: 6, doc: "length of a MAC address, in bytes" }),
  hops: uint(8, { doc: "relays that passed it on" }),
  xid: uint(32, { hex: true, doc: "transaction: the same in the answer" }),
  secs: uint(16, { doc: "seconds since the client began to ask" }),
  flags: flags([...unused, "B"], {
    unnamed: true,
    doc: "B: answer by broadcast",
    meanings: [
      ...unused.map(() => "0"),
      "answer by broadcast: I cannot hear what is sent to my new address yet",
    ],
  }),
  ciaddr: ip4({ doc: "the address that the client has already" }),
  yiaddr: ip4({ doc: "your address: the one that the server gives" }),
  siaddr: ip4({ doc: "the server to boot from" }),
  giaddr: ip4({ doc: "the relay between client and server" }),
  chaddr: paddedMac(16, { doc: "MAC address of the client" }),
  sname: paddedText(64, { doc: "name of the server" }),
  file: paddedText(128, { doc: "file to boot" }),
  options: {
    ...bytes({
      doc: "four bytes that announce DHCP's options (the magic cookie), or what BOOTP has in their place",
    }),
    meaning: (value: Uint8Array) =>
      value.length === 4 && hasCookie(value, 0) ? "magic cookie: DHCP's options follow" : undefined,
  },
};

/** The fields of a BOOTP header. */
export interface BOOTPValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface BOOTPInit extends InitOf<typeof fields>, Named {}

/**
 * The part of DHCP that comes from BOOTP: 236 bytes, and the cookie that announces options.
 *
 * @example
 * ```ts
 * import { packet, IP, UDP, BOOTP, DHCP } from "netcell";
 * packet(
 *   IP({ src: "0.0.0.0", dst: "255.255.255.255" }), UDP(), BOOTP({ chaddr: "02:00:00:00:00:01", xid: 7 }),
 *   DHCP({ options: [["message-type", "discover"], ["param_req_list", [1, 3, 6]], "end"] }),
 * )
 * ```
 */
export const BOOTP: Protocol<BOOTPValues, BOOTPInit> = protocol<BOOTPValues, BOOTPInit>({
  name: "BOOTP",
  title: "Bootstrap Protocol",
  rfc: "RFC 951, RFC 2131",
  layer: 7,
  pdu: "message",
  fields,
  summary: ({ op, htype, hlen, chaddr }, _carried, { length }) => {
    const from = op === 1 && htype === 1 && hlen === 6 ? ` from ${(chaddr as string).slice(0, 17)}` : "";
    const name =
      { 1: "Request", 2: "Reply" }[op as number] ?? `unknown (0x${Number(op).toString(16).padStart(2, "0")})`;
    return `BOOTP/DHCP, ${name}${from}, length ${length}`;
  },
  dialog: { answers, reply: ({ fields }) => [BOOTP(answerTo(fields))] },
  limits: {
    min: 236,
    size: (b, o, e) => (e - o >= 240 && hasCookie(b, o + 236) ? 240 : e - o),
    end: untilLimit,
    next: (b, o, h, e) => (o + h < e && hasCookie(b, o + 236) ? DHCP.definition.id : 0),
  },
});

function answers({ fields: answer }: DialogLayer, { fields: question }: DialogLayer): Judgement {
  if (answer.op !== 2) return { ok: false, why: "it is a question itself" };
  if (question.op !== 1) return { ok: false, why: "the other is an answer itself" };
  const [own, asked] = [answer, question].map(({ xid }) => `0x${Number(xid).toString(16)}`);
  return own === asked
    ? { ok: true, why: `the xid is ${own} in both` }
    : { ok: false, why: `its xid is ${own}, that of the question ${asked}` };
}

/** The fields that the server gives back unchanged (RFC 2131 §4.3.1, table 3). */
const answerTo = ({ htype, hlen, xid, flags, giaddr, chaddr }: Fields): BOOTPInit => ({
  op: "BOOTREPLY",
  ...({ htype, hlen, xid, flags, giaddr, chaddr } as BOOTPInit),
});

const dhcpFields = {
  /** Options; the message type is one of them. */
  options: dhcpOptions,
};

/** The field that DHCP adds to BOOTP. */
export interface DHCPValues extends ValuesOf<typeof dhcpFields> {}
/** The same to be written: each may be left out. */
export interface DHCPInit extends InitOf<typeof dhcpFields>, Named {}

/**
 * DHCP's options: discover, offer, request, ack, and what a host needs to know about its network.
 *
 * @example
 * ```ts
 * import { packet, BOOTP, DHCP } from "netcell";
 * packet(BOOTP({ op: "BOOTREPLY", yiaddr: "10.0.0.9" }), DHCP({ options: [["message-type", "offer"], ["lease_time", 3600], "end"] }))
 * ```
 */
export const DHCP: Protocol<DHCPValues, DHCPInit> = protocol<DHCPValues, DHCPInit>({
  name: "DHCP",
  title: "Dynamic Host Configuration Protocol",
  rfc: "RFC 2131, RFC 2132",
  layer: 7,
  pdu: "message",
  fields: dhcpFields,
  remarks,
  dialog: { answers: answersByType, reply: (question) => [DHCP({ options: [replyType(question), "end"] })] },
  limits: { min: 1, size: (_b, o, e) => e - o, end: untilLimit, next: () => 0 },
});

/** The types that answer each type, the one that grants it first (RFC 2131 §3, RFC 4388). */
const granting: Readonly<Record<number, readonly number[]>> = { 1: [2], 3: [5, 6], 8: [5], 10: [13, 11, 12] };

const typeOf = ({ fields }: DialogLayer) =>
  (fields.options as readonly DHCPOption[]).find(([name]) => name === "message-type")?.[1] as
    | number
    | undefined;
const typeName = (type: number | undefined) =>
  (messageTypes as Readonly<Record<number, string>>)[type ?? 0] ?? "a message without type";

function answersByType(answer: DialogLayer, question: DialogLayer): Judgement {
  const [type, asked] = [typeOf(answer), typeOf(question)];
  const ok = asked !== undefined && type !== undefined && granting[asked]?.includes(type) === true;
  return { ok, why: `${typeName(type)} ${ok ? "answers" : "does not answer"} ${typeName(asked)}` };
}

function replyType(question: DialogLayer): DHCPOptionInit {
  const asked = typeOf(question);
  const type = asked === undefined ? undefined : granting[asked]?.[0];
  if (type !== undefined) return ["message-type", type];
  throw new PacketError(
    `There is no answer to ${typeName(asked)} of DHCP`,
    "Answer a discover, a request, an inform or a lease_query.",
  );
}

function* remarks(frame: Frame, i: number): Iterable<Remark> {
  const list = layoutOf(frame, i).values.options as readonly DHCPOption[];
  const has = (name: string) => list.some((option) => option[0] === name);
  const about = { about: "protocol", field: "options" } as const;
  if (!has("message-type")) {
    yield { ...about, level: "warn", text: "no message-type, which every DHCP message has (RFC 2131 §3)" };
  }
  if (!has("end")) yield { ...about, level: "warn", text: "no end behind the last option (RFC 2131 §4.1)" };
  for (const [name, value] of list) {
    if (name !== "dhcp-option-overload") continue;
    const where = { 1: "BOOTP.file holds", 2: "BOOTP.sname holds", 3: "BOOTP.file and BOOTP.sname hold" }[
      value
    ];
    if (where) yield { ...about, level: "note", text: `${where} more options (RFC 2132 §9.3)` };
  }
}

overload(BOOTP, { options: cookie }, DHCP);
overload(UDP, { sport: 68, dport: 67 }, BOOTP);
guess(UDP, { port: 67 }, BOOTP);
guess(UDP, { port: 68 }, BOOTP);
