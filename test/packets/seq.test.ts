/** Sequence numbers go around in a circle (RFC 9293 §3.4). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seq } from "../../lib/packets";

const number = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const step = fc.integer({ min: 1, max: 2 ** 31 - 1 });

describe("sequence numbers", () => {
  test("wrap around behind 4294967295", () => {
    expect(seq.add(4294967295, 1)).toBe(0);
    expect(seq.add(0, -1)).toBe(4294967295);
    expect(seq.lt(4294967295, 0)).toBe(true);
    expect(seq.distance(4294967290, 4)).toBe(10);
  });

  test("of what was sent later come later, wherever the circle begins", () => {
    fc.assert(
      fc.property(number, step, (a, bytes) => {
        const b = seq.add(a, bytes);
        expect([seq.lt(a, b), seq.le(a, b), seq.gt(a, b), seq.ge(a, b)]).toEqual([true, true, false, false]);
        expect([seq.distance(a, b), seq.distance(b, a)]).toEqual([bytes, -bytes]);
      }),
    );
  });
});
