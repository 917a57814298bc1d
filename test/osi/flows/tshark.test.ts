/** tshark sees the same trouble in the same segments. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { noteSegments } from "../../../lib/osi/flows/segment-notes";
import { type PacketRecord, pcap, tcpStreams } from "../../../lib/packets";
import { program, requires } from "../../support/requires";
import { lossy, resets, simultaneousClose } from "../gallery/talks";

const tshark = program("tshark");
const { describe, test } = requires(tshark);

const folder = mkdtempSync(join(tmpdir(), "netcell-notes-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What tshark calls it, and how our words begin. */
const kinds = {
  duplicate_ack: /^duplicate ACK/,
  zero_window: /^zero window$/,
  zero_window_probe: /^zero-window probe/,
  lost_segment: /^hole/,
  out_of_order: /^out of order: late/,
  // What was asked for three times and then fills the hole is a retransmission to tshark; here that is said with "it seems".
  retransmission: /^retransmission|^out of order: sent again, it seems/,
} as const;

describe.each([
  ["a lossy stream", lossy],
  ["a simultaneous close", simultaneousClose],
  ["a refusal and a reset", resets],
] as const)("of %s", (name, packets: readonly PacketRecord[]) => {
  const file = join(folder, `${name}.pcapng`);
  writeFileSync(file, pcap.bytes(packets));
  const streams = tcpStreams(pcap.parse(pcap.bytes(packets)));

  function fields(...wanted: readonly string[]): string[] {
    const args = wanted.flatMap((field) => ["-e", field]);
    const done = spawnSync(tshark.path, ["-n", "-r", file, "-T", "fields", ...args], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
    return done.stdout.trimEnd().split("\n");
  }

  test("tshark counts the same sequence numbers, acknowledgements and lengths", () => {
    const ours = streams
      .flatMap(({ number, segments }) =>
        segments.map(({ no, seq, ack, length }) => [no, number, seq, ack ?? 0, length]),
      )
      .sort(([a], [b]) => a! - b!);
    expect(ours.map((row) => row.join("\t"))).toEqual(
      fields("frame.number", "tcp.stream", "tcp.seq", "tcp.ack", "tcp.len"),
    );
  });

  test("tshark finds the same trouble", () => {
    const names = Object.keys(kinds) as Array<keyof typeof kinds>;
    const theirs = fields(
      "frame.number",
      ...names.map((kind) => `tcp.analysis.${kind}`),
      "tcp.analysis.spurious_retransmission",
    );
    const found = new Map<number, string[]>();
    for (const line of theirs) {
      const [no, ...flags] = line.split("\t");
      const own = names.filter((_, i) => flags[i]);
      if (flags.at(-1) && !own.includes("retransmission")) own.push("retransmission");
      found.set(Number(no), own.sort());
    }
    const said = new Map<number, string[]>();
    for (const { segment, trouble } of streams.flatMap((stream) => noteSegments(stream).noted))
      said.set(segment.no, names.filter((kind) => trouble.some((words) => kinds[kind].test(words))).sort());
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(found));
  });
});
