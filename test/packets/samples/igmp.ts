/** IGMP: questions and answers of every version. */
import { Ether, IGMP, IGMPv3_MQ, IGMPv3_MR, IP, Padding, packet } from "../../../lib/packets";
import { type Cut, sample } from "./sample";

const ether = Ether({ dst: "01:00:5e:00:00:01", src: "02:00:00:00:00:01" });
const to = (dst: string) => IP({ src: "10.0.0.1", dst });
const gaddr = "239.1.2.3";
const sources = ["10.0.0.7", "10.0.0.8"];

export const samples = [
  sample("IGMPv1 query", packet(ether, to("224.0.0.1"), IGMP({ mrcode: 0 }))),
  sample("IGMPv2 query for all groups", packet(ether, to("224.0.0.1"), IGMP({ mrcode: 100 }))),
  sample(
    "IGMPv2 query for a group, padded",
    packet(ether, to(gaddr), IGMP({ gaddr }), Padding({ load: new Uint8Array(14) })),
  ),
  sample("IGMPv1 report", packet(ether, to(gaddr), IGMP({ type: 0x12, gaddr }))),
  sample("IGMPv2 report", packet(ether, to(gaddr), IGMP({ type: "Version 2 - Membership Report", gaddr }))),
  sample("IGMPv2 leave", packet(ether, to("224.0.0.2"), IGMP({ type: "Leave Group", gaddr }))),
  sample(
    "IGMPv3 query for all groups",
    packet(ether, to("224.0.0.1"), IGMPv3_MQ({ mrcode: 100, qrv: 2, qqic: 125 })),
  ),
  sample(
    "IGMPv3 query for senders",
    packet(ether, to(gaddr), IGMPv3_MQ({ mrcode: 0xbf, s: 1, gaddr, srcaddrs: sources })),
  ),
  sample(
    "IGMPv3 report",
    packet(
      ether,
      to("224.0.0.22"),
      IGMPv3_MR({
        records: [
          { maddr: gaddr },
          { rtype: "Allow New Sources", maddr: "239.1.2.4", srcaddrs: sources },
          { rtype: 9, maddr: "239.1.2.5", srcaddrs: ["10.0.0.9"] },
        ],
      }),
    ),
  ),
];

export const tshark = {
  "IGMP.type": "igmp.type",
  "IGMP.mrcode": "igmp.max_resp|igmp.reserved",
  "IGMP.chksum": "igmp.checksum",
  "IGMP.gaddr": "igmp.maddr",
  "IGMPv3_MQ.type": "igmp.type",
  "IGMPv3_MQ.mrcode": "igmp.max_resp",
  "IGMPv3_MQ.chksum": "igmp.checksum",
  "IGMPv3_MQ.gaddr": "igmp.maddr",
  "IGMPv3_MQ.s": "igmp.s",
  "IGMPv3_MQ.qrv": "igmp.qrv",
  "IGMPv3_MQ.qqic": "igmp.qqic",
  "IGMPv3_MQ.numsrc": "igmp.num_src",
  "IGMPv3_MQ.srcaddrs.address 1": "igmp.saddr",
  "IGMPv3_MQ.srcaddrs.address 2": "igmp.saddr",
  "IGMPv3_MR.type": "igmp.type",
  "IGMPv3_MR.reserved": "igmp.reserved",
  "IGMPv3_MR.chksum": "igmp.checksum",
  "IGMPv3_MR.flags": "igmp.reserved",
  "IGMPv3_MR.numgrp": "igmp.num_grp_recs",
  "IGMPv3_MR.records.IGMPv3_MR_Group.rtype": "igmp.record_type",
  "IGMPv3_MR.records.IGMPv3_MR_Group.auxdlen": "igmp.aux_data_len",
  "IGMPv3_MR.records.IGMPv3_MR_Group.numsrc": "igmp.num_src",
  "IGMPv3_MR.records.IGMPv3_MR_Group.maddr": "igmp.maddr",
  "IGMPv3_MR.records.IGMPv3_MR_Group.srcaddrs.address 1": "igmp.saddr",
  "IGMPv3_MR.records.IGMPv3_MR_Group.srcaddrs.address 2": "igmp.saddr",
};

const u16 = (bytes: Uint8Array, at: number) => 256 * bytes[at]! + bytes[at + 1]!;

export const cuts: Readonly<Record<string, Cut>> = {
  IGMP: (beginning) => (beginning.length === 0 ? { need: 1 } : undefined),
  // Up to eleven bytes it may be a query of version 2.
  IGMPv3_MQ(beginning) {
    if (beginning.length < 8) return { layer: "IGMP", need: beginning.length === 0 ? 1 : 8 };
    return beginning.length < 12 ? "whole" : undefined;
  },
  // Records that are not here need eight bytes each, or more.
  IGMPv3_MR(beginning) {
    if (beginning.length < 8) return beginning.length === 0 ? { layer: "IGMP", need: 1 } : { need: 8 };
    let need = 8;
    for (let left = u16(beginning, 6); left > 0; left--) {
      if (need + 8 > beginning.length) return { need: need + 8 * left };
      need += 8 + 4 * (beginning[need + 1]! + u16(beginning, need + 2));
    }
    return { need };
  },
};
