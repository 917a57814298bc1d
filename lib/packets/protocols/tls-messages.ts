/** Messages in records of TLS: hellos, other messages of the handshake, alerts, and what is encrypted. */

import { bytes } from "../fields/bytes";
import { numbers } from "../fields/numbers";
import { uint } from "../fields/uint";
import type { FieldTable, InitOf, Named, ValuesOf } from "../model/field";
import { type Limits, untilLimit } from "../model/limits";
import { lengthOfFields } from "../model/rules";
import { tlsAlerts, tlsCiphers, tlsHandshakes, tlsName, tlsVersions } from "../names/tls";
import type { Protocol } from "../packet";
import { protocol } from "../protocol";
import { tlsExtensions } from "./tls-extensions";

const rest = (min: number): Limits => ({ min, size: (_b, o, e) => e - o, end: untilLimit, next: () => 0 });

function message<V extends object, I>(
  name: string,
  title: string,
  rfc: string,
  fields: FieldTable,
  limits: Limits,
): Protocol<V, I> {
  return protocol<V, I>({
    name,
    title,
    rfc,
    layer: 6,
    pdu: "message",
    fields,
    limits,
    unknownToScapy: () => true,
  });
}

/** The beginning of all messages of the handshake. */
const head = (type: number) => ({
  msgtype: uint(8, { default: type, names: tlsHandshakes, doc: "kind of message" }),
  msglen: uint(24, { auto: lengthOfFields(), doc: "length of what follows, in bytes" }),
});

const hello = (type: number) => ({
  ...head(type),
  version: uint(16, {
    default: 0x0303,
    names: tlsVersions,
    hex: true,
    doc: "version, for those that know no extensions: at most TLS 1.2",
  }),
  random_bytes: bytes({ extent: () => 32, width: () => 32, doc: "32 random bytes" }),
  sidlen: uint(8, { auto: lengthOfFields(["sid"]), doc: "length of the session's name, in bytes" }),
  sid: bytes({
    extent: (known) => known.sidlen as number,
    doc: "name of the session; in TLS 1.3 without a meaning",
  }),
});

const extensions = () => ({
  extlen: uint(16, { auto: lengthOfFields(["ext"]), doc: "length of the extensions, in bytes" }),
  /** Extensions. */
  ext: tlsExtensions,
});

const cipher = (value: number) => tlsName(tlsCiphers, value);

const clientHelloFields = {
  ...hello(1),
  cipherslen: uint(16, {
    auto: lengthOfFields(["ciphers"]),
    doc: "length of the list of cipher suites, in bytes",
  }),
  ciphers: numbers(16, {
    names: tlsCiphers,
    named: cipher,
    default: [0x1301, 0x1302, 0x1303],
    extent: (known) => known.cipherslen as number,
    doc: "cipher suites that the client can, the first is liked best",
  }),
  complen: uint(8, { auto: lengthOfFields(["comp"]), doc: "length of the list of compressions, in bytes" }),
  comp: numbers(8, {
    names: { 0: "null", 1: "DEFLATE" },
    named: (value) => ({ 0: "null", 1: "DEFLATE" })[value] ?? String(value),
    default: [0],
    extent: (known) => known.complen as number,
    doc: "compressions: 0 is none, and the only one that is safe",
  }),
  ...extensions(),
};

/** The fields of a ClientHello. */
export interface TLSClientHelloValues extends ValuesOf<typeof clientHelloFields> {}
/** The same to be written: each may be left out. */
export interface TLSClientHelloInit extends InitOf<typeof clientHelloFields>, Named {}

/**
 * The first message of a TLS connection, which everybody on the way can read: what the client can, and the name of the
 * server that it wants.
 *
 * @example
 * ```ts
 * import { packet, IP, TCP, TLS, TLSClientHello } from "netcell";
 * packet(IP(), TCP(), TLS({ msg: TLSClientHello({ ext: [["server_name", "example.com"]] }) }))
 * ```
 */
