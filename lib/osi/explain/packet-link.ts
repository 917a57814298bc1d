/** Layers 2 and 1, read from packets: the frames, as far as a capture keeps them, and the bits, which were not seen. */
import { bytesText, counted } from "../../view";
import type { SeenPacket } from "../input/packets";
import type { Account, Finding } from "./account";

const mostPairs = 4;

export function packetFrames(packets: readonly SeenPacket[]): Account {
  const frames = packets.filter(({ packet }) => packet.layers[0]?.name === "Ether" && !packet.layers[0].stop);
  if (packets.length === 0) return { seen: [{ says: "Nothing of it is in a stream." }], unknown: [] };
  if (frames.length === 0) {
    const first = packets[0]!.packet.layers[0]?.name ?? "nothing";
    return {
      seen: [{ says: `Nothing: these packets begin with ${first}, without a frame around them.` }],
      unknown: ["The links, their frames, the MAC addresses on each."],
    };
  }
  return {
    seen: [...pairs(frames), ...questions(frames)],
    unknown: [
      "The frames of the other links on the way: each link has its own.",
      "The frame check sequence: network cards take it off before a capture sees the frame.",
    ],
  };
}

const nobody = "00:00:00:00:00:00";

/** Who sent frames to whom. */
function pairs(frames: readonly SeenPacket[]): Finding[] {
  const ways = new Map<string, Array<{ number: number }>>();
  for (const { no, packet } of frames) {
    const { src, dst } = packet.layers[0]!.fields;
    const loopback = src === nobody && dst === nobody;
    const key = loopback ? "loopback" : `Ethernet, ${src} → ${dst}`;
    const known = ways.get(key);
    if (known) known.push({ number: no });
    else ways.set(key, [{ number: no }]);
  }
  const findings = [...ways].slice(0, mostPairs).map(([way, rows]): Finding => {
    if (way !== "loopback") return { says: `${way}: ${counted(rows.length, "frame")}.`, rows };
    return {
      says: `Loopback: ${counted(rows.length, "Ethernet header")} of zeros, which Linux puts before what it passes to itself. Nobody sends them.`,
      rows,
    };
  });
  const more = ways.size - findings.length;
  return more > 0 ? [...findings, { says: `${more} more pairs of MAC addresses, not told here.` }] : findings;
}

/** ARP asks which MAC address belongs to an IP address. */
function questions(frames: readonly SeenPacket[]): Finding[] {
  const own = frames.filter(({ packet }) => packet.layers.some(({ name, stop }) => name === "ARP" && !stop));
  if (own.length === 0) return [];
  const words = own[0]!.packet
    .summary()
    .replace(/^ARP, /, "")
    .replace(/, length \d+$/, "");
  return [
    {
      says: `${counted(own.length, "frame")} of ARP, to find the MAC address that belongs to an IP address; the first: ${words.slice(0, 100)}.`,
      rows: own.map(({ no }) => ({ number: no })),
    },
  ];
}

export function packetBits(packets: readonly SeenPacket[]): Account {
  const bytes = packets.reduce((sum, { packet }) => sum + packet.bytes.length + packet.missing, 0);
  if (packets.length === 0) return { seen: [{ says: "Nothing of it is in a stream." }], unknown: [] };
  const travelled = packets.every(({ origin }) => origin === "captured");
  const bits = `${bytesText(bytes)} are ${(8 * bytes).toLocaleString("en")} bits`;
  return {
    seen: [
      {
        says: travelled
          ? `${bits}; how they were made signals is done by the hardware, before and after a capture sees them.`
          : `${bits}. These packets are not from a wire: no signal carried them.`,
      },
    ],
    unknown: travelled
      ? ["The media, their rates, how bits became symbols; over loopback there is no medium."]
      : [],
  };
}
