/** Resource records with data of several fields: MX, SOA, SRV, OPT, HTTPS, and those of DNSSEC. */

import { bytes } from "../fields/bytes";
import { uint } from "../fields/uint";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { dnsClasses, dnssecAlgorithms, dnssecDigests, dnsTypes } from "../names/dns";
import { domainName } from "./dns-name";
import { ednsOptions, svcParams } from "./dns-rdata";
import { head, length, lifetime, owner, record, seconds, type } from "./dns-records";

const mxFields = {
  ...head(15),
  preference: uint(16, { doc: "the lowest is tried first" }),
  exchange: domainName({ doc: "host that takes mail for this name" }),
};
/** The fields of an MX record. */
export interface DNSRRMXValues extends ValuesOf<typeof mxFields> {}
/** The same to be written: each may be left out. */
export interface DNSRRMXInit extends InitOf<typeof mxFields>, Named {}
/** The host that takes mail for a name. */
export const DNSRRMX = record<DNSRRMXValues, DNSRRMXInit>(
  "DNSRRMX",
  "DNS mail exchange",
  "RFC 1035 §3.3.9",
  mxFields,
);

const soaFields = {
  ...owner(),
  /** Type of the record. */
  type: type(6),
  rclass: uint(16, { default: 1, names: dnsClasses, doc: "class, in practice IN, the Internet" }),
  ...lifetime(),
  ...length(),
  mname: domainName({ doc: "first name server of the zone" }),
  rname: domainName({ doc: "mail address of who is responsible, with a dot for the at sign" }),
  serial: uint(32, { doc: "version of the zone" }),
  refresh: uint(32, { doc: "seconds until the other servers look for a new version", meaning: seconds }),
  retry: uint(32, { doc: "seconds until they try again", meaning: seconds }),
  expire: uint(32, { doc: "seconds until they give up the zone", meaning: seconds }),
  /** Seconds that "there is no such name" may be kept (RFC 2308 §4). */
  minimum: uint(32, {
    doc: `seconds that "there is no such name" may be kept (RFC 2308 §4)`,
    meaning: seconds,
  }),
};
/** The fields of an SOA record. */
export interface DNSRRSOAValues extends ValuesOf<typeof soaFields> {}
/** The same to be written: each may be left out. */
export interface DNSRRSOAInit extends InitOf<typeof soaFields>, Named {}
/** Start of authority: who is responsible for a zone, and how its copies are kept. */
export const DNSRRSOA = record<DNSRRSOAValues, DNSRRSOAInit>(
  "DNSRRSOA",
  "DNS start of authority",
  "RFC 1035 §3.3.13",
  soaFields,
);

const srvFields = {
  ...head(33),
  priority: uint(16, { doc: "the lowest is tried first" }),
  weight: uint(16, { doc: "share among those of one priority" }),
  port: uint(16, { doc: "port of the service" }),
  target: domainName({ doc: "host of the service" }),
};
/** The fields of an SRV record. */
export interface DNSRRSRVValues extends ValuesOf<typeof srvFields> {}
/** The same to be written: each may be left out. */
export interface DNSRRSRVInit extends InitOf<typeof srvFields>, Named {}
/** On which host and port a service is. */
export const DNSRRSRV = record<DNSRRSRVValues, DNSRRSRVInit>(
  "DNSRRSRV",
  "DNS location of a service",
  "RFC 2782",
  srvFields,
);

const optFields = {
  ...owner(),
  /** Type of the record. */
  type: type(41),
  rclass: uint(16, { default: 4096, doc: "bytes that the sender takes in a datagram" }),
  extrcode: uint(8, { doc: "upper bits of the rcode" }),
  version: uint(8, { doc: "version of EDNS, 0" }),
  z: uint(16, {
    default: 0x8000,
    hex: true,
    doc: "flags: 0x8000 asks for DNSSEC records",
    meaning: (value) => (value & 0x8000 ? "DO: send me DNSSEC records too" : undefined),
  }),
  ...length(),
  /** Options. */
  rdata: ednsOptions,
};
/** The fields of an OPT record. */
export interface DNSRROPTValues extends ValuesOf<typeof optFields> {}
/** The same to be written: each may be left out. */
export interface DNSRROPTInit extends InitOf<typeof optFields>, Named {}
/** Extensions of the message (EDNS): it is a record in form alone, and stands among the additional ones. */
export const DNSRROPT = record<DNSRROPTValues, DNSRROPTInit>(
  "DNSRROPT",
  "DNS extensions (EDNS)",
  "RFC 6891 §6.1.2",
  optFields,
);

