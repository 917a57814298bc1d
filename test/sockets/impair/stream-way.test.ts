/** The decisions about streams, and the way that carries them out. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StreamDecision, StreamImpairment } from "../../../lib/sockets/impair/api";
import { type Piece, StreamWay } from "../../../lib/sockets/impair/stream-way";

const options: fc.Arbitrary<StreamImpairment> = fc.record({
  seed: fc.integer(),
  latency: fc.nat(50),
  jitter: fc.nat(50),
  slice: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }) as fc.Arbitrary<number>,
});

/** What leaves a way into which these chunks enter, a millisecond apart, and what was decided. */
function through(given: StreamImpairment, chunks: readonly Uint8Array[], connection = 0) {
  const decisions: StreamDecision[] = [];
  const way = new StreamWay(given, connection, "there", (decision) => decisions.push(decision));
  const pieces = chunks.flatMap((chunk, now) => way.enter(Buffer.from(chunk), now));
  return { way, decisions, pieces };
}

const joined = (pieces: readonly Piece[]) => Buffer.concat(pieces.map(({ data }) => data)).toString("hex");
const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 20 });

describe("a way for a stream", () => {
  test("loses and changes nothing, keeps the order, and is never early", () => {
    fc.assert(
      fc.property(options, chunks, (given, input) => {
        const { pieces } = through(given, input);
        expect(joined(pieces)).toBe(Buffer.concat(input).toString("hex"));
        pieces.forEach(({ at }, i) => {
          expect(at).toBeGreaterThanOrEqual(Math.max(0, given.latency! - given.jitter!));
          if (i > 0) expect(at).toBeGreaterThanOrEqual(pieces[i - 1]!.at);
        });
      }),
    );
  });

  test("decides by the place in the stream: how the operating system cut the bytes changes nothing", () => {
    fc.assert(
      fc.property(options, chunks, (given, input) => {
        const whole = Buffer.concat(input);
        const bytewise = [...whole].map((byte) => Uint8Array.of(byte));
        expect(through(given, bytewise).decisions).toEqual(through(given, [whole]).decisions);
      }),
    );
  });

  test("cuts slices of 1 to so many bytes, never across a boundary it decided", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 9 }), chunks, (seed, slice, input) => {
        const { decisions, pieces } = through({ seed, slice }, input);
        const starts = new Set(decisions.map(({ offset }) => offset));
        let offset = 0;
        for (const { data } of pieces) {
          expect(data.length).toBeLessThanOrEqual(slice);
          for (let inside = offset + 1; inside < offset + data.length; inside++)
            expect(starts.has(inside)).toBe(false);
          offset += data.length;
        }
      }),
    );
    const lengths = through({ slice: 3 }, [new Uint8Array(300)]).decisions.map(({ length }) => length);
    expect(new Set(lengths)).toEqual(new Set([1, 2, 3]));
  });

  test("decides otherwise for another connection", () => {
    const lengths = (connection: number) =>
      through({ slice: 50 }, [new Uint8Array(500)], connection).decisions.map(({ length }) => length);
    expect(lengths(0)).not.toEqual(lengths(1));
  });

  test("stops exactly where it stalls, and says where it resets", () => {
    fc.assert(
      fc.property(options, chunks, fc.nat(300), (given, input, limit) => {
        const total = input.reduce((sum, { length }) => sum + length, 0);
        const { way, pieces } = through({ ...given, stallAfter: limit }, input);
        expect(joined(pieces).length / 2).toBe(Math.min(total, limit));
        expect(way.isStalled).toBe(total >= limit);
        expect(through({ ...given, resetAfter: limit }, input).way.isReset).toBe(total >= limit);
      }),
    );
  });

  test("holds up what comes faster than its rate, and ends after its last byte", () => {
    const { way, pieces } = through({ rate: 8000, latency: 10, slowClose: 5 }, [new Uint8Array(1000)]);
    expect(pieces.map(({ at }) => at)).toEqual([1010]);
    expect([way.end(0), way.end(3000)]).toEqual([1015, 3015]);
  });
});
