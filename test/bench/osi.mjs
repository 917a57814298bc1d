/** Views: the text of packets' trees against `tshark -V` and scapy's show(), and how large the pages are. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordsOf } from "./captures.mjs";
import { compareRates, median, report } from "./compare.mjs";
import { mixedCapture } from "./packets.mjs";

const require = createRequire(import.meta.url);
const { pcap } = require("../../dist/packets/index.js");
const { osi } = require("../../dist/osi/index.js");

const packets = 20_000;
/** As many as scapy shows in some seconds. */
const forScapy = 2000;

export async function benchViews() {
  const folder = mkdtempSync(join(tmpdir(), "netcell-bench-"));
  try {
    const file = join(folder, "mixed.pcap");
    const bytes = recordsOf(mixedCapture(packets));
    writeFileSync(file, bytes);
    const trees = () => perSecond(packets, () => treesOf(bytes));
    if (spawnSync("tshark", ["--version"]).status !== 0)
      console.log("views: tshark is not installed here, so there is no ratio to it");
    else {
      const tshark = () => perSecond(packets, () => run("tshark", ["-n", "-V", "-r", file]));
      await compareRates("views: tree as text, file read / tshark -V", trees, tshark, { rounds: 3 });
    }
    const ours = median(Array.from({ length: 7 }, trees));
    const scapy = showsOf(file);
    if (!scapy) console.log("views: scapy is not installed here, so there is no ratio to it");
    else
      report("views: tree as text, file read / scapy's show()", ours / scapy, `${Math.round(scapy)} shows/s`);
    report("views: tree as text, thousands a second", ours / 1000, "no peer");
    reportPages(pcap.parse(bytes));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads the file and makes the text of every packet, in bytes as it would be written. */
function treesOf(bytes) {
  let size = 0;
  for (const captured of pcap.parse(bytes)) size += Buffer.byteLength(osi.tree(captured).text);
  if (size < 1000 * packets) throw new Error("the trees are smaller than they should be");
}

function reportPages(capture) {
  const { packet } = capture.packets.find((captured) =>
    captured.packet.layers.some(({ name }) => name === "TCP"),
  );
  const size = osi.tree(packet).html.length + osi.hexdump(packet).html.length;
  report("views: HTML of a TCP packet's tree and hexdump / 60 kB", size / 60_000, `${size} bytes`);
}

function perSecond(count, work) {
  const began = performance.now();
  work();
  return (count / (performance.now() - began)) * 1000;
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "ignore", "ignore"] });
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}

/** How many packets scapy shows in a second, taking them apart included; undefined where it is not installed. */
function showsOf(file) {
  const program = `
import sys, time, warnings
warnings.simplefilter("ignore")
from scapy.all import RawPcapReader, Ether
frames = [data for data, _ in zip((data for data, _ in RawPcapReader(sys.argv[1])), range(${forScapy}))]
start = time.perf_counter()
for frame in frames:
    Ether(frame).show(dump=True)
print(len(frames) / (time.perf_counter() - start))
`;
  const { status, stdout } = spawnSync("python3", ["-c", program, file], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}