export const TLSClientHello = message<TLSClientHelloValues, TLSClientHelloInit>(
  "TLSClientHello",
  "TLS client hello",
  "RFC 8446 §4.1.2",
  clientHelloFields,
  rest(4),
);

const serverHelloFields = {
  ...hello(2),
  cipher: uint(16, {
    default: 0x1301,
    names: tlsCiphers,
    hex: true,
    doc: "cipher suite that the server chose",
  }),
  comp: uint(8, { names: { 0: "null" }, doc: "compression, 0: none" }),
  ...extensions(),
};

/** The fields of a ServerHello. */
export interface TLSServerHelloValues extends ValuesOf<typeof serverHelloFields> {}
/** The same to be written: each may be left out. */
export interface TLSServerHelloInit extends InitOf<typeof serverHelloFields>, Named {}

/** The server's answer to a ClientHello: what it chose. */
export const TLSServerHello = message<TLSServerHelloValues, TLSServerHelloInit>(
  "TLSServerHello",
  "TLS server hello",
  "RFC 8446 §4.1.3",
  serverHelloFields,
  rest(4),
);

const handshakeFields = {
  ...head(11),
  msg: bytes({ extent: (known) => known.msglen as number, doc: "the message" }),
};

/** The fields of any other message of the handshake. */
export interface TLSHandshakeValues extends ValuesOf<typeof handshakeFields> {}
/** The same to be written: each may be left out. */
export interface TLSHandshakeInit extends InitOf<typeof handshakeFields>, Named {}

/** A message of the handshake that is not a hello. */
export const TLSHandshake = message<TLSHandshakeValues, TLSHandshakeInit>(
  "TLSHandshake",
  "TLS handshake message",
  "RFC 8446 §4",
  handshakeFields,
  rest(4),
);

const alertFields = {
  level: uint(8, { default: 1, names: { 1: "warning", 2: "fatal" }, doc: "how bad it is" }),
  descr: uint(8, { names: tlsAlerts, doc: "what happened" }),
};

/** The fields of an alert. */
export interface TLSAlertValues extends ValuesOf<typeof alertFields> {}
/** The same to be written: each may be left out. */
export interface TLSAlertInit extends InitOf<typeof alertFields>, Named {}

/** An alert: why the connection ends. */
export const TLSAlert = message<TLSAlertValues, TLSAlertInit>(
  "TLSAlert",
  "TLS alert",
  "RFC 8446 §6",
  alertFields,
  rest(2),
);

const changeFields = {
  msgtype: uint(8, { default: 1, names: { 1: "change_cipher_spec" }, doc: "1" }),
};

/** The fields of a ChangeCipherSpec. */
export interface TLSChangeCipherSpecValues extends ValuesOf<typeof changeFields> {}
/** The same to be written: each may be left out. */
export interface TLSChangeCipherSpecInit extends InitOf<typeof changeFields>, Named {}

/** From here on it is encrypted; in TLS 1.3 a relic that keeps old machines on the way content. */
export const TLSChangeCipherSpec = message<TLSChangeCipherSpecValues, TLSChangeCipherSpecInit>(
  "TLSChangeCipherSpec",
  "TLS change cipher spec",
  "RFC 5246 §7.1",
  changeFields,
  rest(1),
);

const dataFields = {
  data: bytes({ doc: "encrypted data" }),
};

/** The fields of encrypted data. */
export interface TLSApplicationDataValues extends ValuesOf<typeof dataFields> {}
/** The same to be written: each may be left out. */
export interface TLSApplicationDataInit extends InitOf<typeof dataFields>, Named {}

/** Encrypted application data; in TLS 1.3 also all of the handshake behind the hellos. */
export const TLSApplicationData = message<TLSApplicationDataValues, TLSApplicationDataInit>(
  "TLSApplicationData",
  "TLS encrypted application data",
  "RFC 8446 §5.2",
  dataFields,
  rest(1),
);
