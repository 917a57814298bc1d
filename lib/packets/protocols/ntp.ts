/** Network Time Protocol, RFC 5905: what time is it, and how far away are you? Four moments answer both. */

import { ip4 } from "../fields/address";
import { bytes } from "../fields/bytes";
import { fixed } from "../fields/fixed";
import { paddedText } from "../fields/text";
import { timestamp } from "../fields/timestamp";
import { uint } from "../fields/uint";
import { RAW } from "../frame";
import type { DialogLayer, Judgement } from "../model/dialog";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import type { Protocol } from "../packet";
import { guess, protocol } from "../protocol";
import { UDP } from "./udp";

const leaps = {
  0: "no warning",
  1: "last minute of the day has 61 seconds",
  2: "last minute of the day has 59 seconds",
  3: "unknown (clock unsynchronized)",
} as const;

const modes = {
  0: "reserved",
  1: "symmetric active",
  2: "symmetric passive",
  3: "client",
  4: "server",
  5: "broadcast",
  6: "NTP control message",
  7: "reserved for private use",
} as const;

/** The names that tcpdump gives them. */
const said = ["unspecified", "symmetric active", "symmetric passive", "Client", "Server", "Broadcast"];

/** Clocks of the first stratum (RFC 5905 §7.3, figure 12), and why a server wants to be left alone (§7.4). */
const references: Readonly<Record<string, string>> = {
  GOES: "Geosynchronous Orbit Environment Satellite",
  GPS: "Global Positioning System",
  GAL: "Galileo Positioning System",
  PPS: "a pulse each second",
  IRIG: "Inter-Range Instrumentation Group",
  WWVB: "radio WWVB, Fort Collins, 60 kHz",
  DCF: "radio DCF77, Mainflingen, 77.5 kHz",
  HBG: "radio HBG, Prangins, 75 kHz",
  MSF: "radio MSF, Anthorn, 60 kHz",
  JJY: "radio JJY, Fukushima and Saga",
  LORC: "radio LORAN C, 100 kHz",
  TDF: "radio Allouis, 162 kHz",
  CHU: "radio CHU, Ottawa",
  WWV: "radio WWV, Fort Collins",
  WWVH: "radio WWVH, Kauai",
  NIST: "telephone, NIST",
  ACTS: "telephone, NIST",
  USNO: "telephone, USNO",
  PTB: "telephone, PTB",
  ACST: "belongs to a unicast server",
  AUTH: "server authentication failed",
  AUTO: "autokey sequence failed",
  BCST: "belongs to a broadcast server",
  CRYP: "cryptographic authentication or identification failed",
  DENY: "access denied: stop asking",
  DROP: "lost peer",
  RSTR: "access restricted: stop asking",
  INIT: "not yet synchronized for the first time",
  MCST: "belongs to a server found by multicast",
  NKEY: "no key found",
  RATE: "asked too often: ask less",
  RMOT: "this association is being changed from afar",
};

const strata = ["unspecified, or a kiss of death: the reference says why", "primary: has a clock of its own"];

const fields = {
  leap: uint(2, { names: leaps, doc: "whether the day ends with a leap second" }),
  version: uint(3, { default: 4, doc: "version of the protocol" }),
  /** Who speaks: client, server, … */
  mode: uint(3, { names: modes, default: 3, doc: "who speaks: client, server, …" }),
  stratum: uint(8, {
    default: 2,
    doc: "how many servers away the clock is",
    meaning: (value) =>
      strata[value] ?? (value < 16 ? `secondary: ${value - 1} away from a clock` : "unsynchronized"),
  }),
  poll: fixed(8, {
    signed: true,
    default: 10,
    doc: "seconds between questions, as a power of two",
    meaning: power,
  }),
  precision: fixed(8, {
    signed: true,
    doc: "how fine the clock ticks: seconds, as a power of two",
    meaning: power,
  }),
  delay: fixed(32, { fraction: 16, doc: "seconds to the clock and back" }),
  dispersion: fixed(32, { fraction: 16, doc: "seconds it may be wrong at most" }),
  id: ip4({
    default: "127.0.0.1",
    when: ({ stratum }) => (stratum as number) > 1,
    doc: "from whom the time is: the address of the next server",
  }),
  ref_id: paddedText(4, {
    when: ({ stratum }) => (stratum as number) < 2,
    doc: "from whom the time is: a code of four letters",
    meaning: (code) => references[code.trim()],
  }),
  ref: timestamp({ doc: "when the clock was last set, in seconds since 1900" }),
  orig: timestamp({ scapyUsesHost: true, doc: "T1: when the question left, by the client's clock" }),
  recv: timestamp({ doc: "T2: when the question arrived, by the server's clock" }),
  sent: timestamp({ scapyUsesHost: true, doc: "T3: when this left" }),
};

