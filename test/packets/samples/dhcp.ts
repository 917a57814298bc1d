/** DHCP: from discover to ack, BOOTP, and every option there is. */
import { BOOTP, DHCP, type DHCPOptionInit, Ether, IP, packet, UDP } from "../../../lib/packets";
import { dhcpOptionCodes as names } from "../../../lib/packets/names/dhcp";
import { type Cut, sample } from "./sample";

const ether = Ether({ dst: "ff:ff:ff:ff:ff:ff", src: "02:00:00:00:00:01" });
const toAll = packet(ether, IP({ src: "0.0.0.0", dst: "255.255.255.255" }), UDP());
const toClient = packet(ether, IP({ src: "10.0.0.1", dst: "10.0.0.9" }), UDP({ sport: 67, dport: 68 }));
const chaddr = "02:00:00:00:00:01";

/** All options of a group with the same value. */
const all = (group: object, value: unknown) =>
  Object.keys(group).map((name) => [name, value] as unknown as DHCPOptionInit);

export const samples = [
  sample(
    "DHCP discover",
    packet(
      toAll,
      BOOTP({ chaddr, xid: 0xdeadbeef, secs: 3, flags: "B" }),
      DHCP({
        options: [
          ["message-type", "discover"],
          ["client_id", Uint8Array.of(1, 2, 0, 0, 0, 0, 1)],
          ["requested_addr", "10.0.0.9"],
          ["hostname", "ada"],
          ["vendor_class_id", "udhcp 1.36.1"],
          ["param_req_list", [1, 3, 6, 12, 15, 28, 42, 121, 252]],
          "end",
          ["pad", 3],
        ],
      }),
    ),
  ),
  sample(
    "DHCP offer",
    packet(
      toClient,
      BOOTP({ op: 2, chaddr, xid: 1, yiaddr: "10.0.0.9", siaddr: "10.0.0.1", sname: "boot", file: "pxe.0" }),
      DHCP({
        options: [
          ["message-type", 2],
          ["server_id", "10.0.0.1"],
          ["lease_time", 3600],
          ["renewal_time", 1800],
          ["rebinding_time", 3150],
          ["subnet_mask", "255.255.255.0"],
          ["broadcast_address", "10.0.0.255"],
          ["router", ["10.0.0.1", "10.0.0.2"]],
          ["name_server", "10.0.0.1"],
          ["domain", "example.com"],
          ["classless_static_routes", ["10.1.128.0/17:10.0.0.3", "0.0.0.0/0:10.0.0.1"]],
          [119, Uint8Array.of(3, 119, 119, 119, 0)],
          "end",
        ],
      }),
    ),
  ),
  sample("BOOTP without options", packet(toClient, BOOTP({ op: 2, chaddr: "02:00:00:00:00:01:02:03" }))),
  sample("BOOTP with vendor bytes", packet(toAll, BOOTP({ chaddr, options: new Uint8Array(64).fill(7) }))),
  sample(
    "DHCP with every address",
    packet(
      toAll,
      BOOTP(),
      DHCP({ options: [...all(names.address, "10.0.0.1"), ...all(names.addresses, ["10.0.0.1"]), "end"] }),
    ),
  ),
  sample(
    "DHCP with every number",
    packet(
      toAll,
      BOOTP(),
      DHCP({
        options: [
          ...all(names.number32, 0x01020304),
          ...all(names.number16, 0x0102),
          ...all(names.byte, 64),
          ...all(names.numbers16, [68, 296, 508]),
          ...all(names.numbers8, [1]),
          "end",
        ],
      }),
    ),
  ),
  sample(
    "DHCP with every text",
    packet(
      toAll,
      BOOTP(),
      DHCP({
        options: [...all(names.text, "a 'text'"), ...all(names.bytes, Uint8Array.of(0, 255, 39)), "end"],
      }),
    ),
  ),
];

const optionNames = [
  ...Object.values(names).flatMap((group) => Object.keys(group)),
  "client_id",
  "end",
  "message-type",
];

// chaddr has no single field in tshark: it splits it into the address and what fills it up.
export const tshark = {
  "BOOTP.op": "dhcp.type",
  "BOOTP.htype": "dhcp.hw.type",
  "BOOTP.hlen": "dhcp.hw.len",
  "BOOTP.hops": "dhcp.hops",
  "BOOTP.xid": "dhcp.id",
  "BOOTP.secs": "dhcp.secs",
  "BOOTP.flags": "dhcp.flags",
  "BOOTP.ciaddr": "dhcp.ip.client",
  "BOOTP.yiaddr": "dhcp.ip.your",
  "BOOTP.siaddr": "dhcp.ip.server",
  "BOOTP.giaddr": "dhcp.ip.relay",
  "BOOTP.sname": "dhcp.server",
  "BOOTP.file": "dhcp.file",
  "DHCP.options.pad": "dhcp.option.padding",
  "DHCP.options.classless_static_routes": "dhcp.option.type",
  ...Object.fromEntries(optionNames.map((name) => [`DHCP.options.${name}`, "dhcp.option.type"])),
};

export const cuts: Readonly<Record<string, Cut>> = {
  // BOOTP may end without options, and with a part of a cookie there is none.
  BOOTP: (beginning) => (beginning.length < 236 ? undefined : "whole"),
  // An option that is cut off is one that does not hold together; nothing says how long the list should be.
  DHCP: () => "whole",
};
