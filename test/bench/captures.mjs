/** Capture files: a file of 100 MB opened, with every packet's layers found; streamed; and the memory that it takes. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, report } from "./compare.mjs";
import { mixedCapture } from "./packets.mjs";

const require = createRequire(import.meta.url);
const { dissect, pcap } = require("../../dist/packets/index.js");

const megabytes = 100;
const rounds = 3;

export async function benchCaptures() {
  const folder = mkdtempSync(join(tmpdir(), "netcell-bench-"));
  try {
    const small = join(folder, "small.pcap");
    const records = recordsOf(mixedCapture(20_000));
    writeFileSync(small, records);
    for (const format of ["pcap", "pcapng"]) {
      const large = join(folder, `large.${format}`);
      writeFileSync(large, repeated(format === "pcap" ? records : pcap.bytes(pcap.parse(records)), format));
      await benchOpening(format, large);
    }
    await benchStreaming(join(folder, "large.pcap"));
    benchTshark(small);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function benchOpening(format, path) {
  const seconds = [];
  let size = "";
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.();
    const began = performance.now();
    const capture = await pcap.read(path);
    seconds.push((performance.now() - began) / 1000);
    if (capture.notes.length > 0) throw new Error(capture.notes[0]);
    size = `${megabytes} MB, ${capture.length} packets`;
  }
  report(`captures: ${format} opened and indexed / one second`, median(seconds), size);
  const peak = peakMemory(`const kept = await pcap.read(${JSON.stringify(path)}); look(); kept.length;`);
  report(`captures: peak memory of opening a ${format} / its size`, peak / (megabytes * 1e6), size);
}

async function benchStreaming(path) {
  let count = 0;
  const began = performance.now();
  for await (const { no } of pcap.stream(path)) count = no;
  const seconds = (performance.now() - began) / 1000;
  report("captures: pcap streamed, millions of packets a second", count / seconds / 1e6, `${megabytes} MB`);
  const peak = peakMemory(
    `for await (const { no } of pcap.stream(${JSON.stringify(path)})) if (no % 10000 === 0) look();`,
  );
  report("captures: peak memory of streaming a pcap / its size", peak / (megabytes * 1e6), `${megabytes} MB`);
}

/** The most bytes that a process of its own was seen to need for this, besides what it needs for nothing. */
function peakMemory(code) {
  const library = JSON.stringify(require.resolve("../../dist/packets/index.js"));
  const whole = `const { pcap } = require(${library});
    const before = process.memoryUsage().rss;
    let most = 0;
    const look = () => { most = Math.max(most, process.memoryUsage().rss - before); };
    (async () => { ${code} console.log(most); })();`;
  const run = spawnSync(process.execPath, ["-e", whole], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return Number(run.stdout);
}

/** One line for each packet is the least that tshark does. */
function benchTshark(path) {
  const began = performance.now();
  const run = spawnSync("tshark", ["-n", "-r", path], { maxBuffer: 1 << 28 });
  if (run.error) {
    console.log("captures: tshark is not installed here, so there is no ratio to it");
    return;
  }
  const theirs = (performance.now() - began) / 1000;
  const bytes = readFileSync(path);
  const ours = median(
    Array.from({ length: rounds }, () => {
      const start = performance.now();
      for (const each of pcap.parse(bytes)) each.packet.layers.length;
      return (performance.now() - start) / 1000;
    }),
  );
  report("captures: file to layer objects / tshark -r", theirs / ours, "20000 packets");
}

/** A pcap file with these frames. */
export function recordsOf({ bytes, offsets, count }) {
  const frames = Array.from({ length: count }, (_, i) => ({
    packet: dissect(bytes.subarray(offsets[i], offsets[i + 1])),
    time: i / 1000,
  }));
  return pcap.bytes(frames, { format: "pcap" });
}

/** The same packets again and again, until the file is large. */
function repeated(file, format) {
  const head = format === "pcap" ? 24 : 28 + 32;
  const body = file.subarray(head);
  const times = Math.ceil((megabytes * 1e6) / body.length);
  return Buffer.concat([file.subarray(0, head), ...Array.from({ length: times }, () => body)]);
}
