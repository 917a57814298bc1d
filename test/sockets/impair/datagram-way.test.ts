/** The decisions about datagrams, and the way that carries them out: pure, so that everything can be said of them. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DatagramImpairment } from "../../../lib/sockets/impair/api";
import { corrupted, decideDatagram } from "../../../lib/sockets/impair/datagram-decision";
import { DatagramWay } from "../../../lib/sockets/impair/datagram-way";

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const options: fc.Arbitrary<DatagramImpairment> = fc.record({
  seed: fc.integer(),
  delay: fc.integer({ min: 0, max: 100 }),
  jitter: fc.integer({ min: 0, max: 100 }),
  loss: chance,
  duplicate: chance,
  reorder: chance,
  corrupt: chance,
});

const first = (count: number, given: DatagramImpairment) =>
  Array.from({ length: count }, (_, index) => decideDatagram(given, index));

/** The texts that leave a way into which "0", "1", … enter. */
function through(given: DatagramImpairment, count: number): string[] {
  const way = new DatagramWay<number>(given);
  const out = Array.from({ length: count }, (_, i) => way.enter(i, Buffer.from(String(i)), i).departures);
  return [...out.flat(), ...way.flush(count)].map(({ data }) => data.toString());
}

describe("a decision", () => {
  test("depends on the seed and the number alone", () => {
    fc.assert(
      fc.property(options, fc.nat(), (given, index) => {
        expect(decideDatagram(given, index)).toEqual(decideDatagram({ ...given }, index));
      }),
    );
    const losses = (seed: number) => first(64, { seed, loss: 0.5 }).map(({ lost }) => lost);
    expect(losses(7)).toEqual(losses(7));
    expect(losses(7)).not.toEqual(losses(8));
  });

  test("more loss loses what less loss lost, and more besides", () => {
    fc.assert(
      fc.property(options, chance, fc.nat(), (given, more, index) => {
        const larger = Math.max(more, given.loss!);
        if (decideDatagram(given, index).lost)
          expect(decideDatagram({ ...given, loss: larger }, index).lost).toBe(true);
      }),
    );
  });

  test("one impairment changes nothing of another", () => {
    fc.assert(
      fc.property(options, fc.nat(), ({ loss: _, ...given }, index) => {
        const { delay, ...alone } = decideDatagram(given, index);
        const { delay: ofOther, ...other } = decideDatagram({ ...given, delay: 0, jitter: 0 }, index);
        expect(other).toEqual(alone);
        expect(ofOther).toBe(0);
        expect(Math.abs(delay - given.delay!)).toBeLessThanOrEqual(given.jitter!);
      }),
    );
  });

  test("comes as often as its probability says, whatever the seed, and never or always at the ends", () => {
    for (const seed of [0, 1, 2, -1, 2 ** 31]) {
      const lost = first(20_000, { seed, loss: 0.2 }).filter((decision) => decision.lost).length;
      // Five standard deviations of a binomial distribution.
      expect(Math.abs(lost - 4000)).toBeLessThan(5 * Math.sqrt(20_000 * 0.2 * 0.8));
    }
    expect(first(1000, { loss: 0 }).some(({ lost }) => lost)).toBe(false);
    expect(first(1000, { loss: 1 }).every(({ lost }) => lost)).toBe(true);
  });

  test("does not follow from the one before it", () => {
    const lost = first(20_000, { seed: 3, loss: 0.5 }).map((decision) => decision.lost);
    const same = lost.filter((is, i) => i > 0 && is === lost[i - 1]).length;
    expect(Math.abs(same - 10_000)).toBeLessThan(5 * Math.sqrt(5000));
  });

  test("corrupts one bit, and none of an empty datagram", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(), (bytes, index) => {
        const data = Buffer.from(bytes);
        const broken = corrupted(data, decideDatagram({ corrupt: 1 }, index));
        const bits = [...broken].reduce((sum, byte, i) => sum + ones(byte ^ data[i]!), 0);
        expect(bits).toBe(Math.min(1, data.length));
        expect([...data]).toEqual([...bytes]);
      }),
    );
  });
});

const ones = (byte: number) => [...byte.toString(2)].filter((bit) => bit === "1").length;

describe("a way", () => {
  test("gives out what is not lost, twice what is duplicated, nothing else", () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 0, max: 60 }), ({ corrupt: _, ...given }, count) => {
        const expected = first(count, given).flatMap(({ index, lost, duplicated }) =>
          lost ? [] : duplicated ? [String(index), String(index)] : [String(index)],
        );
        expect(through(given, count).sort()).toEqual(expected.sort());
      }),
    );
  });

  test("without reorder keeps the order, however the delay varies", () => {
    fc.assert(
      fc.property(options, ({ reorder: _, corrupt: __, ...given }) => {
        const numbers = through(given, 50).map(Number);
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });

  test("always reordering makes pairs change places: no clock is asked", () => {
    expect(through({ reorder: 1 }, 6)).toEqual(["1", "0", "3", "2", "5", "4"]);
  });

  test("lets no one leave before the one before it, and none before its delay", () => {
    fc.assert(
      fc.property(options, fc.array(fc.nat(20), { maxLength: 40 }), (given, gaps) => {
        const way = new DatagramWay<number>(given);
        let now = 0;
        const out = gaps.flatMap((gap, i) => {
          now += gap;
          const entered = now;
          return way.enter(i, Buffer.from("x"), now).departures.map(({ at }) => ({ at, entered }));
        });
        const least = Math.max(0, given.delay! - given.jitter!);
        out.forEach(({ at, entered }, i) => {
          expect(at).toBeGreaterThanOrEqual(entered + least);
          if (i > 0) expect(at).toBeGreaterThanOrEqual(out[i - 1]!.at);
        });
      }),
    );
  });

  test("holds up what comes faster than its rate: 1000 bits a second are a second for 125 bytes", () => {
    const way = new DatagramWay<number>({ rate: 1000, delay: 10 });
    const at = [0, 0, 5000].map((now, i) => way.enter(i, Buffer.alloc(125), now).departures[0]!.at);
    expect(at).toEqual([1010, 2010, 6010]);
  });
});
