/** DNS: questions, records of every type, compressed names, EDNS, mDNS, messages over TCP. */
import {
  DNS,
  type DNSInit,
  DNSQR,
  DNSRR,
  DNSRRDNSKEY,
  DNSRRDS,
  DNSRRHTTPS,
  DNSRRMX,
  DNSRROPT,
  DNSRRRSIG,
  DNSRRSOA,
  DNSRRSRV,
  DNSRRSVCB,
  DNSTCP,
  Ether,
  IP,
  IPv6,
  packet,
  TCP,
  UDP,
} from "../../../lib/packets";
import { type Cut, sample } from "./sample";

const ether = Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
const ip = IP({ src: "10.0.0.1", dst: "10.0.0.53" });
const ask = (init: DNSInit) => packet(ether, ip, UDP({ sport: 40000 }), DNS({ id: 4660, ...init }));
const answer = (init: DNSInit) =>
  packet(
    ether,
    IP({ src: "10.0.0.53", dst: "10.0.0.1" }),
    UDP({ sport: 53, dport: 40000 }),
    DNS({ id: 4660, qr: 1, ra: 1, ...init }),
  );
const mdns = (init: DNSInit) =>
  packet(
    ether,
    IP({ src: "10.0.0.1", dst: "224.0.0.251", ttl: 255 }),
    UDP({ sport: 5353, dport: 5353 }),
    DNS({ rd: 0, ...init }),
  );
const dnssec = { rrname: "example.com", ttl: 3600 };

