/** Packets made of what sockets saw: Wireshark reads them without complaint, and as the exchange that took place. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test as plain } from "vitest";
import { reconstruct } from "../../lib/capture";
import { closeAll } from "../../lib/cell";
import { osi } from "../../lib/osi";
import { pcap, TCP, tcpStreams } from "../../lib/packets";
import { socketpair, tcp, tls, udp } from "../../lib/sockets";
import { Recording } from "../../lib/sockets/transcript/transcript";
import { program, requires } from "../support/requires";

const tshark = program("tshark");
const { test } = requires(tshark);

afterEach(() => closeAll());

/** A client that sent "ping" and a megabyte, was answered, and closed, with its server. */
async function exchange(host = "127.0.0.1") {
  const server = await tcp.listen(
    async (c) => {
      await c.send(`got ${await c.recvUntil("\n")}`);
      while (await c.recv());
    },
    { host },
  );
  const me = await tcp.connect(server);
  await me.send("ping\n");
  await me.recvUntil("\n");
  await me.send(new Uint8Array(3000).fill(120));
  await me.close();
  await server.close();
  return { me, server };
}

async function judged(records: ReturnType<typeof reconstruct>, ...args: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "netcell-reconstructed-"));
  try {
    const file = join(folder, "reconstructed.pcapng");
    await pcap.write(file, records);
    const run = spawnSync(tshark.path, ["-n", "-r", file, ...args], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a connection, reconstructed", () => {
  plain("is the exchange, marked as reconstructed, with the bytes that the transcript kept", async () => {
    const { me } = await exchange();
    const records = reconstruct(me);
    expect(records.map(({ packet }) => packet.get(TCP).flags).slice(0, 5)).toEqual([
      "S",
      "SA",
      "A",
      "PA",
      "PA",
    ]);
    expect(new Set(records.map(({ origin }) => origin))).toEqual(new Set(["reconstructed"]));
    const [stream] = tcpStreams(pcap.parse(pcap.bytes(records)));
    expect(String.fromCharCode(...stream!.server.bytes())).toBe("got ping\n");
    expect(stream!.client).toMatchObject({ length: 3005, finished: true });
    expect(String.fromCharCode(...stream!.client.bytes(0, 5))).toBe("ping\n");
    expect(records.map(({ packet }) => packet.missing).filter(Boolean)).toEqual([3000 - 1024]);
  });

  plain("begins in the middle where the transcript does", () => {
    const record = new Recording();
    for (let i = 0; i < 1500; i++) record.add("data", "127.0.0.1:5000", "127.0.0.1:80", Buffer.from("x"));
    const records = reconstruct(record);
    expect(records).toHaveLength(1000);
    expect(records[0]!.packet.get(TCP)).toMatchObject({ seq: 1, flags: "PA" });
  });

  test("is opened by tshark without complaint, from either end", async () => {
    const { me, server } = await exchange();
    for (const records of [reconstruct(me), reconstruct(server.transcript)]) {
      const warnings = await judged(
        records,
        "-Y",
        "_ws.expert.severity >= warning",
        "-o",
        "tcp.check_checksum:TRUE",
      );
      expect(warnings).toBe("");
      expect(await judged(records, "-q", "-z", "follow,tcp,ascii,0")).toMatch(/ping\n[\s\S]*got ping\n/);
    }
  });

  test("may run over IPv6", async () => {
    const { me } = await exchange("::1");
    expect(
      await judged(reconstruct(me), "-c", "2", "-T", "fields", "-e", "ipv6.src", "-e", "tcp.flags.str"),
    ).toMatch(/^::1\t·+S·\n::1\t·+A··S·\n$/);
  });
});

describe("datagrams, reconstructed", () => {
  test("are UDP, empty ones too", async () => {
    const sink = await udp.bind();
    const me = await udp.bind();
    await me.sendTo("hello", sink);
    await me.sendTo("", sink);
    await sink.recvFrom();
    expect(await judged(reconstruct(me), "-T", "fields", "-e", "udp.length", "-e", "frame.comment")).toBe(
      "13\tnetcell: reconstructed\n8\tnetcell: reconstructed\n",
    );
  });
});

plain("what carries nothing has no layer for it, and data are one", async () => {
  const [box, pen] = [await udp.bind(), await udp.bind()];
  for (const text of ["hi", ""]) await pen.sendTo(text, box);
  const layers = reconstruct(pen).map(({ packet }) => packet.layers.map(({ name }) => name).join(" / "));
  expect(layers).toEqual(["IP / UDP / Raw", "IP / UDP"]);
});

describe("what never was a packet", () => {
  plain("is refused with the reason", async () => {
    const [one] = await socketpair();
    await one.send("x");
    expect(() => reconstruct(one)).toThrow(/is not an Internet address/);
    const { me } = await exchange();
    expect(() => reconstruct(me.transcript.normalized())).toThrow(/the transcript itself/);
    expect(() => reconstruct({} as never)).toThrow(/no transcript/);
  });
});

describe("what was encrypted on the wire", () => {
  plain("is not made into packets that show it, and osi says who encrypted it", async () => {
    const server = await tls.listen(async (c) => {
      await c.send("secret");
    });
    const me = await tls.connect(server);
    expect(String(await me.recv())).toBe("secret");
    for (const recorded of [me, server]) {
      expect(() => reconstruct(recorded)).toThrow(/inside TLS/);
      expect(osi.explain(recorded).text).toContain("TLS did this layer's work");
    }
  });
});