const svcbFields = (number: number) => ({
  ...head(number),
  svc_priority: uint(16, { doc: "0: an alias; else the lowest is tried first" }),
  target_name: domainName({ doc: "host of the service; . for the owner of the record" }),
  /** Facts to know before connecting. */
  svc_params: svcParams,
});
const httpsFields = svcbFields(65);
/** The fields of an HTTPS or SVCB record. */
export interface DNSRRSVCBValues extends ValuesOf<typeof httpsFields> {}
/** The same to be written: each may be left out. */
export interface DNSRRSVCBInit extends InitOf<typeof httpsFields>, Named {}
/** The way to a web server: protocols, port, addresses. */
export const DNSRRHTTPS = record<DNSRRSVCBValues, DNSRRSVCBInit>(
  "DNSRRHTTPS",
  "DNS HTTPS binding",
  "RFC 9460 §9",
  httpsFields,
);
/** The way to a service: protocols, port, addresses. */
export const DNSRRSVCB = record<DNSRRSVCBValues, DNSRRSVCBInit>(
  "DNSRRSVCB",
  "DNS service binding",
  "RFC 9460 §2",
  svcbFields(64),
);

const algorithm = () => uint(8, { default: 5, names: dnssecAlgorithms, doc: "algorithm of the key" });
const dsFields = {
  ...head(43),
  keytag: uint(16, { doc: "short number of the key" }),
  /** Algorithm of the key. */
  algorithm: algorithm(),
  digesttype: uint(8, { default: 5, names: dnssecDigests, doc: "algorithm of the digest" }),
  digest: bytes({ doc: "digest of the key" }),
};
/** The fields of a DS record. */
export interface DNSRRDSValues extends ValuesOf<typeof dsFields> {}
/** The same to be written: each may be left out. */
export interface DNSRRDSInit extends InitOf<typeof dsFields>, Named {}
/** Which key signs the zone below this name. */
export const DNSRRDS = record<DNSRRDSValues, DNSRRDSInit>(
  "DNSRRDS",
  "DNS delegation signer",
  "RFC 4034 §5",
  dsFields,
);

const keyFields = {
  ...head(48),
  flags: uint(16, { default: 256, doc: "256: key of a zone, 257: its main one" }),
  protocol: uint(8, { default: 3, doc: "3" }),
  /** Algorithm of the key. */
  algorithm: algorithm(),
  publickey: bytes({ doc: "the key" }),
};
/** The fields of a DNSKEY record. */
export interface DNSRRDNSKEYValues extends ValuesOf<typeof keyFields> {}
/** The same to be written: each may be left out. */
export interface DNSRRDNSKEYInit extends InitOf<typeof keyFields>, Named {}
/** A key that signs records. */
export const DNSRRDNSKEY = record<DNSRRDNSKEYValues, DNSRRDNSKEYInit>(
  "DNSRRDNSKEY",
  "DNS key",
  "RFC 4034 §2",
  keyFields,
);

const signatureFields = {
  ...head(46),
  typecovered: uint(16, { default: 1, names: dnsTypes, doc: "type of the records that are signed" }),
  /** Algorithm of the key. */
  algorithm: algorithm(),
  labels: uint(8, { doc: "labels of the name, without a wildcard" }),
  originalttl: uint(32, { doc: "their ttl when they were signed", meaning: seconds }),
  expiration: uint(32, { scapyUsesHost: true, doc: "valid until, in seconds since 1970", meaning: date }),
  inception: uint(32, { scapyUsesHost: true, doc: "valid from, in seconds since 1970", meaning: date }),
  keytag: uint(16, { doc: "short number of the key" }),
  signersname: domainName({ doc: "zone whose key it is" }),
  signature: bytes({ doc: "the signature" }),
};
/** The fields of an RRSIG record. */
export interface DNSRRRSIGValues extends ValuesOf<typeof signatureFields> {}
/** The same to be written: each may be left out. */
export interface DNSRRRSIGInit extends InitOf<typeof signatureFields>, Named {}
/** The signature over all records of one name and type. */
export const DNSRRRSIG = record<DNSRRRSIGValues, DNSRRRSIGInit>(
  "DNSRRRSIG",
  "DNS signature",
  "RFC 4034 §3",
  signatureFields,
);

function date(value: number): string {
  return new Date(1000 * value).toISOString().replace(".000", "");
}
