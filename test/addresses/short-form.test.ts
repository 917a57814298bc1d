/** The short form of IPv6 addresses, and each rule of RFC 5952 that leads to it. */
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import { ip } from "../../lib/addresses";
import { address6, groups6 } from "./arbitraries";

describe("the short form", () => {
  test.each([
    ["4.1: zeros at the beginning of a group go", "2001:0db8:0a00:00b0:1:2:3:4", "2001:db8:a00:b0:1:2:3:4"],
    ["4.1: a group of zeros is one 0", "2001:db8:0000:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["4.2.1: :: takes all it can", "2001:db8:0:0:0:0:2:1", "2001:db8::2:1"],
    ["4.2.1: a 0 written beside :: goes with it", "2001:db8::0:1", "2001:db8::1"],
    ["4.2.2: one group alone stays", "2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["4.2.3: the longest run", "2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["4.2.3: the first of two", "2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["4.3: small letters", "2001:DB8:AAAA::ABCD", "2001:db8:aaaa::abcd"],
    ["5: an IPv4 address where the prefix says so", "::ffff:c000:0201", "::ffff:192.0.2.1"],
    ["5: NAT64's prefix says so too", "64:ff9b::c000:221", "64:ff9b::192.0.2.33"],
    ["5: no other prefix does", "::c000:0201", "::c000:201"],
    ["all zeros", "0:0:0:0:0:0:0:0", "::"],
    ["zeros at the beginning", "0:0:0:0:0:0:0:1", "::1"],
    ["zeros at the end", "1:0:0:0:0:0:0:0", "1::"],
  ])("%s", (_rule, written, short) => {
    expect(ip(written).text).toBe(short);
  });

  test("is what ipaddr.js makes of the same groups", () => {
    fc.assert(
      fc.property(groups6, (groups) => {
        const peer = new ipaddr.IPv6(groups);
        fc.pre(!peer.isIPv4MappedAddress() && ip(peer.toNormalizedString()).scope !== "translation");
        expect(ip(peer.toNormalizedString()).text).toBe(peer.toRFC5952String());
      }),
    );
  });

  test("is never longer than any other form, and one for all of them", () => {
    fc.assert(
      fc.property(address6, (address) => {
        expect(address.text.length).toBeLessThanOrEqual(address.long.length);
        expect(ip(address.long.toUpperCase()).text).toBe(address.text);
      }),
    );
  });
});

describe("the way to it", () => {
  const rules = (text: string) =>
    ip(text).shorteningSteps.map(({ rule }) => rule.replace(/^RFC |section /g, ""));

  test.each([
    ["2001:0DB8:0:0:1:0:0:1", ["5952, 4.3", "4291, 2.2", "5952, 4.1", "5952, 4.2.1", "5952, 4.2.3"]],
    ["2001:db8:0:1:1:1:1:1", ["4291, 2.2", "5952, 4.1", "5952, 4.2.2"]],
    ["2001:0db8:0001:0001:0001:0001:0001:0001", ["5952, 4.1"]],
    ["::ffff:192.0.2.1", ["4291, 2.2", "5952, 4.1", "5952, 4.2.1", "5952, 5"]],
    ["1111:2222:3333:4444:5555:6666:7777:8888", []],
  ])("from %s names the rules that apply", (written, expected) => {
    expect(rules(written)).toEqual(expected);
  });

  test("tells a tie from a longer run", () => {
    const says = (text: string) => ip(text).shorteningSteps.find(({ rule }) => rule.endsWith("4.2.3"))?.says;
    expect(says("1:0:0:2:0:0:3:4")).toMatch(/equally long the first/);
    expect(says("1:0:0:2:0:0:0:4")).toMatch(/longest run/);
    expect(says("1:0:0:2:0:3:4:5")).toBeUndefined();
  });

  test("keeps the same address at every step, and ends at the short form", () => {
    fc.assert(
      fc.property(groups6, (groups) => {
        const address = ip(groups.map((group) => group.toString(16).toUpperCase()).join(":"));
        const steps = address.shorteningSteps;
        for (const { result } of steps) expect(ip(result).number).toBe(address.number);
        if (steps.length > 0) expect(steps.at(-1)?.result).toBe(address.text);
      }),
    );
  });

  test("begins in full where nobody wrote the address", () => {
    expect(ip("::").next().shortening().text).toContain("From 0000:0000:0000:0000:0000:0000:0000:0001");
  });

  test("is not there for IPv4", () => {
    expect(() => ip("10.0.0.1").shortening()).toThrow(/10\.0\.0\.1 has no short form/);
    expect(ip("10.0.0.1").shorteningSteps).toEqual([]);
  });
});
