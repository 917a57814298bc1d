import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteQueue } from "../../../lib/sockets/stream/byte-queue";

const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 80 });
const filled = (parts: Uint8Array[]) => {
  const queue = new ByteQueue();
  for (const part of parts) queue.push(Buffer.from(part));
  return { queue, all: Buffer.concat(parts) };
};

describe("a byte queue is one run of bytes, however it was cut", () => {
  test("taking any lengths gives the same bytes in the same order", () => {
    fc.assert(
      fc.property(chunks, fc.array(fc.nat(30)), (parts, lengths) => {
        const { queue, all } = filled(parts);
        let at = 0;
        for (const wanted of lengths) {
          const length = Math.min(wanted, queue.length);
          expect(Buffer.from(queue.take(length))).toEqual(all.subarray(at, at + length));
          at += length;
        }
        expect(queue.length).toBe(all.length - at);
        expect(Buffer.from(queue.take(queue.length))).toEqual(all.subarray(at));
      }),
    );
  });

  test("taking some gives the next bytes, at least one and at most the limit", () => {
    fc.assert(
      fc.property(chunks, fc.integer({ min: 1, max: 30 }), (parts, limit) => {
        const { queue, all } = filled(parts);
        const taken: Uint8Array[] = [];
        while (queue.length > 0) {
          const some = queue.takeSome(limit);
          expect(some.length).toBeGreaterThan(0);
          expect(some.length).toBeLessThanOrEqual(limit);
          taken.push(some);
        }
        expect(Buffer.concat(taken)).toEqual(all);
      }),
    );
  });

  test("a pattern is found where it is, across chunks too", () => {
    // Few different bytes, so that there is something to find.
    const bits = fc.array(fc.uint8Array({ maxLength: 6, max: 1 }), { maxLength: 20 });
    fc.assert(
      fc.property(
        bits,
        fc.uint8Array({ minLength: 1, maxLength: 4, max: 1 }),
        fc.nat(40),
        (parts, pattern, from) => {
          const { queue, all } = filled(parts);
          expect(queue.indexOf(pattern, from)).toBe(all.length < from ? -1 : all.indexOf(pattern, from));
        },
      ),
    );
  });

  test("asking for more than is there is a mistake, not a short answer", () => {
    expect(() => filled([Buffer.from("ab")]).queue.take(3)).toThrow("3 bytes asked, 2 there");
  });
});
