import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteQueue } from "../../../lib/sockets/framing/byte-queue";

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

  test("a pattern is found where it is, across chunks too, however often and between what it was asked", () => {
    // Few different bytes, so that there is something to find.
    const bits = fc.uint8Array({ maxLength: 6, max: 1 });
    const pattern = fc.uint8Array({ minLength: 1, maxLength: 4, max: 1 });
    const step = fc.oneof(
      fc.record({ push: bits }),
      fc.record({ find: pattern }),
      fc.record({ take: fc.nat(3) }),
    );
    fc.assert(
      fc.property(pattern, fc.array(step, { maxLength: 30 }), (usual, steps) => {
        const queue = new ByteQueue();
        let all = Buffer.alloc(0);
        for (const { push, find, take } of steps as Array<{
          push?: Uint8Array;
          find?: Uint8Array;
          take?: number;
        }>) {
          if (push) {
            queue.push(Buffer.from(push));
            all = Buffer.concat([all, push]);
          }
          const taken = Math.min(take ?? 0, all.length);
          expect(Buffer.from(queue.take(taken))).toEqual(all.subarray(0, taken));
          all = all.subarray(taken);
          for (const each of find ? [find, usual] : [usual])
            expect(queue.indexOf(each)).toBe(all.indexOf(each));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("looking at the first bytes leaves them there", () => {
    fc.assert(
      fc.property(chunks, fc.nat(40), (parts, count) => {
        const { queue, all } = filled(parts);
        expect(Buffer.from(queue.peek(count))).toEqual(all.subarray(0, count));
        expect(queue.length).toBe(all.length);
      }),
    );
  });

  test("small chunks are put together, and what was taken before stays as it was", () => {
    const queue = new ByteQueue();
    const all = Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 251));
    const taken: Buffer[] = [];
    for (let at = 0; at < all.length; at++) {
      queue.push(all.subarray(at, at + 1));
      if (at % 7 === 6) taken.push(queue.take(3));
    }
    let largest = 0;
    while (queue.length > 0) {
      const some = queue.takeSome(all.length);
      largest = Math.max(largest, some.length);
      taken.push(some);
    }
    expect(largest).toBeGreaterThan(500);
    expect(Buffer.concat(taken)).toEqual(all);
  });

  test("asking for more than is there is a mistake, not a short answer", () => {
    expect(() => filled([Buffer.from("ab")]).queue.take(3)).toThrow("3 bytes asked, 2 there");
  });
});
