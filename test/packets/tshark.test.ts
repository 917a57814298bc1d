/** The second opinion of tshark: our fields lie where it says, hold what it says, and it finds our checksums right. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { dissect, type PacketNode } from "../../lib/packets";
import { program, requires } from "../support/requires";
import { pcap } from "./pcap";
import { tsharkNames as names, type Sample, samples } from "./samples";

const tshark = program("tshark");
const { describe, test } = requires(tshark);

/** A field as tshark's PDML tells it. */
interface PdmlField {
  readonly name: string;
  readonly pos: number;
  readonly size: number;
  readonly value: string;
  readonly show: string;
}

/** tshark's fields for every sample, one run for each link type. */
function dissectAll(): Map<Sample, PdmlField[]> {
  const all = new Map<Sample, PdmlField[]>();
  for (const from of new Set(samples.map((sample) => sample.from))) {
    const alike = samples.filter((sample) => sample.from === from);
    const packets = pdml(pcap(alike)).split("<packet>").slice(1);
    for (const [i, sample] of alike.entries()) all.set(sample, fieldsIn(packets[i]!));
  }
  return all;
}

function pdml(capture: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "netcell-pdml-"));
  try {
    const file = join(folder, "samples.pcap");
    writeFileSync(file, capture);
    const wishes = [
      "ip.check_checksum:TRUE",
      "tcp.check_checksum:TRUE",
      "udp.check_checksum:TRUE",
      "ip.defragment:FALSE",
      "ipv6.defragment:FALSE",
    ];
    const run = spawnSync(
      tshark.path,
      ["-n", "-r", file, "-T", "pdml", ...wishes.flatMap((wish) => ["-o", wish])],
      { encoding: "utf8", maxBuffer: 1 << 28 },
    );
    if (run.status !== 0) throw new Error(`tshark failed: ${run.stderr}`);
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fieldsIn(packet: string): PdmlField[] {
  return [...packet.matchAll(/<field ([^>]*)>/g)].map(([, attributes]) => {
    const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(` ${attributes}`)?.[1] ?? "";
    return {
      name: attribute("name"),
      pos: Number(attribute("pos")),
      size: Number(attribute("size")),
      value: attribute("value"),
      show: attribute("show"),
    };
  });
}

/** Fields, their parts and the parts of those. */
function fieldsOf(sample: Sample): PacketNode[] {
  const withParts = (node: PacketNode): PacketNode[] => [node, ...node.kids.flatMap(withParts)];
  return dissect(sample.packet.bytes, sample.from)
    .tree()
    .flatMap((layer) => layer.kids.flatMap(withParts));
}

/** Header lengths, which tshark shows in bytes. */
const inBytes = new Set(["IP.ihl", "TCP.dataofs"]);

/** Whether tshark's field is where ours is, and holds the same. */
function isSame(theirs: PdmlField, ours: PacketNode, bytes: Uint8Array): boolean {
  const [first, last] = [ours.bit / 8, (ours.bit + ours.bits) / 8];
  if (!names[ours.path]!.split("|").includes(theirs.name)) return false;
  if (Number.isInteger(first) && Number.isInteger(last)) {
    const value = Buffer.from(bytes.subarray(first, last)).toString("hex");
    // What holds other fields has no value of its own.
    const same = theirs.value === value || (theirs.value === "" && theirs.show === "");
    return theirs.pos === first && theirs.size === last - first && same;
  }
  const around = theirs.pos <= first && last <= theirs.pos + theirs.size;
  return around && Number(theirs.show) === (ours.value as number) * (inBytes.has(ours.path) ? 4 : 1);
}

describe("tshark", () => {
  const dissected = dissectAll();

  test.each(samples)("finds the fields of $name where we do", (sample) => {
    const theirs = dissected.get(sample)!;
    const ours = fieldsOf(sample).filter((node) => node.path in names && node.bits > 0);
    expect(ours.length).toBeGreaterThan(3);
    for (const node of ours) {
      const alike = theirs.filter(({ name }) => names[node.path]!.split("|").includes(name));
      expect(
        theirs.some((field) => isSame(field, node, sample.packet.bytes)),
        `${node.path}=${node.text} at bit ${node.bit}, ${node.bits} long; tshark has ${JSON.stringify(alike)}`,
      ).toBe(true);
    }
  });

  test.each(samples)("finds the checksums of $name as right as we do", (sample) => {
    const theirs = dissected.get(sample)!;
    const wrong = theirs.filter(({ name, show }) => name.endsWith("checksum.status") && show === "0");
    const ours = sample.packet.verdicts.filter(
      ({ about, level }) => about === "checksum" && level === "error",
    );
    expect(wrong).toEqual(ours);
  });
});
