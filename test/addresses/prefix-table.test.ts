import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prefixTable } from "../../lib/addresses";
import { address4, address6, network } from "./arbitraries";

describe("a prefix table", () => {
  const routes = prefixTable({ "0.0.0.0/0": "provider", "10.0.0.0/8": "left", "10.1.0.0/16": "right" });

  test.each([
    ["10.1.2.3", "right"],
    ["10.2.2.3", "left"],
    ["8.8.8.8", "provider"],
  ])("finds the longest prefix for %s: %s", (address, value) => {
    expect(routes.match(address)?.value).toBe(value);
  });

  test("has no answer where no network has the address", () => {
    expect(routes.match("::1")).toBeUndefined();
    expect(routes.explain("::1").text).toContain("::1 is in none of the networks");
  });

  test("finds what a look at every row finds", () => {
    const nets = fc.oneof(network(4), network(6));
    const asked = fc.oneof(address4, address6);
    fc.assert(
      fc.property(fc.uniqueArray(nets, { selector: String, maxLength: 12 }), asked, (list, address) => {
        const table = prefixTable(list.map((net, i) => [net, i] as const));
        // Random networks hardly ever have a random address: ask for one inside each of them too.
        for (const one of [address, ...list.map((net) => net.at(-1))]) {
          const [best] = list.filter((net) => net.contains(one)).sort((a, b) => b.prefix - a.prefix);
          expect(table.match(one)?.subnet.text).toBe(best?.text);
        }
      }),
    );
  });

  test("refuses a network that is there twice", () => {
    expect(() =>
      prefixTable([
        ["10.0.0.0/8", "a"],
        ["10.0.0.0 255.0.0.0", "b"],
      ]),
    ).toThrow(/10\.0\.0\.0\/8 is in the table twice/);
  });

  test("says of every row what its mask makes of the address", () => {
    expect(routes.explain("10.2.3.4").text).toMatchInlineSnapshot(`
      "10.2.3.4 belongs to 10.0.0.0/8: left

      network      value     address AND mask  match
      ────────────────────────────────────────────────────────────────
      10.1.0.0/16  right     10.2.0.0          no
      10.0.0.0/8   left      10.0.0.0          yes, the longest prefix
      0.0.0.0/0    provider  0.0.0.0           yes"
    `);
  });
});