function power(exponent: number): string {
  const seconds = 2 ** exponent;
  return `2^${exponent} s = ${exponent < 0 ? Number(seconds.toPrecision(3)) : seconds} s`;
}

/** The fields of an NTP header; `id` or `ref_id`, as its stratum says. */
export interface NTPHeaderValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface NTPHeaderInit extends InitOf<typeof fields>, Named {}

/** Modes 6 and 7 look otherwise (RFC 9327): they are for the administrator. */
const isTime = (b: Uint8Array, o: number) => (b[o]! & 7) < 6;

/**
 * An NTP message: 48 bytes with four moments. A client that hears the answer at T4 knows how far its clock is off:
 * ((T2 - T1) + (T3 - T4)) / 2, and how long the way was: (T4 - T1) - (T3 - T2).
 *
 * @example
 * ```ts
 * import { packet, IP, UDP, NTPHeader } from "netcell";
 * packet(IP(), UDP({ sport: 123 }), NTPHeader({ sent: new Date("2026-11-24T12:00:00Z") })).get(NTPHeader).sent
 * ```
 */
export const NTPHeader: Protocol<NTPHeaderValues, NTPHeaderInit> = protocol<NTPHeaderValues, NTPHeaderInit>({
  name: "NTPHeader",
  title: "Network Time Protocol",
  rfc: "RFC 5905",
  layer: 7,
  pdu: "message",
  fields,
  summary: ({ version, mode }, _carried, { length }) =>
    `NTPv${version}, ${said[mode as number] ?? "Reserved"}, length ${length}`,
  dialog: {
    answers,
    reply: ({ fields: { version, poll, sent } }) => [NTPHeader(answerTo(version, poll, sent))],
  },
  limits: {
    min: 48,
    size: 48,
    end: untilLimit,
    next: (_b, o, h, e) => (digests.has(e - o - h - 4) ? NTPAuthenticator.definition.id : 0),
    is: isTime,
  },
});

/** A server puts the moment at which the question left into the answer: by that a client knows it (RFC 5905 §8). */
function answers({ fields: answer }: DialogLayer, { fields: question }: DialogLayer): Judgement {
  const [mode, asked] = [answer.mode as number, question.mode as number];
  const names: Readonly<Record<number, string>> = modes;
  if (mode !== answering[asked]) {
    return { ok: false, why: `${names[mode]} does not answer ${names[asked]}` };
  }
  return answer.orig === question.sent
    ? { ok: true, why: `its orig is when the other left (${answer.orig})` }
    : { ok: false, why: `its orig is ${answer.orig}, the other left at ${question.sent}` };
}

/** The mode that answers each mode: a client's, an active peer's. */
const answering: Readonly<Record<number, number>> = { 3: 4, 1: 2 };

const answerTo = (version: unknown, poll: unknown, sent: unknown): NTPHeaderInit => ({
  mode: "server",
  version: version as number,
  poll: poll as number,
  orig: sent as string,
});

/** The same, under the name that scapy has for all of NTP. */
export const NTP = NTPHeader;

/** Bytes that a signature has: MD5, SHA-1, SHA-256, SHA-384, SHA-512. */
const digests = new Set([16, 20, 32, 48, 64]);

const signatureFields = {
  key_id: uint(32, { doc: "with which key it was signed" }),
  dgst: bytes({ doc: "the signature" }),
};

/** The fields of the signature behind an NTP header. */
export interface NTPAuthenticatorValues extends ValuesOf<typeof signatureFields> {}
/** The same to be written: each may be left out. */
export interface NTPAuthenticatorInit extends InitOf<typeof signatureFields>, Named {}

/** The signature of an NTP message (RFC 5905 §7.3), made with a key that both sides know. */
export const NTPAuthenticator = protocol<NTPAuthenticatorValues, NTPAuthenticatorInit>({
  name: "NTPAuthenticator",
  title: "NTP message authentication code",
  rfc: "RFC 5905 §7.3",
  layer: 7,
  pdu: "message",
  fields: signatureFields,
  limits: { min: 20, size: (_b, o, e) => e - o, end: untilLimit, next: () => 0 },
});

/** Port 123: its first byte says whether it is about time at all. */
const anyNTP = protocol<object, Record<string, never>>({
  name: "NTP",
  title: "Network Time Protocol, of any mode",
  rfc: "RFC 5905",
  layer: 7,
  pdu: "message",
  fields: {},
  limits: {
    min: 1,
    size: (_b, o, e) => e - o,
    end: untilLimit,
    next: () => 0,
    as: (b, o) => (isTime(b, o) ? NTPHeader.definition.id : RAW),
  },
});

guess(UDP, { port: 123 }, NTPHeader);
guess(UDP, { port: 123 }, anyNTP);
