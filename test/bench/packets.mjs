/** Packets: indexing a mixed capture, objects for its layers, building; against a hand-written loop and scapy. */
import { createRequire } from "node:module";
import { execute } from "./commands.mjs";
import { compareRates, median, report } from "./compare.mjs";
import { pythonWith } from "./installed.mjs";

const require = createRequire(import.meta.url);
const {
  ARP,
  Dot1Q,
  dissect,
  Ether,
  ICMP,
  IP,
  IPv6,
  packet,
  TCP,
  UDP,
} = require("../../dist/packets/index.js");
const { dissectInto, LayerIndex } = require("../../dist/packets/dissect/dissect.js");

/** A pass takes milliseconds: several make a round long enough to be measured. */
const passes = 20;

export async function benchPackets() {
  const capture = mixedCapture(20_000);
  const index = new LayerIndex(1 << 20);
  const perSecond = (work) => () => {
    const began = performance.now();
    for (let pass = 0; pass < passes; pass++) work();
    return ((passes * capture.count) / (performance.now() - began)) * 1000;
  };
  const indexing = perSecond(() => indexAll(capture, index));
  const byHand = perSecond(() => handWritten(capture));
  const rows = new Int32Array(1 << 20);
  const rowsByHand = perSecond(() => handWrittenRows(capture, rows));
  const objects = perSecond(() => layerObjects(capture));
  await compareRates("packets: index / a hand-written loop that keeps nothing", indexing, byHand);
  await compareRates("packets: index / a hand-written loop that writes the same", indexing, rowsByHand);
  await compareRates("packets: dissect() and all its layer objects / index alone", objects, indexing);
  const scapy = runScapy(capture);
  if (!scapy) console.log("packets / scapy: not measured, there is no Python here");
  else {
    const rounds = (work) => median(Array.from({ length: 7 }, work));
    report(
      "packets: index / scapy's Ether(bytes)",
      rounds(indexing) / scapy.dissect,
      `${scapy.dissect} scapy packets/s`,
    );
    report(
      "packets: build / scapy's raw(Ether()/IP()/TCP()/…)",
      rounds(build) / scapy.build,
      `${Math.round(rounds(build))}/s against ${scapy.build}/s`,
    );
  }
  report(
    "packets: build Ether/IP/TCP/18 bytes, thousands a second",
    median(Array.from({ length: 7 }, build)) / 1000,
    "no peer",
  );
}

function indexAll({ bytes, offsets, count }, index) {
  index.length = 0;
  for (let i = 0; i < count; i++) dissectInto(index, bytes, offsets[i], offsets[i + 1], Ether.definition.id);
}

function layerObjects({ bytes, offsets, count }) {
  let layers = 0;
  for (let i = 0; i < count; i++) layers += dissect(bytes.subarray(offsets[i], offsets[i + 1])).layers.length;
  return layers;
}

function build() {
  const packets = 100_000;
  const began = performance.now();
  let total = 0;
  for (let i = 0; i < packets; i++) {
    const made = packet(Ether(), IP({ dst: "10.0.0.1" }), TCP({ dport: 80 }), "GET / HTTP/1.0\r\n\r\n");
    total += made.bytes.length;
  }
  if (total !== packets * 72) throw new Error("the packets are not as long as they should be");
  return (packets / (performance.now() - began)) * 1000;
}

/** The least that finds the limits of Ethernet, VLAN, IPv4, IPv6, TCP, UDP, ICMP and ARP; it keeps nothing. */
function handWritten({ bytes: b, offsets, count }) {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    let at = offsets[i];
    let end = offsets[i + 1];
    if (end - at < 14) continue;
    let type = (b[at + 12] << 8) | b[at + 13];
    at += 14;
    while (type === 0x8100 && end - at >= 4) {
      type = (b[at + 2] << 8) | b[at + 3];
      at += 4;
    }
    let proto = 0;
    if (type === 0x800 && end - at >= 20) {
      const header = (b[at] & 15) << 2;
      end = Math.min(end, at + ((b[at + 2] << 8) | b[at + 3]));
      if (header < 20 || at + header > end) continue;
      proto = ((b[at + 6] << 8) | b[at + 7]) & 0x1fff ? 0 : b[at + 9];
      at += header;
    } else if (type === 0x86dd && end - at >= 40) {
      end = Math.min(end, at + 40 + ((b[at + 4] << 8) | b[at + 5]));
      proto = b[at + 6];
      at += 40;
    } else if (type === 0x806 && end - at >= 28) at += 28;
    if (proto === 6 && end - at >= 20) {
      const header = (b[at + 12] >> 4) << 2;
      if (header < 20 || at + header > end) continue;
      at += header;
    } else if ((proto === 17 || proto === 1) && end - at >= 8) at += 8;
    sum += at + end;
  }
  if (sum === 0) throw new Error("the loop found nothing");
}

