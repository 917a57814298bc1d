/** Packets with thousands of layers: what is told of them takes time for each layer, not for each pair of them. */
import { expect, test, vi } from "vitest";
import { dissect, IP, type Packet, packet, TCP, TLS } from "../../lib/packets";

/** A segment with `count` records of TLS, each of one byte. */
function records(count: number): Packet {
  const bytes = new Uint8Array(Array.from({ length: count }, () => [23, 3, 3, 0, 1, 0]).flat());
  const read = dissect(packet(IP(), TCP({ sport: 40000, dport: 443, flags: "PA" }), bytes).bytes, IP);
  expect(read.layers.length).toBe(2 + count);
  return read;
}

test("scapy's code builds the packet once", () => {
  const write = vi.spyOn(TLS.definition.byName.get("type")!.field, "write");
  try {
    expect(records(50).code("scapy").match(/Raw/g)?.length).toBe(50);
    expect(write).toHaveBeenCalledTimes(50);
  } finally {
    write.mockRestore();
  }
});

test("a line of sixteen times as many layers takes less than 256 times as long", () => {
  const quickest = (count: number) => {
    const times = Array.from({ length: 4 }, () => {
      const read = records(count);
      const begun = performance.now();
      read.summary();
      return performance.now() - begun;
    });
    return Math.min(...times);
  };
  expect(quickest(10_000) / quickest(625)).toBeLessThan(256);
});
