/** tshark sees the same trouble in the same segments. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { capture } from "../../../lib/capture";
import { noteSegments } from "../../../lib/osi/flows/segment-notes";
import {
  type CapturedPacket,
  type PacketRecord,
  pcap,
  TCP,
  type TCPStream,
  tcpStreams,
} from "../../../lib/packets";
import { tcp } from "../../../lib/sockets";
import { capturer } from "../../support/capture";
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

/** What both say about the same packets. */
class Judged {
  readonly streams: readonly TCPStream[];
  readonly #file: string;

  constructor(name: string, packets: Iterable<PacketRecord | CapturedPacket>) {
    const bytes = pcap.bytes(packets);
    this.#file = join(folder, `${name}.pcapng`);
    writeFileSync(this.#file, bytes);
    this.streams = tcpStreams(pcap.parse(bytes));
  }

  expectSameNumbers(): void {
    const ours = this.streams
      .flatMap(({ number, segments }) =>
        segments.map(({ no, seq, ack, length }) => [no, number, seq, ack ?? 0, length]),
      )
      .sort(([a], [b]) => a! - b!);
    expect(ours.map((row) => row.join("\t"))).toEqual(
      this.#fields("frame.number", "tcp.stream", "tcp.seq", "tcp.ack", "tcp.len"),
    );
  }

  expectSameTrouble(): void {
    const names = Object.keys(kinds) as Array<keyof typeof kinds>;
    const analysed = [...names, "spurious_retransmission"].map((kind) => `tcp.analysis.${kind}`);
    const theirs = this.#fields("frame.number", ...analysed).map((line) => {
      const [no, ...flags] = line.split("\t");
      const again = flags.at(-1) ? ["retransmission"] : [];
      return [no, [...new Set([...names.filter((_, i) => flags[i]), ...again])].sort()];
    });
    const ours = this.streams
      .flatMap((stream) => noteSegments(stream).noted)
      .map(({ segment, trouble }) => [
        `${segment.no}`,
        names.filter((kind) => trouble.some((words) => kinds[kind].test(words))).sort(),
      ]);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
  }

  #fields(...wanted: readonly string[]): string[] {
    const args = wanted.flatMap((field) => ["-e", field]);
    const done = spawnSync(tshark.path, ["-n", "-r", this.#file, "-T", "fields", ...args], {
      encoding: "utf8",
    });
    if (done.status !== 0) throw new Error(done.stderr);
    return done.stdout.trimEnd().split("\n");
  }
}

describe.each([
  ["a lossy stream", lossy],
  ["a simultaneous close", simultaneousClose],
  ["a refusal and a reset", resets],
] as const)("of %s", (name, packets) => {
  test("tshark counts the same numbers and finds the same trouble", () => {
    const judged = new Judged(name, packets);
    judged.expectSameNumbers();
    judged.expectSameTrouble();
  });
});

const captured = requires(tshark, capturer("tcpdump"));

captured.describe("of what went over the loopback interface", () => {
  captured.test(
    "tshark counts the same numbers and finds the same trouble, and both ends end as RFC 9293 has it",
    async () => {
      const server = await tcp.listen(async (connection) => {
        for await (const bytes of connection) await connection.send(bytes);
      });
      const wire = await capture(server);
      const me = await tcp.connect(server);
      const echoed = me.recvExactly(200_000);
      await me.send("x".repeat(200_000));
      await echoed; // what nobody took when it closes would be answered with a reset, and one FIN were missing
      await me.close();
      let fins = 0;
      await wire.next(({ packet }) => packet.get(TCP).flags.includes("F") && ++fins === 2);
      await wire.close();
      await server.close();
      const judged = new Judged("loopback", wire.packets);
      judged.expectSameNumbers();
      judged.expectSameTrouble();
      const { states, noted } = noteSegments(judged.streams[0]!);
      expect(noted[0]?.phase).toBe("three-way handshake");
      expect(["FIN-WAIT-1", "FIN-WAIT-2", "CLOSING", "TIME-WAIT", "LAST-ACK", "CLOSED"]).toContain(
        states.last.client,
      );
    },
  );
});
