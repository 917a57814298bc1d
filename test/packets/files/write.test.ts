/** What is written is read again; what a format has no room for is refused. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Capture,
  CookedLinux,
  dissect,
  Ether,
  IP,
  IPv6,
  Loopback,
  packet,
  pcap,
  TCP,
  UDP,
} from "../../../lib/packets";

const load = fc.uint8Array({ maxLength: 80 });
const ether = load.map((data) => packet(Ether(), IP(), UDP(), data));
const anyPacket = fc.oneof(
  ether,
  load.map((data) => packet(IP(), TCP(), data)),
  load.map((data) => packet(IPv6(), UDP(), data)),
  load.map((data) => packet(Loopback(), IP(), data)),
  load.map((data) => packet(CookedLinux(), IP(), data)),
);
const comments = fc.array(
  fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !text.includes("\0")),
  {
    maxLength: 3,
  },
);
const origin = fc.constantFrom("captured", "reconstructed", "simulated");
const name = fc.option(fc.constantFrom("eth0", "lo", "wlan0"), { nil: undefined });

function dialogLayer(capture: Capture): unknown[] {
  return capture.packets.map((each) => ({
    bytes: each.bytes,
    length: each.length,
    time: each.nanoseconds,
    comments: each.comments,
    origin: each.origin,
    interface: each.interface.name,
    layers: String(each.packet),
  }));
}

describe("pcapng", () => {
  const records = fc.array(
    fc.record({
      packet: anyPacket,
      time: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      comments,
      origin,
      interface: name,
    }),
    { maxLength: 12 },
  );

  test("holds packets of any link type with time, comments, interface and origin", () => {
    fc.assert(
      fc.property(records, comments, (given, about) => {
        const capture = pcap.parse(pcap.bytes(given, { comments: about }));
        expect(capture.notes).toEqual([]);
        expect(capture.comments).toEqual(about);
        expect(dialogLayer(capture)).toEqual(
          given.map(({ packet: { bytes }, packet, ...rest }) => ({
            bytes,
            length: bytes.length,
            ...rest,
            layers: String(dissect(bytes, capturedFrom(packet.layers[0]!.name))),
          })),
        );
      }),
    );
  });

  test("written again from what was read is the same, byte for byte", () => {
    fc.assert(
      fc.property(records, comments, (given, about) => {
        const once = pcap.bytes(given, { comments: about });
        const { packets, comments } = pcap.parse(once);
        expect(pcap.bytes(packets, { comments })).toEqual(once);
      }),
    );
  });
});

const capturedFrom = (layer: string) => ({ Ether, IP, IPv6, Loopback, CookedLinux })[layer]!;

describe("pcap", () => {
  const nanoseconds = fc.bigInt({ min: 0n, max: 2n ** 32n * 1_000_000_000n - 1n });

  test("holds packets of one link type with their times", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ packet: ether, time: nanoseconds }), { maxLength: 12 }), (given) => {
        const capture = pcap.parse(pcap.bytes(given, { format: "pcap" }));
        expect(capture.packets.map(({ bytes, nanoseconds }) => ({ bytes, nanoseconds }))).toEqual(
          given.map(({ packet, time }) => ({ bytes: packet.bytes, nanoseconds: time })),
        );
      }),
    );
  });

  test("is written in microseconds where that loses nothing", () => {
    const [micro, nano] = [1_000n, 1_001n].map((time) =>
      pcap.bytes([{ packet: packet(Ether()), time }], { format: "pcap" }),
    );
    expect([...micro!.subarray(0, 4)]).toEqual([0xd4, 0xc3, 0xb2, 0xa1]);
    expect([...nano!.subarray(0, 4)]).toEqual([0x4d, 0x3c, 0xb2, 0xa1]);
  });

  test("refuses what it has no room for, and says what has", () => {
    const [ip, eth] = [packet(IP()), packet(Ether())];
    const write = (...packets: Parameters<typeof pcap.bytes>[0][]) =>
      pcap.bytes(
        packets.flatMap((p) => [...p]),
        { format: "pcap" },
      );
    expect(() => write([ip, eth])).toThrow(/several link types \(101, 1\).*pcapng/);
    expect(() => write([{ packet: eth, comments: "look" }])).toThrow(/comments.*pcapng/);
    expect(() => write([{ packet: eth, time: -1 }])).toThrow(/1970 to 2106/);
    expect(() => pcap.bytes([{ packet: eth, time: -1 }])).toThrow(/1970 to 2554/);
    expect(() => pcap.bytes([eth], { format: "pcap", comments: "all" })).toThrow(/comments/);
    expect(() => pcap.bytes([packet(UDP())])).toThrow(/begin with UDP.*packet\(Ether\(\), …\)/);
    expect(() => pcap.bytes([{ packet: eth, comments: "x".repeat(65536) }])).toThrow(
      /65536 bytes is too long/,
    );
    expect(() => pcap.bytes([{ packet: eth, time: Number.NaN }])).toThrow(/NaN is not a time/);
    expect(() => pcap.bytes(["eth" as never])).toThrow(/Only packets can be written/);
  });
});

test.each([
  [1700000000.123456, 1700000000123456000n],
  [0.000000001, 1n],
  [0.1, 100000000n],
  [12, 12000000000n],
])("a time of %s seconds is taken as it is printed", (time, nanoseconds) => {
  const [read] = pcap.parse(pcap.bytes([{ packet: packet(Ether()), time }])).packets;
  expect(read?.nanoseconds).toBe(nanoseconds);
  expect(read?.time).toBe(time);
});

test("a packet that was cut stays one when it is written again", () => {
  const whole = packet(Ether(), IP(), UDP(), "data").bytes;
  const file = pcap.bytes([packet(Ether(), IP(), UDP(), "data")], { format: "pcap" });
  new DataView(file.buffer).setUint32(24 + 12, whole.length + 1000, true);
  for (const format of ["pcap", "pcapng"] as const) {
    const [again] = pcap.parse(pcap.bytes(pcap.parse(file), { format })).packets;
    expect([again?.length, again?.captured]).toEqual([whole.length + 1000, whole.length]);
  }
});

test("the path decides the format, unless it is told", async () => {
  const folder = mkdtempSync(join(tmpdir(), "netcell-write-"));
  try {
    const write = async (name: string, options?: Parameters<typeof pcap.write>[2]) => {
      const path = join(folder, name);
      await pcap.write(path, [packet(Ether(), IP())], options);
      expect((await pcap.read(path)).packets[0]?.bytes).toEqual(
        new Uint8Array(readFileSync(path)).subarray(...range(path)),
      );
      return (await pcap.read(path)).format;
    };
    const range = (path: string): [number, number] =>
      readFileSync(path)[0] === 0x0a ? [28 + 32 + 28, -4 - 2] : [40, 1000];
    expect(await write("a.pcap")).toBe("pcap");
    expect(await write("a.CAP")).toBe("pcap");
    expect(await write("a.pcapng")).toBe("pcapng");
    expect(await write("a")).toBe("pcapng");
    expect(await write("b.pcap", { format: "pcapng" })).toBe("pcapng");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