export const samples = [
  sample("DNS question", ask({ qd: "example.com" })),
  sample("DNS question with every flag", ask({ qd: "example.com", aa: 1, tc: 1, ra: 1, z: 1, ad: 1, cd: 1 })),
  sample(
    "DNS question with EDNS",
    ask({
      qd: [{ qname: "example.com", qtype: "AAAA" }],
      ar: [
        DNSRROPT({
          rclass: 1232,
          z: 0,
          rdata: [
            ["COOKIE", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
            [65001, Uint8Array.of(7)],
          ],
        }),
      ],
    }),
  ),
  sample(
    "DNS answer with an address",
    answer({
      qd: "example.com",
      an: [
        { rrname: "example.com", ttl: 300, rdata: "192.0.2.1" },
        { rrname: "example.com", type: "AAAA", ttl: 300, rdata: "2001:db8::1" },
      ],
    }),
  ),
  sample(
    "DNS answer with compressed names",
    answer({
      aa: 1,
      qd: "www.example.com",
      an: [
        { rrname: [12], type: "CNAME", ttl: 60, rdata: ["web", 16] },
        { rrname: ["web", 16], ttl: 60, rdata: "192.0.2.1" },
      ],
      ns: [{ rrname: [16], type: "NS", ttl: 60, rdata: ["ns1", 16] }],
    }),
  ),
  sample(
    "DNS name error",
    answer({
      rcode: "name-error",
      qd: "nowhere.example.com",
      ns: [
        DNSRRSOA({
          rrname: "example.com",
          ttl: 60,
          mname: "ns1.example.com",
          rname: "admin.example.com",
          serial: 2026,
          refresh: 7200,
          retry: 900,
          expire: 1209600,
          minimum: 300,
        }),
      ],
    }),
  ),
  sample(
    "DNS answer with mail, service and texts",
    answer({
      qd: [DNSQR({ qname: "example.com", qtype: "ALL" })],
      an: [
        DNSRRMX({ rrname: "example.com", preference: 10, exchange: "mail.example.com" }),
        DNSRRSRV({
          rrname: "_http._tcp.example.com",
          priority: 1,
          weight: 2,
          port: 8080,
          target: "web.example.com",
        }),
        DNSRR({ rrname: "1.2.0.192.in-addr.arpa", type: "PTR", rdata: "example.com" }),
        DNSRR({ rrname: "old.example.com", type: "DNAME", rdata: "example.com" }),
      ],
      ar: [
        DNSRR({ rrname: "example.com", type: "CAA", rdata: { tag: "issue", value: "ca.example.net" } }),
        DNSRR({ rrname: "example.com", type: "TXT", rdata: ["v=spf1 -all", "", "größer"] }),
      ],
    }),
  ),
  sample(
    "DNS answer with bindings of services",
    answer({
      qd: [{ qname: "example.com", qtype: "HTTPS" }],
      an: [
        DNSRRHTTPS({
          rrname: "example.com",
          svc_priority: 1,
          svc_params: [
            ["alpn", ["h2", "h3"]],
            ["port", 8443],
            ["ipv4hint", ["192.0.2.1"]],
            ["ipv6hint", ["2001:db8::1"]],
          ],
        }),
        DNSRRSVCB({ rrname: "_dns.example.com", svc_priority: 0, target_name: "dns.example.com" }),
      ],
    }),
  ),
  sample(
    "DNS answer with keys and signatures",
    answer({
      ad: 1,
      qd: "example.com",
      an: [
        DNSRRDNSKEY({ ...dnssec, flags: 257, algorithm: 13, publickey: Uint8Array.of(1, 2, 3, 4) }),
        DNSRRDS({
          ...dnssec,
          keytag: 12345,
          algorithm: 13,
          digesttype: 2,
          digest: new Uint8Array(32).fill(7),
        }),
        DNSRRRSIG({
          ...dnssec,
          typecovered: "DNSKEY",
          algorithm: 13,
          labels: 2,
          originalttl: 3600,
          expiration: 1767225600,
          inception: 1764547200,
          keytag: 12345,
          signersname: "example.com",
          signature: new Uint8Array(64).fill(9),
        }),
      ],
    }),
  ),
  sample(
    "DNS answer of a type that nobody knows",
    answer({
      qd: [{ qname: "example.com", qtype: 65280 }],
      an: [{ rrname: "example.com", type: 65280, rclass: "CH", rdata: Uint8Array.of(1, 2, 3) }],
    }),
  ),
  sample("DNS notify", ask({ opcode: "NOTIFY", aa: 1, qd: [{ qname: "example.com", qtype: "SOA" }] })),
  sample("mDNS question", mdns({ qd: [{ qname: "_http._tcp.local", qtype: "PTR", unicastresponse: 1 }] })),
  sample(
    "mDNS answer",
    mdns({
      qr: 1,
      aa: 1,
      qd: [],
      an: [
        { rrname: "_http._tcp.local", type: "PTR", ttl: 4500, rdata: ["Drucker im Büro", 12] },
        { rrname: "printer.local", cacheflush: 1, ttl: 120, rdata: "10.0.0.9" },
      ],
    }),
  ),
  sample(
    "DNS over IPv6",
    packet(
      IPv6({ src: "2001:db8::1", dst: "2001:db8::53" }),
      UDP({ sport: 40000 }),
      DNS({ qd: "example.com" }),
    ),
  ),
  sample(
    "DNS over TCP",
    packet(
      ether,
      ip,
      TCP({ sport: 40000, flags: "PA" }),
      DNSTCP({ id: 7, qd: [{ qname: "example.com", qtype: "AXFR" }] }),
    ),
  ),
];

/**
 * tshark's names for our fields; several where it has one for each type of record. It shows some flags in answers or in
 * mDNS alone: dns-packet judges those.
 */
export const tshark = {
  "DNS.id": "dns.id",
  "DNS.qr": "dns.flags.response",
  "DNS.opcode": "dns.flags.opcode",
  "DNS.tc": "dns.flags.truncated|dns.flags.conflict",
  "DNS.rd": "dns.flags.recdesired",
  "DNS.z": "dns.flags.z",
  "DNS.cd": "dns.flags.checkdisable",
  "DNS.qdcount": "dns.count.queries",
  "DNS.ancount": "dns.count.answers",
  "DNS.nscount": "dns.count.auth_rr",
  "DNS.arcount": "dns.count.add_rr",
  "DNSTCP.length": "dns.length",
  "DNSTCP.id": "dns.id",
  "DNSTCP.qd.DNSQR.qname": "dns.qry.name",
  "DNSTCP.qd.DNSQR.qtype": "dns.qry.type",
  "DNS.qd.DNSQR.qname": "dns.qry.name",
  "DNS.qd.DNSQR.qtype": "dns.qry.type",
  "DNS.an.DNSRR.rrname": "dns.resp.name",
  "DNS.an.DNSRR.type": "dns.resp.type",
  "DNS.an.DNSRR.ttl": "dns.resp.ttl",
  "DNS.an.DNSRR.rdlen": "dns.resp.len",
  "DNS.an.DNSRR.rdata": "dns.a|dns.aaaa|dns.cname|dns.ptr.domain_name|dns.dname|dns.data",
  "DNS.ns.DNSRR.rdata": "dns.ns",
  // It shows a CAA's parts alone.
  "DNS.ar.DNSRR.rdata.len": "dns.txt.length",
  "DNS.ar.DNSRR.rdata.text": "dns.txt",
  "DNS.an.DNSRRMX.preference": "dns.mx.preference",
  "DNS.an.DNSRRMX.exchange": "dns.mx.mail_exchange",
  "DNS.an.DNSRRSRV.priority": "dns.srv.priority",
  "DNS.an.DNSRRSRV.weight": "dns.srv.weight",
  "DNS.an.DNSRRSRV.port": "dns.srv.port",
  "DNS.an.DNSRRSRV.target": "dns.srv.target",
  "DNS.ns.DNSRRSOA.mname": "dns.soa.mname",
  "DNS.ns.DNSRRSOA.rname": "dns.soa.rname",
  "DNS.ns.DNSRRSOA.serial": "dns.soa.serial_number",
  "DNS.ns.DNSRRSOA.refresh": "dns.soa.refresh_interval",
  "DNS.ns.DNSRRSOA.retry": "dns.soa.retry_interval",
  "DNS.ns.DNSRRSOA.expire": "dns.soa.expire_limit",
  "DNS.ns.DNSRRSOA.minimum": "dns.soa.minimum_ttl",
  "DNS.ar.DNSRROPT.rclass": "dns.rr.udp_payload_size",
  "DNS.ar.DNSRROPT.extrcode": "dns.resp.ext_rcode",
  "DNS.ar.DNSRROPT.version": "dns.resp.edns0_version",
  "DNS.ar.DNSRROPT.z": "dns.resp.z",
  "DNS.an.DNSRRHTTPS.svc_priority": "dns.svcb.svcpriority",
  "DNS.an.DNSRRHTTPS.target_name": "dns.svcb.targetname",
  "DNS.an.DNSRRHTTPS.svc_params.alpn": "dns.svcb.svcparam",
  "DNS.an.DNSRRHTTPS.svc_params.port": "dns.svcb.svcparam",
  "DNS.an.DNSRRDNSKEY.flags": "dns.dnskey.flags",
  "DNS.an.DNSRRDNSKEY.protocol": "dns.dnskey.protocol",
  "DNS.an.DNSRRDNSKEY.algorithm": "dns.dnskey.algorithm",
  "DNS.an.DNSRRDNSKEY.publickey": "dns.dnskey.public_key",
  "DNS.an.DNSRRDS.keytag": "dns.ds.key_id",
  "DNS.an.DNSRRDS.algorithm": "dns.ds.algorithm",
  "DNS.an.DNSRRDS.digesttype": "dns.ds.digest_type",
  "DNS.an.DNSRRDS.digest": "dns.ds.digest",
  "DNS.an.DNSRRRSIG.typecovered": "dns.rrsig.type_covered",
  "DNS.an.DNSRRRSIG.labels": "dns.rrsig.labels",
  "DNS.an.DNSRRRSIG.originalttl": "dns.rrsig.original_ttl",
  "DNS.an.DNSRRRSIG.expiration": "dns.rrsig.signature_expiration",
  "DNS.an.DNSRRRSIG.inception": "dns.rrsig.signature_inception",
  "DNS.an.DNSRRRSIG.keytag": "dns.rrsig.key_tag",
  "DNS.an.DNSRRRSIG.signersname": "dns.rrsig.signers_name",
  "DNS.an.DNSRRRSIG.signature": "dns.rrsig.signature",
};

/** What the next name, question or record needs, walked byte by byte, in a message that was cut. */
function needed(b: Uint8Array): number {
  const word = (at: number) => 256 * b[at]! + b[at + 1]!;
  let at = 12;
  for (let i = 0; i < word(4) + word(6) + word(8) + word(10) && at <= b.length; i++) {
    const asks = i < word(4);
    while (at < b.length && b[at]! > 0 && b[at]! < 64) at += 1 + b[at]!;
    if (at >= b.length) return at + (asks ? 5 : 11);
    at += (b[at]! < 64 ? 1 : 2) + (asks ? 4 : 10);
    if (!asks && at <= b.length) at += word(at - 2);
  }
  return at;
}

export const cuts: Readonly<Record<string, Cut>> = {
  DNS: (beginning) => (beginning.length < 12 ? "whole" : { need: needed(beginning) }),
  DNSTCP: () => "whole",
};

/** Half lines of ours that tcpdump words otherwise: why, and what we say. */
export const summaries: Readonly<Record<string, readonly [why: string, ours: string]>> = {
  "DNS answer with bindings of services": [
    "types by their names, of which tcpdump does not know these",
    "IP 10.0.0.53.53 > 10.0.0.1.40000: 4660 2/0/0 HTTPS, SVCB (146)",
  ],
  "DNS answer of a type that nobody knows": [
    "a class by the name that zone files have for it",
    "IP 10.0.0.53.53 > 10.0.0.1.40000: 4660 1/0/0 CH Type65280 (55)",
  ],
  "mDNS answer": [
    "text as people read it",
    "IP 10.0.0.1.5353 > 224.0.0.251.5353: 0*- [0q] 2/0/0 PTR Drucker im Büro._http._tcp.local., (Cache flush) A 10.0.0.9 (88)",
  ],
  "DNS over TCP": [
    "a colon behind every layer",
    "IP 10.0.0.1.40000 > 10.0.0.53.53: Flags [P.], seq 0:31, ack 0, win 8192, length 31: 7+ AXFR? example.com. (29)",
  ],
};
