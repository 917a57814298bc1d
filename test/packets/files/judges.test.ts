/** Wireshark's tools open what we write, and we read what they write: the same packets either way. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { type Capture, Ether, IP, packet, pcap, TCP, UDP } from "../../../lib/packets";
import { program, requires } from "../../support/requires";

const tools = ["tshark", "capinfos", "editcap", "mergecap"].map((name) => program(name));
const { describe, test } = requires(...tools);
const folder = mkdtempSync(join(tmpdir(), "netcell-judges-"));
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string) => join(folder, name);

/** Runs a tool, which must not complain. */
function run(name: string, ...args: string[]): string {
  const tool = tools.find((each) => each.name === name)!;
  const done = spawnSync(tool.path, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  const complaints = done.stderr.replace(/^Running as user "root".*\n/gm, "");
  if (done.status !== 0 || complaints) throw new Error(`${name} ${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

/** Number, time, lengths, interface and bytes of each packet, as tshark tells them. */
function toldByTshark(path: string): string[] {
  const wanted = ["frame.number", "frame.time_epoch", "frame.len", "frame.cap_len", "frame.interface_name"];
  const lines = run(
    "tshark",
    ...["-n", "-r", path, "-T", "fields", "-E", "separator=|"],
    ...[...wanted, "frame.comment"].flatMap((field) => ["-e", field]),
  );
  return lines.trimEnd().split("\n");
}

function toldByUs(capture: Capture): string[] {
  const nameless = capture.format === "pcapng" ? "unknown" : "";
  return Array.from(capture, (each) => {
    const nanos = each.nanoseconds!;
    const time = `${nanos / 1_000_000_000n}.${String(nanos % 1_000_000_000n).padStart(9, "0")}`;
    const { no, length, captured, comments } = each;
    const marks = each.origin === "captured" ? [] : [`netcell: ${each.origin}`];
    return [
      no,
      time,
      length,
      captured,
      each.interface.name ?? nameless,
      [...marks, ...comments].join(","),
    ].join("|");
  });
}

const begin = 1_700_000_000_000_000_000n;
const packets = Array.from({ length: 30 }, (_, i) => ({
  packet: packet(
    Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" }),
    IP({ src: "10.0.0.1", dst: "10.0.0.2", id: i }),
    i % 2 ? UDP({ sport: 40000, dport: 40001 }) : TCP({ sport: 40000, dport: 40001, seq: i }),
    "x".repeat(i * 7),
  ),
  time: begin + BigInt(i) * 1_000_001_000n,
}));
const remarkable = packets.map((each, i) => ({
  ...each,
  time: each.time + BigInt(i),
  interface: i % 3 ? "eth0" : "wlan0",
  comments: i % 5 ? [] : [`number ${i}`],
  origin: i === 7 ? ("reconstructed" as const) : ("captured" as const),
}));
const bare = packets.map((each) => ({ ...each, packet: packet(IP({ id: 9 }), UDP(), "no Ethernet") }));

const bytesOf = (capture: Capture) => capture.packets.map(({ bytes }) => bytes);

describe("files that we write", () => {
  test("are read by tshark as by us", () => {
    writeFileSync(inFolder("ours.pcap"), pcap.bytes(packets, { format: "pcap" }));
    writeFileSync(
      inFolder("nano.pcap"),
      pcap.bytes(
        remarkable.map(({ packet, time }) => ({ packet, time })),
        { format: "pcap" },
      ),
    );
    writeFileSync(inFolder("ours.pcapng"), pcap.bytes(remarkable, { comments: ["made", "here"] }));
    for (const file of ["ours.pcap", "nano.pcap", "ours.pcapng"]) {
      const ours = pcap.parse(readFileSync(inFolder(file)));
      expect(ours.length).toBe(30);
      expect(toldByTshark(inFolder(file))).toEqual(toldByUs(ours));
    }
  });

  test("are told by capinfos to be what they are", () => {
    const mixed = [...remarkable, ...bare];
    writeFileSync(inFolder("mixed.pcapng"), pcap.bytes(mixed, { comments: "several link types" }));
    const told = run("capinfos", "-M", inFolder("mixed.pcapng"));
    expect(told).toContain("Number of packets:   60");
    expect(told).toContain("Number of interfaces in file: 3");
    expect(told).toContain("Capture comment:     several link types");
    expect(told).toContain("File timestamp precision:  nanoseconds (9)");
    expect(told).toContain("Raw IP (30)");
    expect(told).toContain("Strict time order:   False");
  });

  test("keep the lengths of packets that were cut", () => {
    const cut = inFolder("cut.pcap");
    run("editcap", "-s", "60", inFolder("ours.pcap"), cut);
    const ours = pcap.parse(readFileSync(cut));
    writeFileSync(inFolder("cut-again.pcapng"), pcap.bytes(ours));
    expect(toldByTshark(inFolder("cut-again.pcapng"))).toEqual(toldByTshark(cut));
    expect(ours.packets.every(({ captured, length }) => captured === Math.min(60, length))).toBe(true);
  });
});

describe("files that Wireshark's tools write", () => {
  test.each(["pcap", "nsecpcap", "modpcap", "pcapng"])("as %s are read", (format) => {
    const theirs = inFolder(`theirs.${format}`);
    const source = format === "pcapng" ? "ours.pcapng" : "ours.pcap";
    run("editcap", "-F", format, inFolder(source), theirs);
    const capture = pcap.parse(readFileSync(theirs));
    expect(capture.notes).toEqual([]);
    expect(toldByUs(capture)).toEqual(toldByTshark(theirs));
    expect(bytesOf(capture)).toEqual(packets.map(({ packet }) => packet.bytes));
  });

  test("as merged captures of several interfaces and link types are read", () => {
    writeFileSync(inFolder("bare.pcap"), pcap.bytes(bare, { format: "pcap" }));
    const merged = inFolder("merged.pcapng");
    run("mergecap", "-F", "pcapng", "-w", merged, inFolder("ours.pcapng"), inFolder("bare.pcap"));
    const capture = pcap.parse(readFileSync(merged));
    expect([capture.notes, capture.length]).toEqual([[], 60]);
    expect(toldByUs(capture)).toEqual(toldByTshark(merged));
    expect(new Set(capture.packets.map(({ interface: { linkType } }) => linkType))).toEqual(
      new Set([1, 101]),
    );
  });

  test("with resolved names, and packets filtered by tshark, are read", () => {
    const filtered = inFolder("filtered.pcapng");
    run("tshark", "-r", inFolder("ours.pcapng"), "-Y", "udp", "-W", "n", "-w", filtered);
    const capture = pcap.parse(readFileSync(filtered));
    expect([capture.notes, capture.length]).toEqual([[], 15]);
    expect(capture.packets.every(({ packet }) => packet.has(UDP))).toBe(true);
  });
});
