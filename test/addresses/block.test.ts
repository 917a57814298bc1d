import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastOf, restOf, sizeOf } from "../../lib/addresses/block";
import { network } from "./arbitraries";

describe("the rest of a block", () => {
  test("reaches from the address to the block's end without a gap, in as few blocks as there are ones in its size", () => {
    fc.assert(
      fc.property(network(4), fc.nat(), (net, somewhere) => {
        const whole = { version: net.version, number: net.network.number, prefix: net.prefix };
        const from = whole.number + (BigInt(somewhere) % sizeOf(whole));
        let next = from;
        const rest = restOf(whole, from);
        for (const block of rest) {
          expect(block.number).toBe(next);
          expect(block.number % sizeOf(block)).toBe(0n);
          next = lastOf(block) + 1n;
        }
        const end = lastOf(whole) + 1n;
        expect(next).toBe(end);
        expect(rest).toHaveLength((end - from).toString(2).replaceAll("0", "").length);
      }),
    );
  });

  test("from its first address is the block itself, at its end nothing", () => {
    const whole = { version: 4, number: 0n, prefix: 8 } as const;
    expect(restOf(whole, 0n)).toEqual([whole]);
    expect(restOf(whole, lastOf(whole) + 1n)).toEqual([]);
  });
});
