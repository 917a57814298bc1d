/** Numbers in DNS messages by their names (IANA Domain Name System Parameters), as scapy spells them. */

/** Types of resource records (RFC 1035 §3.2.2, RFC 6895 §3.1). */
export const dnsTypes = {
  1: "A",
  2: "NS",
  5: "CNAME",
  6: "SOA",
  12: "PTR",
  13: "HINFO",
  15: "MX",
  16: "TXT",
  28: "AAAA",
  33: "SRV",
  35: "NAPTR",
  39: "DNAME",
  41: "OPT",
  43: "DS",
  44: "SSHFP",
  46: "RRSIG",
  47: "NSEC",
  48: "DNSKEY",
  50: "NSEC3",
  51: "NSEC3PARAM",
  52: "TLSA",
  64: "SVCB",
  65: "HTTPS",
  249: "TKEY",
  250: "TSIG",
  256: "URI",
  257: "CAA",
} as const;

/** Types that exist in questions only (RFC 1035 §3.2.3). */
export const dnsQuestionTypes = { ...dnsTypes, 251: "IXFR", 252: "AXFR", 255: "ALL" } as const;

/** Classes (RFC 1035 §3.2.4). */
export const dnsClasses = { 1: "IN", 3: "CH", 4: "HS", 254: "NONE", 255: "ANY" } as const;

/** Operations that a message asks for (RFC 1035 §4.1.1, RFC 1996, RFC 2136). */
export const dnsOpcodes = { 0: "QUERY", 1: "IQUERY", 2: "STATUS", 4: "NOTIFY", 5: "UPDATE" } as const;

/** Results of an operation (RFC 1035 §4.1.1, RFC 2136 §2.2). */
export const dnsRcodes = {
  0: "ok",
  1: "format-error",
  2: "server-failure",
  3: "name-error",
  4: "not-implemented",
  5: "refused",
  6: "YXDomain",
  7: "YXRRSet",
  8: "NXRRSet",
  9: "NotAuth",
  10: "NotZone",
} as const;

/** Algorithms of DNSSEC (RFC 8624 §3.1). */
export const dnssecAlgorithms = {
  5: "RSA/SHA-1",
  7: "RSASHA1-NSEC3-SHA1",
  8: "RSA/SHA-256",
  10: "RSA/SHA-512",
  13: "ECDSA Curve P-256 with SHA-256",
  14: "ECDSA Curve P-384 with SHA-384",
  15: "Ed25519",
  16: "Ed448",
} as const;

/** Digests of DNSSEC (RFC 8624 §3.3). */
export const dnssecDigests = { 1: "SHA-1", 2: "SHA-256", 4: "SHA-384" } as const;
