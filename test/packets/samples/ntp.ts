/** NTP: question, answer, kiss of death, signature. */
import { Ether, IP, NTPAuthenticator, NTPHeader, packet, UDP } from "../../../lib/packets";
import { type Cut, sample } from "./sample";

const ether = Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
const ip = IP({ src: "10.0.0.1", dst: "10.0.0.2" });
const ntp = UDP({ sport: 123 });

export const samples = [
  sample(
    "NTP question",
    packet(ether, ip, UDP({ sport: 40000 }), NTPHeader({ stratum: 0, sent: "3989520000.1234567891" })),
  ),
  sample(
    "NTP answer",
    packet(
      ether,
      ip,
      ntp,
      NTPHeader({
        leap: 1,
        mode: "server",
        stratum: 3,
        poll: 6,
        precision: -23,
        delay: 0.015,
        dispersion: 1.5,
        id: "192.0.2.7",
        ref: "3989519000",
        orig: "3989520000.1234567891",
        recv: "3989520000.25",
        sent: "3989520000.9999999998",
      }),
    ),
  ),
  sample("NTP from a clock", packet(ether, ip, ntp, NTPHeader({ mode: 5, stratum: 1, ref_id: "GPS" }))),
  sample(
    "NTP, signed",
    packet(
      ether,
      ip,
      ntp,
      NTPHeader({ mode: "symmetric active" }),
      NTPAuthenticator({ key_id: 7, dgst: "0123456789abcdef" }),
    ),
  ),
];

export const tshark = {
  "NTPHeader.leap": "ntp.flags.li",
  "NTPHeader.version": "ntp.flags.vn",
  "NTPHeader.mode": "ntp.flags.mode",
  "NTPHeader.stratum": "ntp.stratum",
  "NTPHeader.poll": "ntp.ppoll",
  "NTPHeader.precision": "ntp.precision",
  "NTPHeader.delay": "ntp.rootdelay",
  "NTPHeader.dispersion": "ntp.rootdispersion",
  "NTPHeader.id": "ntp.refid",
  "NTPHeader.ref_id": "ntp.refid",
  "NTPHeader.ref": "ntp.reftime",
  "NTPHeader.orig": "ntp.org",
  "NTPHeader.recv": "ntp.rec",
  "NTPHeader.sent": "ntp.xmt",
  "NTPAuthenticator.key_id": "ntp.keyid",
  "NTPAuthenticator.dgst": "ntp.mac",
};

export const cuts: Readonly<Record<string, Cut>> = {
  // Only its length tells a signature from other bytes.
  NTPAuthenticator: () => "whole",
};
