/** Scopes and ranges: our tables are IANA's, and of all ranges the longest prefix wins. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ip, specialRanges, subnet } from "../../lib/addresses";
import { ipv4Special } from "../../lib/addresses/ranges/ipv4";
import { ipv6Special } from "../../lib/addresses/ranges/ipv6";
import type { AddressRange } from "../../lib/addresses/ranges/range";
import { address } from "./arbitraries";

describe.each([
  { version: 4, ours: ipv4Special },
  { version: 6, ours: ipv6Special },
] as const)("IANA's registry of special IPv$version addresses", ({ version, ours }) => {
  const records = registry(`iana-ipv${version}-special-registry-1.csv`);

  test("has the same ranges, under the same names, in the same order", () => {
    expect(ours.map(({ prefix, name }) => [prefix, name])).toEqual(
      records.map(({ prefix, name }) => [prefix, name]),
    );
  });

  test("gives the same answers to the five questions", () => {
    const answers = (range: AddressRange) => [
      range.source,
      range.destination,
      range.forwardable,
      range.globallyReachable,
      range.reservedByProtocol,
    ];
    expect(ours.map((range) => [range.prefix, ...answers(range)])).toEqual(
      records.map(({ prefix, answers }) => [prefix, ...answers]),
    );
  });

  test("cites the same documents", () => {
    for (const [i, { prefix, rfcs }] of records.entries()) {
      expect(ours[i]!.rfc.match(/RFC \d+/g), prefix).toEqual(rfcs);
    }
  });
});

describe("specialRanges()", () => {
  const all = [...specialRanges(4), ...specialRanges(6)];

  test("are networks, and their first addresses are found in them or in narrower ones", () => {
    for (const { prefix, name } of all) {
      const net = subnet(prefix);
      const found = subnet(net.network.range.prefix);
      expect(net.contains(found), `${prefix} ${name}`).toBe(true);
    }
  });

  test("show how far a packet goes", () => {
    const { text } = specialRanges(4).view();
    expect(text).toMatch(/^127\.0\.0\.0\/8 +loopback +onto no link +The host itself/m);
    expect(text).toMatch(/^169\.254\.0\.0\/16 +link-local +not beyond the link/m);
    expect(text).toMatch(/^10\.0\.0\.0\/8 +private-use +not beyond the site/m);
    expect(text).toMatch(/^192\.88\.99\.0\/24 +deprecated +not said/m);
    expect(specialRanges(6).view().text).toMatch(/^64:ff9b::\/96 +translation +anywhere/m);
    expect(String(specialRanges(6).map(({ prefix }) => prefix))).toContain(
      "fe80::/10,::/96,fec0::/10,ff00::/8",
    );
  });
});

describe("the scope", () => {
  test.each([
    ["10.255.255.255", "private-use"],
    ["172.15.255.255", "global"],
    ["172.16.0.0", "private-use"],
    ["172.31.255.255", "private-use"],
    ["172.32.0.1", "global"],
    ["192.168.1.10", "private-use"],
    ["100.64.0.1", "shared"],
    ["100.128.0.0", "global"],
    ["127.0.0.53", "loopback"],
    ["169.254.7.7", "link-local"],
    ["192.0.2.1", "documentation"],
    ["198.19.0.1", "benchmarking"],
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "this network"],
    ["224.0.0.251", "multicast"],
    ["239.1.2.3", "multicast"],
    ["233.252.0.7", "documentation"],
    ["250.0.0.1", "reserved"],
    ["255.255.255.255", "limited broadcast"],
    ["8.8.8.8", "global"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["::ffff:10.0.0.1", "IPv4-mapped"],
    ["64:ff9b::8.8.8.8", "translation"],
    ["2001::1", "Teredo"],
    ["2001:db8::1", "documentation"],
    ["3fff::1", "documentation"],
    ["2002::1", "6to4"],
    ["2001:4860:4860::8888", "global"],
    ["4000::1", "reserved"],
    ["fd12:3456:789a::1", "unique-local"],
    ["fe80::1", "link-local"],
    ["fec0::1", "deprecated"],
    ["ff02::fb", "multicast"],
  ])("of %s is %s", (text, scope) => {
    expect(ip(text).scope).toBe(scope);
  });

  test("comes from the longest prefix of all that have the address", () => {
    expect(ip("192.0.0.8").range.prefix).toBe("192.0.0.8/32");
    expect(ip("192.0.0.7").range.prefix).toBe("192.0.0.0/29");
    expect(ip("192.0.0.11").range.prefix).toBe("192.0.0.0/24");
    expect(ip("192.0.1.0").range.prefix).toBe("0.0.0.0/0");
  });

  test("is there for every address, whose range contains it", () => {
    fc.assert(
      fc.property(address, (value) => {
        expect(subnet(value.range.prefix).contains(value)).toBe(true);
        expect(value.range.meaning).toMatch(/\.$/);
      }),
    );
  });

  test.each([
    ["ff01::1", "Interface-Local multicast", false],
    ["ff02::1", "Link-Local multicast", false],
    ["ff15::1", "Site-Local multicast", true],
    ["ff0e::1", "Global multicast", true],
    ["ff0c::1", "Multicast", undefined],
  ])("of the group %s is in the group itself: %s", (text, name, forwardable) => {
    expect(ip(text).range).toMatchObject({ scope: "multicast", name, forwardable, source: false });
  });
});

interface RegistryRecord {
  readonly prefix: string;
  readonly name: string;
  readonly rfcs: readonly string[];
  readonly answers: ReadonlyArray<boolean | undefined>;
}

/** IANA's file: one record may name two addresses, and footnotes stand behind values. */
function registry(file: string): RegistryRecord[] {
  const [, ...rows] = csv(readFileSync(join(import.meta.dirname, "fixtures", file), "utf8"));
  return rows.flatMap(([blocks = "", name = "", rfc = "", , , ...answers]) =>
    blocks.split(", ").map((block) => ({
      prefix: block.replace(/ \[\d\]$/, ""),
      name: name.replaceAll('"', ""),
      // Errata are no documents of their own.
      rfcs: (rfc.match(/RFC\d+/g) ?? []).map((number) => number.replace("RFC", "RFC ")),
      answers: answers.map((answer) =>
        /^True/.test(answer) ? true : /^False/.test(answer) ? false : undefined,
      ),
    })),
  );
}

/** Comma-separated values with quotes (RFC 4180). */
function csv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n)/g)) {
    rows.at(-1)!.push((match[1] ?? match[2]!).replaceAll('""', '"'));
    if (match[3] === "\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
