/** Tunnels: GRE and VXLAN, with what they carry. */
import { ARP, Ether, GRE, ICMP, IP, IPv6, packet, TCP, UDP, VXLAN } from "../../../lib/packets";
import { sample } from "./sample";

const ether = Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
const ip = IP({ src: "192.0.2.1", dst: "192.0.2.2" });
const inner = IP({ src: "10.0.0.1", dst: "10.0.0.2" });
const inner6 = IPv6({ src: "2001:db8::1", dst: "2001:db8::2" });
const udp = UDP({ sport: 40000, dport: 40001 });
const vxlan = UDP({ sport: 50000 });

export const samples = [
  sample("IP in GRE", packet(ether, ip, GRE(), inner, udp, "inside")),
  sample("IPv6 in GRE", packet(ether, ip, GRE(), inner6, udp, "inside")),
  sample(
    "GRE with checksum, key and sequence number",
    packet(
      ether,
      ip,
      GRE({ chksum_present: 1, key_present: 1, seqnum_present: 1, key: 0xbeef, sequence_number: 5 }),
      inner,
      TCP({ dport: 40001 }),
      "odd",
    ),
  ),
  sample(
    "Ethernet in GRE over IPv6",
    packet(ether, inner6, GRE({ key_present: 1, key: 7 }), ether, inner, ICMP()),
  ),
  sample("GRE with something unknown", packet(ether, ip, GRE({ proto: 0x1234 }), "?!")),
  sample("ARP in VXLAN", packet(ether, ip, vxlan, VXLAN({ vni: 42 }), ether, ARP())),
  sample("UDP in VXLAN", packet(ether, ip, vxlan, VXLAN({ vni: 0xffffff }), ether, inner, udp, "inside")),
  sample(
    "VXLAN with a group",
    packet(
      ether,
      ip,
      vxlan,
      VXLAN({ flags: "Instance+G", gpflags: 0x48, gpid: 9, vni: 1 }),
      ether,
      inner6,
      udp,
    ),
  ),
  sample(
    "VXLAN that says what is inside",
    packet(
      ether,
      ip,
      UDP({ sport: 50000, dport: 4790 }),
      VXLAN({ flags: "Instance+NextProtocol", NextProtocol: "IPv4", vni: 1 }),
      inner,
      udp,
    ),
  ),
];

export const tshark = {
  "GRE.chksum_present": "gre.flags.checksum",
  "GRE.routing_present": "gre.flags.routing",
  "GRE.key_present": "gre.flags.key",
  "GRE.seqnum_present": "gre.flags.sequence_number",
  "GRE.strict_route_source": "gre.flags.strict_source_route",
  "GRE.recursion_control": "gre.flags.recursion_control",
  "GRE.flags": "gre.flags.reserved",
  "GRE.version": "gre.flags.version",
  "GRE.proto": "gre.proto",
  "GRE.chksum": "gre.checksum",
  "GRE.offset": "gre.offset",
  "GRE.key": "gre.key",
  "GRE.sequence_number": "gre.sequence_number",
  // It takes VXLAN's flags for 16 bits, with those of group policies in the second half.
  "VXLAN.NextProtocol": "vxlan.next_proto",
  "VXLAN.gpid": "vxlan.gbp",
  "VXLAN.vni": "vxlan.vni",
  "VXLAN.reserved2": "vxlan.reserved8",
};

const why = "a packet in one line, what is in the tunnel too";

/** Half lines of ours that tcpdump words otherwise: why, and what we say. */
export const summaries: Readonly<Record<string, readonly [why: string, ours: string]>> = {
  "ARP in VXLAN": [
    why,
    "IP 192.0.2.1.50000 > 192.0.2.2.4789: VXLAN, flags [I], vni 42: ARP, Request who-has 0.0.0.0 tell 0.0.0.0, length 28",
  ],
  "UDP in VXLAN": [
    why,
    "IP 192.0.2.1.50000 > 192.0.2.2.4789: VXLAN, flags [I], vni 16777215: IP 10.0.0.1.40000 > 10.0.0.2.40001: UDP, length 6",
  ],
  "VXLAN with a group": [
    why,
    "IP 192.0.2.1.50000 > 192.0.2.2.4789: VXLAN, flags [I], vni 1: IP6 2001:db8::1.40000 > 2001:db8::2.40001: UDP, length 0",
  ],
  "VXLAN that says what is inside": [
    "VXLAN under one name, whatever its extensions",
    "IP 192.0.2.1.50000 > 192.0.2.2.4790: VXLAN, flags [I], vni 1: IP 10.0.0.1.40000 > 10.0.0.2.40001: UDP, length 0",
  ],
};
