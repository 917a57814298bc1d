/** Views: the text of packets' trees against scapy's show(), and how large the pages are. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordsOf } from "./captures.mjs";
import { execute } from "./commands.mjs";
import { compareRates, report } from "./compare.mjs";
import { pythonWith } from "./installed.mjs";
import { mixedCapture } from "./packets.mjs";

const require = createRequire(import.meta.url);
const { pcap } = require("../../dist/packets/index.js");
const { osi } = require("../../dist/osi/index.js");

/** As many as scapy shows in some seconds. */
const packets = 2000;

export async function benchViews() {
  const folder = mkdtempSync(join(tmpdir(), "netcell-bench-"));
  try {
    const file = join(folder, "mixed.pcap");
    const bytes = recordsOf(mixedCapture(packets));
    writeFileSync(file, bytes);
    const python = pythonWith("scapy");
    if (!python) console.log("views: tree as text / scapy's show(): not measured, there is no Python here");
    else
      await compareRates(
        "views: tree as text, file read / scapy's show()",
        () => treesPerSecond(bytes),
        () => Number(execute(python, ["-c", shows, file])),
        { rounds: 3 },
      );
    reportPages(pcap.parse(bytes));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads the file and makes the text of every packet, in bytes as it would be written. */
function treesPerSecond(bytes) {
  const began = performance.now();
  let size = 0;
  for (const captured of pcap.parse(bytes)) size += Buffer.byteLength(osi.tree(captured).text);
  if (size < 1000 * packets) throw new Error("the trees are smaller than they should be");
  return (packets / (performance.now() - began)) * 1000;
}

function reportPages(capture) {
  const { packet } = capture.packets.find((captured) =>
    captured.packet.layers.some(({ name }) => name === "TCP"),
  );
  const size = osi.tree(packet).html.length + osi.hexdump(packet).html.length;
  report("views: HTML of a TCP packet's tree and hexdump / 60 kB", size / 60_000, `${size} bytes`);
}

/** How many packets scapy shows in a second, taking them apart included. */
const shows = `
import sys, time, warnings
warnings.simplefilter("ignore")
from scapy.all import RawPcapReader, Ether
frames = [data for data, _ in RawPcapReader(sys.argv[1])]
start = time.perf_counter()
for frame in frames:
    Ether(frame).show(dump=True)
print(len(frames) / (time.perf_counter() - start))
`;
