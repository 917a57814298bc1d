/** TLS (RFC 8446, RFC 5246): records of a stream, in the clear as long as the two sides have no keys. */

import { u16 } from "../bits";
import { Refusal } from "../error";
import { type Found, structures } from "../fields/structures";
import { uint } from "../fields/uint";
import type { Fields, InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { inNextSegment, lengthOfFields } from "../model/rules";
import { tlsHandshakes, tlsTypes, tlsVersions } from "../names/tls";
import type { Protocol } from "../packet";
import { guess, overload, protocol } from "../protocol";
import { TCP } from "./tcp";
import { messageLine } from "./tls-line";
import {
  TLSAlert,
  TLSApplicationData,
  TLSChangeCipherSpec,
  TLSClientHello,
  TLSHandshake,
  TLSServerHello,
} from "./tls-messages";

const headLength = 5;
/** A record holds at most 2^14 bytes, and 2^11 that encryption and compression may add (RFC 5246 §6.2.3). */
const mostLength = 2 ** 14 + 2 ** 11;
const [changeCipherSpec, alert, handshake, applicationData] = [20, 21, 22, 23];

/** The type of a handshake message; without it, the record is encrypted. */
function findHandshake(b: Uint8Array, at: number, limit: number, wholeLimit: number): Found | undefined {
  if (limit - at < 4) return undefined;
  const type = b[at]!;
  const size = 4 + (b[at + 1]! << 16) + u16(b, at + 2);
  // The first bytes of what is encrypted are often zeros, as those of a hello_request are, which comes alone.
  const isKnown = type in tlsHandshakes && (type !== 0 || limit - at === 4);
  if (!isKnown || at + size > wholeLimit) return undefined;
  const { definition } = { 1: TLSClientHello, 2: TLSServerHello }[type] ?? TLSHandshake;
  return { definition, size: Math.min(size, limit - at) };
}

/** The message at `at` in the record that begins at `origin`, whose end may be in another segment. */
function findMessage(b: Uint8Array, at: number, limit: number, origin: number): Found | undefined {
  const left = limit - at;
  switch (b[origin]) {
    case handshake:
      return findHandshake(b, at, limit, origin + headLength + u16(b, origin + 3));
    case alert:
      return left === 2 ? { definition: TLSAlert.definition, size: 2 } : undefined;
    case changeCipherSpec:
      return left === 1 ? { definition: TLSChangeCipherSpec.definition, size: 1 } : undefined;
    case applicationData:
      return { definition: TLSApplicationData.definition, size: left };
    default:
      return undefined;
  }
}

const fields = {
  type: uint(8, { default: handshake, names: tlsTypes, doc: "what the record holds" }),
  version: uint(16, {
    default: 0x0301,
    names: tlsVersions,
    hex: true,
    doc: "version, without a meaning since TLS 1.3: the hellos tell",
  }),
  len: uint(16, {
    auto: lengthOfFields([], inNextSegment),
    doc: "length of what the record holds, in bytes",
  }),
  msg: structures<never, Fields>({
    doc: "the messages in it; bytes where they are encrypted, or parts of messages",
    find: findMessage,
    parse() {
      throw new Refusal("that is not a message of TLS", "Write TLSClientHello({ … }), or bytes.");
    },
    like: "TLSClientHello({ … }), or bytes",
    line: messageLine,
    rest: "encrypted, or part of a message",
  }),
};

/** The fields of a TLS record. */
export interface TLSValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface TLSInit extends InitOf<typeof fields>, Named {}

/** Whether a record begins here, as far as its head tells. */
function isRecord(b: Uint8Array, o: number, e: number): boolean {
  return (
    o + headLength <= e &&
    b[o]! >= 20 &&
    b[o]! <= 24 &&
    b[o + 1] === 3 &&
    b[o + 2]! <= 4 &&
    u16(b, o + 3) <= mostLength
  );
}

/**
 * A TLS record: five bytes that say what it is and how long, and messages, or what encryption made of them. A segment
 * often has several; what is not all here goes on in the next segment.
 *
 * @example
 * ```ts
 * import { packet, IP, TCP, TLS, TLSAlert } from "netcell";
 * packet(IP(), TCP(), TLS({ type: "alert", msg: TLSAlert({ level: "fatal", descr: "handshake_failure" }) }))
 * ```
 */
export const TLS: Protocol<TLSValues, TLSInit> = protocol<TLSValues, TLSInit>({
  name: "TLS",
  title: "Transport Layer Security",
  rfc: "RFC 8446 §5.1",
  layer: 6,
  pdu: "record",
  fields,
  summary: ({ msg, type }) => `TLS ${told(msg as TLSValues["msg"]) || tlsTypes[type as 20] || type}`,
  // scapy's records depend on the session that they belong to.
  unknownToScapy: () => true,
  limits: {
    min: 1,
    is: isRecord,
    size: (b, o, e) => Math.min(headLength + u16(b, o + 3), e - o),
    end: untilLimit,
    next: (b, o, h, e) => (isRecord(b, o + h, e) ? TLS.definition.id : 0),
  },
});

const told = (messages: TLSValues["msg"]) =>
  messages
    .map((each) => (each instanceof Uint8Array ? `${each.length} bytes` : messageLine(each)))
    .join(", ");

guess(TCP, { first: Object.keys(tlsTypes).map(Number) }, TLS);
overload(TCP, { dport: 443 }, TLS);
