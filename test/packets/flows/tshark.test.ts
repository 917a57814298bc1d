/** tshark follows the same connections to the same bytes, and counts conversations as we do. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { conversations, pcap, tcpStreams } from "../../../lib/packets";
import { program, requires } from "../../support/requires";
import { Talk } from "./segments";

const tshark = program("tshark");
const { describe, test } = requires(tshark);

const folder = mkdtempSync(join(tmpdir(), "netcell-flows-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "talk.pcapng");

/** Two connections, the second on the ports of the first; sequence numbers that wrap; all that can happen to segments. */
const talk = new Talk()
  .handshake(2 ** 32 - 3, 5000)
  .client({ flags: "PA", seq: 2 ** 32 - 2, ack: 5001 }, "GET / HTTP/1.0\r\n\r\n")
  .server({ seq: 5001, ack: 16 }, "HTTP/1.0 200 OK\r\n\r\n")
  .server({ seq: 5025, ack: 16 }, "world")
  .server({ seq: 5020, ack: 16 }, "hello")
  .client({ seq: 16, ack: 5020 })
  .server({ seq: 5020, ack: 16 }, "hello")
  .client({ seq: 16, ack: 5030 })
  .client({ seq: 15, ack: 5030 })
  .server({ seq: 5030, ack: 16, window: 0 })
  .client({ seq: 16, ack: 5030 }, "x")
  .server({ flags: "RA", seq: 5030, ack: 16 })
  .handshake(77, 900)
  .client({ seq: 78, ack: 901 }, "again");
writeFileSync(file, pcap.bytes(talk.packets));
const capture = pcap.parse(pcap.bytes(talk.packets));

function run(...args: string[]): string {
  const done = spawnSync(tshark.path, ["-n", "-r", file, ...args], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout;
}

describe("tshark", () => {
  test("gives every segment the same stream and relative numbers", () => {
    const wanted = ["frame.number", "tcp.stream", "tcp.seq", "tcp.ack", "tcp.len"];
    const theirs = run("-T", "fields", ...wanted.flatMap((field) => ["-e", field]))
      .trimEnd()
      .split("\n");
    const ours = tcpStreams(capture)
      .flatMap(({ number, segments }) =>
        segments.map(({ no, seq, ack, length }) => [no, number, seq, ack ?? 0, length]),
      )
      .sort(([a], [b]) => a! - b!);
    expect(ours.map((row) => row.join("\t"))).toEqual(theirs);
  });

  test("follows the streams to the same bytes", () => {
    for (const { number, client, server } of tcpStreams(capture)) {
      const lines = run("-q", "-z", `follow,tcp,raw,${number}`).split("\n");
      const hex = lines.filter((line) => /^\t?[0-9a-f]+$/.test(line));
      const side = (indented: boolean) =>
        hex
          .filter((line) => line.startsWith("\t") === indented)
          .map((line) => line.trim())
          .join("");
      expect(Buffer.from(client.bytes()).toString("hex")).toBe(side(false));
      expect(Buffer.from(server.bytes()).toString("hex")).toBe(side(true));
    }
  });

  test("tells the same trouble", () => {
    const analysed = (flag: string) =>
      run("-Y", `tcp.analysis.${flag}`, "-T", "fields", "-e", "frame.number")
        .split("\n")
        .filter(Boolean)
        .map(Number);
    const marked = (...marks: string[]) =>
      tcpStreams(capture)
        .flatMap(({ segments }) => segments)
        .filter((segment) => marks.some((mark) => (segment.marks as readonly string[]).includes(mark)))
        .map(({ no }) => no);
    expect(marked("keep-alive")).toEqual(analysed("keep_alive"));
    expect(marked("zero-window probe")).toEqual(analysed("zero_window_probe"));
    expect(marked("zero window")).toEqual(analysed("zero_window"));
    expect(marked("after a hole")).toEqual(analysed("lost_segment"));
    expect(marked("out of order")).toEqual(analysed("out_of_order"));
    const again = [...analysed("retransmission"), ...analysed("spurious_retransmission")];
    expect(marked("retransmission")).toEqual([...new Set(again)].sort((a, b) => a - b));
  });

  test("counts the same conversations", () => {
    const lines = run("-q", "-z", "conv,ip").split("\n");
    const numbers = lines.find((line) => line.startsWith("10.0.0."))!.match(/\d+(?= bytes| +\d+ bytes)/g)!;
    const [one] = conversations(capture, "network");
    const [packets, bytes] = [one!.fromA.packets + one!.fromB.packets, one!.fromA.bytes + one!.fromB.bytes];
    expect(numbers.slice(-2).map(Number)).toEqual([packets, bytes]);
  });
});
