/** One packet of every kind that the tests look at from several sides; all made here, none captured. */
import {
  AH,
  type AnyProtocol,
  ARP,
  CookedLinux,
  CookedLinuxV2,
  Dot1Q,
  Ether,
  ICMP,
  ICMPv6DestUnreach,
  ICMPv6EchoReply,
  ICMPv6EchoRequest,
  ICMPv6ND_NA,
  ICMPv6ND_NS,
  ICMPv6ND_RA,
  ICMPv6ND_Redirect,
  ICMPv6ND_RS,
  ICMPv6NDOptDstLLAddr,
  ICMPv6NDOptMTU,
  ICMPv6NDOptPrefixInfo,
  ICMPv6NDOptSrcLLAddr,
  ICMPv6PacketTooBig,
  ICMPv6ParamProblem,
  ICMPv6TimeExceeded,
  ICMPv6Unknown,
  IP,
  IPv6,
  IPv6ExtHdrDestOpt,
  IPv6ExtHdrFragment,
  IPv6ExtHdrHopByHop,
  IPv6ExtHdrRouting,
  Loopback,
  type Packet,
  Padding,
  packet,
  TCP,
  UDP,
} from "../../lib/packets";

/** A packet, and what its bytes begin with. */
export interface Sample {
  readonly name: string;
  readonly from: AnyProtocol;
  readonly packet: Packet;
}

const ether = Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
const ip = IP({ src: "10.0.0.1", dst: "10.0.0.2" });
const ip6 = IPv6({ src: "2001:db8::1", dst: "2001:db8::2" });
const udp = UDP({ sport: 40000, dport: 40001 });
const sample = (name: string, made: Packet): Sample => ({
  name,
  from: { Ether, IP, IPv6, CookedLinux, CookedLinuxV2, Loopback }[made.layers[0]!.name]!,
  packet: made,
});