/** The same loop, keeping what the index keeps of well-formed packets; all numbers of protocols are made up. */
function handWrittenRows({ bytes: b, offsets, count }, rows) {
  let n = 0;
  for (let i = 0; i < count; i++) {
    let at = offsets[i];
    let end = offsets[i + 1];
    if (end - at < 14) continue;
    let type = (b[at + 12] << 8) | b[at + 13];
    n = row(rows, n, 3, at, 14, end);
    at += 14;
    while (type === 0x8100 && end - at >= 4) {
      type = (b[at + 2] << 8) | b[at + 3];
      n = row(rows, n, 4, at, 4, end);
      at += 4;
    }
    let proto = 0;
    if (type === 0x800 && end - at >= 20) {
      const header = (b[at] & 15) << 2;
      end = Math.min(end, at + ((b[at + 2] << 8) | b[at + 3]));
      if (header < 20 || at + header > end) continue;
      proto = ((b[at + 6] << 8) | b[at + 7]) & 0x1fff ? 0 : b[at + 9];
      n = row(rows, n, 5, at, header, end);
      at += header;
    } else if (type === 0x86dd && end - at >= 40) {
      end = Math.min(end, at + 40 + ((b[at + 4] << 8) | b[at + 5]));
      proto = b[at + 6];
      n = row(rows, n, 6, at, 40, end);
      at += 40;
    } else if (type === 0x806 && end - at >= 28) {
      n = row(rows, n, 7, at, 28, end);
      at += 28;
    }
    if (proto === 6 && end - at >= 20) {
      const header = (b[at + 12] >> 4) << 2;
      if (header < 20 || at + header > end) continue;
      n = row(rows, n, 8, at, header, end);
      at += header;
    } else if ((proto === 17 || proto === 1) && end - at >= 8) {
      n = row(rows, n, proto, at, 8, end);
      at += 8;
    }
    if (at < end) n = row(rows, n, 2, at, end - at, end);
  }
  if (n === 0) throw new Error("the loop found nothing");
}

function row(rows, n, id, at, header, end) {
  rows[n] = id;
  rows[n + 1] = at;
  rows[n + 2] = header;
  rows[n + 3] = end;
  return n + 4;
}

/** Frames as a LAN has them: mostly TCP with options, some of everything else, 260 bytes on average. */
export function mixedCapture(count) {
  let state = 42;
  const below = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const data = (most) => new Uint8Array(below(most)).map(() => below(256));
  const ether = Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
  const ip = () =>
    IP({ src: `10.0.${below(256)}.1`, dst: `10.1.${below(256)}.2`, id: below(65536), flags: "DF" });
  const ip6 = () => IPv6({ src: "2001:db8::1", dst: `2001:db8::${below(65536).toString(16)}` });
  const tcp = () =>
    TCP({
      sport: 1024 + below(60000),
      dport: 443,
      seq: below(2 ** 32),
      ack: below(2 ** 32),
      flags: "PA",
      options: ["NOP", "NOP", ["Timestamp", [below(2 ** 32), below(2 ** 32)]]],
    });
  const udp = () => UDP({ sport: 1024 + below(60000), dport: 1024 + below(60000) });
  const kinds = [
    [60, () => packet(ether, ip(), tcp(), data(420))],
    [75, () => packet(ether, ip(), udp(), data(300))],
    [83, () => packet(ether, ip6(), tcp(), data(420))],
    [90, () => packet(ether, Dot1Q({ vlan: 7 }), ip(), tcp(), data(420))],
    [95, () => packet(ether, ip(), ICMP({ id: 1, seq: below(65536) }), data(64))],
    [100, () => packet(ether, ARP({ psrc: "10.0.0.1", pdst: "10.0.0.2" }))],
  ];
  const frames = Array.from({ length: count }, () => {
    const dice = below(100);
    return kinds.find(([upTo]) => dice < upTo)[1]().bytes;
  });
  const offsets = new Int32Array(count + 1);
  for (const [i, frame] of frames.entries()) offsets[i + 1] = offsets[i] + frame.length;
  const bytes = new Uint8Array(offsets[count]);
  for (const [i, frame] of frames.entries()) bytes.set(frame, offsets[i]);
  return { bytes, offsets, count };
}

/** How many packets scapy takes apart and puts together in a second, or undefined where there is no Python. */
function runScapy({ bytes, offsets }) {
  const program = `
import sys, time, json, warnings
warnings.simplefilter("ignore")
from scapy.all import Ether, IP, TCP, raw
frames = [bytes.fromhex(line) for line in sys.stdin.read().split()]
start = time.perf_counter()
for frame in frames:
    Ether(frame)
dissect = len(frames) / (time.perf_counter() - start)
start = time.perf_counter()
for _ in range(1000):
    raw(Ether(dst="02:00:00:00:00:02", src="02:00:00:00:00:01")/IP(dst="10.0.0.1", src="10.0.0.2")/TCP(dport=80)/b"GET / HTTP/1.0\\r\\n\\r\\n")
print(json.dumps({"dissect": round(dissect), "build": round(1000 / (time.perf_counter() - start))}))
`;
  const lines = Array.from({ length: 3000 }, (_, i) =>
    Buffer.from(bytes.subarray(offsets[i], offsets[i + 1])).toString("hex"),
  );
  const python = pythonWith("scapy");
  if (!python) return undefined;
  return JSON.parse(execute(python, ["-c", program], { input: lines.join("\n") }));
}
