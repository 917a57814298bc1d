/** TFTP: every message. */
import {
  Ether,
  IP,
  packet,
  TFTP,
  TFTP_ACK,
  TFTP_DATA,
  TFTP_ERROR,
  TFTP_OACK,
  TFTP_Options,
  TFTP_RRQ,
  TFTP_WRQ,
  UDP,
} from "../../../lib/packets";
import { type Cut, sample } from "./sample";

const ether = Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
const ip = IP({ src: "10.0.0.1", dst: "10.0.0.2" });
const asked = UDP({ sport: 40000 });
const answered = UDP({ sport: 69, dport: 40000 });
const options = TFTP_Options({
  options: [
    { oname: "blksize", value: "1400" },
    { oname: "tsize", value: "0" },
  ],
});

export const samples = [
  sample("TFTP read request", packet(ether, ip, asked, TFTP(), TFTP_RRQ({ filename: "a file" }))),
  sample(
    "TFTP read request with options",
    packet(ether, ip, asked, TFTP(), TFTP_RRQ({ filename: "f" }), options),
  ),
  sample(
    "TFTP write request",
    packet(ether, ip, asked, TFTP(), TFTP_WRQ({ filename: "/tmp/notes", mode: "netascii" })),
  ),
  sample("TFTP data", packet(ether, ip, answered, TFTP(), TFTP_DATA({ block: 65535 }), "hello")),
  sample("TFTP acknowledgment", packet(ether, ip, asked, TFTP(), TFTP_ACK({ block: 65535 }))),
  sample(
    "TFTP error",
    packet(
      ether,
      ip,
      answered,
      TFTP(),
      TFTP_ERROR({ errorcode: "file not found", errormsg: "no such file" }),
    ),
  ),
  sample("TFTP option acknowledgment", packet(ether, ip, answered, TFTP(), TFTP_OACK(), options)),
];

export const tshark = {
  "TFTP.op": "tftp.opcode",
  "TFTP_RRQ.filename": "tftp.source_file",
  "TFTP_RRQ.mode": "tftp.type",
  "TFTP_WRQ.filename": "tftp.destination_file",
  "TFTP_WRQ.mode": "tftp.type",
  "TFTP_DATA.block": "tftp.block",
  "TFTP_ACK.block": "tftp.block",
  "TFTP_ERROR.errorcode": "tftp.error.code",
  "TFTP_ERROR.errormsg": "tftp.error.message",
};

/** Two texts end with a zero each. */
const twoZeros: Cut = (beginning) => {
  const missing = 2 - beginning.filter((byte) => byte === 0).length;
  return { need: beginning.length < 2 ? 2 : beginning.length + missing };
};

/** Whole options are a list too, if a shorter one. */
const pairs: Cut = (beginning) => {
  const zeros = beginning.filter((byte) => byte === 0).length;
  if (zeros % 2 === 0 && (beginning.length === 0 || beginning.at(-1) === 0)) return "whole";
  return { need: beginning.length < 2 ? 2 : beginning.length + 2 - (zeros % 2) };
};

export const cuts: Readonly<Record<string, Cut>> = {
  TFTP_RRQ: twoZeros,
  TFTP_WRQ: twoZeros,
  TFTP_Options: pairs,
  TFTP_ERROR: (beginning) => ({ need: Math.max(3, beginning.length + 1) }),
};