export const samples: readonly Sample[] = [
  sample("the line of the source notes", packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n")),
  sample("UDP with odd data", packet(ether, ip, udp, "odd")),
  sample("UDP without data", packet(ether, ip, udp)),
  sample("UDP over IPv6", packet(ether, ip6, udp, "hello")),
  sample("UDP without checksum", packet(ether, ip, udp.with({ chksum: 0 }), "hello")),
  sample(
    "TCP with every option",
    packet(
      ether,
      ip.with({ flags: "DF", ttl: 1, id: 0xbeef, tos: 0xb8 }),
      TCP({
        sport: 40000,
        dport: "https",
        seq: 4294967295,
        ack: 7,
        flags: "SA",
        options: [
          ["MSS", 1460],
          "NOP",
          ["WScale", 7],
          "SAckOK",
          ["Timestamp", [1, 4294967295]],
          ["SAck", [1, 2, 3, 4]],
        ],
      }),
      "data",
    ),
  ),
  sample(
    "TCP with rare options",
    packet(
      ether,
      ip,
      TCP({
        flags: "PA",
        options: [["UTO", 300], ["TFO", Uint8Array.of(1, 2, 3, 4)], [254, Uint8Array.of(0xf9)], "EOL"],
      }),
    ),
  ),
  sample(
    "TCP with every flag",
    packet(ip, TCP({ flags: "FSRPAUECN", reserved: 7, urgptr: 9, window: 65535 })),
  ),
  sample(
    "TCP over IPv6 over a VLAN in a VLAN",
    packet(ether, Dot1Q({ vlan: 7, prio: 5 }), Dot1Q({ vlan: 4095, dei: 1 }), ip6, TCP(), "x"),
  ),
  sample(
    "ARP request",
    packet(ether, ARP({ hwsrc: "02:00:00:00:00:01", psrc: "10.0.0.1", pdst: "10.0.0.2" })),
  ),
  sample(
    "ARP reply, padded",
    packet(ether, ARP({ op: "is-at", psrc: "10.0.0.2" }), Padding({ load: new Uint8Array(18) })),
  ),
  sample("short IP packet, padded", packet(ether, ip, udp, "hi", Padding({ load: new Uint8Array(16) }))),
  sample(
    "IP with options",
    packet(
      ip.with({ options: [["RR", { routers: ["1.2.3.4", "5.6.7.8"] }], "NOP", ["RouterAlert", 0]] }),
      ICMP(),
      "abc",
    ),
  ),
  sample(
    "IP with a source route",
    packet(ip.with({ options: [["LSRR", { pointer: 8, routers: ["1.2.3.4", "5.6.7.8"] }]] }), udp),
  ),
  sample("last fragment", packet(ether, ip.with({ frag: 185, proto: "UDP" }), "the rest")),
  sample(
    "first fragment",
    packet(
      ether,
      ip.with({ flags: "MF", proto: "UDP" }),
      Uint8Array.of(1, 2, 3, 4, 0, 99, 7, 7),
      "the beginning",
    ),
  ),
  sample("IP in IP", packet(ip, IP(), udp, "inner")),
  sample("IPv6 in IPv4", packet(ip, ip6, udp, "inner")),
  sample("echo request", packet(ether, ip, ICMP({ id: 0x1234, seq: 2 }), "abcdefgh")),
  sample("echo reply", packet(ip, ICMP({ type: "echo-reply", id: 0x1234, seq: 2 }), "abcdefgh")),
  sample("port unreachable", packet(ip, ICMP({ type: "dest-unreach", code: 3 }), ip, udp, "quoted")),
  sample("fragmentation needed", packet(ip, ICMP({ type: 3, code: 4, nexthopmtu: 1400 }), ip, udp)),
  sample(
    "time exceeded, quote cut",
    packet(ip, ICMP({ type: "time-exceeded" }), packet(ip, TCP()).bytes.slice(0, 28)),
  ),
  sample("redirect", packet(ip, ICMP({ type: "redirect", code: 1, gw: "10.0.0.254" }), ip, udp)),
  sample("parameter problem", packet(ip, ICMP({ type: "parameter-problem", ptr: 20 }), ip, udp)),
  sample(
    "timestamp request",
    packet(ip, ICMP({ type: "timestamp-request", id: 1, seq: 2, ts_ori: 12345678 })),
  ),
  sample(
    "address mask reply",
    packet(ip, ICMP({ type: "address-mask-reply", id: 1, addr_mask: "255.255.255.0" })),
  ),
  sample("echo request over IPv6", packet(ether, ip6, ICMPv6EchoRequest({ id: 1, seq: 2, data: "abc" }))),
  sample("echo reply over IPv6", packet(ip6, ICMPv6EchoReply({ id: 1, seq: 2, data: "abc" }))),
  sample("port unreachable over IPv6", packet(ip6, ICMPv6DestUnreach({ code: 4 }), ip6, udp)),
  sample("packet too big", packet(ip6, ICMPv6PacketTooBig({ mtu: 1400 }), ip6, udp, "quoted")),
  sample("hop limit exceeded", packet(ip6, ICMPv6TimeExceeded(), ip6, udp)),
  sample("parameter problem over IPv6", packet(ip6, ICMPv6ParamProblem({ code: 1, ptr: 40 }), ip6, udp)),
  sample("other ICMPv6", packet(ip6, ICMPv6Unknown({ type: 200, code: 1, msgbody: "?" }))),
  sample(
    "router solicitation",
    packet(
      ether,
      IPv6({ src: "fe80::1" }),
      ICMPv6ND_RS(),
      ICMPv6NDOptSrcLLAddr({ lladdr: "02:00:00:00:00:01" }),
    ),
  ),
  sample(
    "router advertisement",
    packet(
      ether,
      IPv6({ src: "fe80::1" }),
      ICMPv6ND_RA({ chlim: 64, O: 1, prf: "Low" }),
      ICMPv6NDOptPrefixInfo({ prefix: "2001:db8::", validlifetime: 86400 }),
      ICMPv6NDOptMTU({ mtu: 1500 }),
      ICMPv6NDOptSrcLLAddr({ lladdr: "02:00:00:00:00:01" }),
    ),
  ),
  sample(
    "neighbour solicitation",
    packet(
      ether,
      IPv6({ src: "fe80::1" }),
      ICMPv6ND_NS({ tgt: "fe80::2" }),
      ICMPv6NDOptSrcLLAddr({ lladdr: "02:00:00:00:00:01" }),
    ),
  ),
  sample(
    "neighbour advertisement",
    packet(
      ether,
      IPv6({ src: "fe80::2", dst: "fe80::1" }),
      ICMPv6ND_NA({ tgt: "fe80::2", S: 1, R: 0 }),
      ICMPv6NDOptDstLLAddr({ lladdr: "02:00:00:00:00:02" }),
    ),
  ),
  sample("redirect over IPv6", packet(ip6, ICMPv6ND_Redirect({ tgt: "fe80::9", dst: "2001:db8::99" }))),
  sample(
    "hop-by-hop options",
    packet(ip6, IPv6ExtHdrHopByHop({ options: [["RouterAlert", 0]] }), ICMPv6EchoRequest()),
  ),
  sample(
    "destination options",
    packet(ip6, IPv6ExtHdrDestOpt({ options: [["TunnelLimit", 4], "Pad1", "Pad1"] }), udp, "x"),
  ),
  sample(
    "routing header",
    packet(ip6, IPv6ExtHdrRouting({ addresses: ["2001:db8::3", "2001:db8::4"] }), udp, "x"),
  ),
  sample(
    "fragment over IPv6",
    packet(ip6, IPv6ExtHdrFragment({ nh: "UDP", offset: 180, m: 1, id: 77 }), "the middle"),
  ),
  sample(
    "authentication header",
    packet(ip6, AH({ spi: 5, seq: 6, icv: new Uint8Array(12).fill(7) }), udp, "x"),
  ),
  sample(
    "Linux cooked",
    packet(CookedLinux({ pkttype: 4, lladdrlen: 6, src: "02:00:00:00:00:01:00:00" }), ip, udp),
  ),
  sample(
    "Linux cooked v2",
    packet(CookedLinuxV2({ ifindex: 3, lladdrlen: 6, src: "02:00:00:00:00:01:00:00" }), ip6, udp),
  ),
  sample("BSD loopback", packet(Loopback(), ip, udp, "x")),
];
