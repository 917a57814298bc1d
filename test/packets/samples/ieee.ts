/** 802.3 frames: LLC, SNAP, spanning tree. */
import { ARP, Dot3, IP, IPv6, LLC, Padding, packet, SNAP, STP, UDP } from "../../../lib/packets";
import { type Cut, sample } from "./sample";

const dot3 = Dot3({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
const bridges = Dot3({ dst: "01:80:c2:00:00:00", src: "02:00:00:00:00:01" });
const udp = UDP({ sport: 40000, dport: 40001 });
const tree = STP({
  rootid: 32769,
  rootmac: "02:00:00:00:00:09",
  pathcost: 4,
  bridgeid: 32770,
  bridgemac: "02:00:00:00:00:08",
  portid: 0x8001,
  age: 0.5,
});

export const samples = [
  sample("IP in SNAP", packet(dot3, LLC(), SNAP(), IP({ src: "10.0.0.1", dst: "10.0.0.2" }), udp, "inside")),
  sample("IPv6 in SNAP", packet(dot3, LLC(), SNAP(), IPv6({ src: "2001:db8::1", dst: "2001:db8::2" }), udp)),
  sample("ARP in SNAP, padded", packet(dot3, LLC(), SNAP(), ARP(), Padding({ load: new Uint8Array(10) }))),
  sample("SNAP with a code of Cisco's", packet(dot3, LLC(), SNAP({ OUI: 0xc, code: 0x2004 }), "DTP")),
  sample("LLC with something unknown", packet(dot3, LLC({ dsap: 0xf0, ssap: 0xf1, ctrl: 3 }), "NetBEUI")),
  sample("LLC that asks", packet(dot3, LLC({ dsap: 0xf0, ssap: 0xf0, ctrl: 0x7f }))),
  sample("STP, padded", packet(bridges, LLC(), tree, Padding({ load: new Uint8Array(8) }))),
  sample(
    "STP, rapid",
    packet(bridges, LLC(), tree.with({ version: 2, bpdutype: 2, bpduflags: 0x3c }), new Uint8Array(1)),
  ),
  sample(
    "STP topology change",
    packet(bridges, LLC(), STP({ bpdutype: 0x80 }), Padding({ load: new Uint8Array(39) })),
  ),
];

export const tshark = {
  "Dot3.dst": "eth.dst",
  "Dot3.src": "eth.src",
  "Dot3.len": "eth.len",
  "LLC.dsap": "llc.dsap",
  "LLC.ssap": "llc.ssap",
  "LLC.ctrl": "llc.control",
  "SNAP.OUI": "llc.oui",
  "SNAP.code": "llc.type|llc.cisco_pid",
  "STP.proto": "stp.protocol",
  "STP.version": "stp.version",
  "STP.bpdutype": "stp.type",
  "STP.bpduflags": "stp.flags",
  // Of both priorities it shows the upper four bits alone, and what is added to them with both bytes.
  "STP.rootid": "stp.root.ext",
  "STP.rootmac": "stp.root.hw",
  "STP.pathcost": "stp.root.cost",
  "STP.bridgeid": "stp.bridge.ext",
  "STP.bridgemac": "stp.bridge.hw",
  "STP.portid": "stp.port",
  "STP.age": "stp.msg_age",
  "STP.maxage": "stp.max_age",
  "STP.hellotime": "stp.hello",
  "STP.fwddelay": "stp.forward",
};

export const cuts: Readonly<Record<string, Cut>> = {
  // Without type or length nothing says that it is not Ethernet II.
  Dot3: () => ({ layer: "Ether", need: 14 }),
  LLC: (beginning) => (beginning.length === 0 ? "whole" : undefined),
};

/** Half lines of ours that tcpdump words otherwise: why, and what we say. */
export const summaries: Readonly<Record<string, readonly [why: string, ours: string]>> = {
  "SNAP with a code of Cisco's": [
    "a protocol of Cisco's that nobody here knows",
    "SNAP, oui 0x00000c, pid 0x2004, length 3",
  ],
  "LLC with something unknown": [
    "a colon behind every layer",
    "02:00:00:00:00:01 > 02:00:00:00:00:02: NetBeui Unnumbered, ui, Flags [Response], length 10",
  ],
  "LLC that asks": [
    "a colon behind every layer; commands of LLC by their numbers",
    "02:00:00:00:00:01 > 02:00:00:00:00:02: NetBeui control 0x7f, Flags [Command], length 3",
  ],
};
