/** In the real kernel: addresses as the last expression of a cell, and in the types that cells see. */
import { beforeAll, describe, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";

describe("in a cell", () => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await startKernel({ env: { ...process.env, NETCELL_EXPORT: "1" } });
    await kernel.run('import { ip, subnet, mac, interfaces, prefixTable } from "netcell"');
  });

  test.each([
    ['ip("192.168.1.10")', "192.168.1.10: an IPv4 address, private-use"],
    ['ip("192.168.1.130").masked(26)', "192.168.1.130 AND 255.255.255.192 = 192.168.1.128"],
    ['ip("2001:0DB8::0:1").shortening()', "From 2001:0DB8::0:1 to its short form"],
    ['subnet("192.168.1.0/24")', "192.168.1.0/24: an IPv4 network"],
    ['subnet("192.168.1.0/24").split(26)', "192.168.1.0/24 in 4 parts of /26"],
    ['subnet("192.168.1.0/24").plan({ office: 100 })', "A plan for 192.168.1.0/24"],
    ['mac("02:00:00:00:00:01")', "02:00:00:00:00:01: a MAC address"],
    ["interfaces()", "Interfaces of this machine"],
    ['prefixTable({ "0.0.0.0/0": 1 })', "Networks, the longest prefixes first"],
  ])("%s is shown as a table", async (code, words) => {
    const shown = await kernel.run(code);
    expect([shown.stderr, shown.stdout]).toEqual(["", ""]);
    expect(shown.displays).toHaveLength(1);
    expect(shown.displays[0]!.data["text/plain"]).toContain(words);
    expect(shown.displays[0]!.data["text/html"]).toContain("<table");
  });

  test("inside anything else they are their text", async () => {
    const printed = await kernel.run(
      'console.log(ip("10.0.0.1")); console.log(subnet("10.0.0.0/30").split(31)); [ip("::1"), mac("02-00-00-00-00-01")]',
    );
    expect(printed.displays).toEqual([]);
    expect(printed.stdout).toBe("10.0.0.1\n[ 10.0.0.0/31, 10.0.0.2/31 ]\n[ ::1, 02:00:00:00:00:01 ]\n");
  });

  test("what a cell takes out of them has its type in the next", async () => {
    const first = await kernel.run(
      'const net = subnet("10.0.0.0/29"), hosts = [...net.hosts], table = prefixTable([[net, 7]])',
    );
    expect(first.evalue).toBeUndefined();
    const next = await kernel.run(
      'const sum: number = table.match(hosts[0])!.value + hosts.length; const scope: "private-use" | "global" = hosts[0].scope as any; sum',
    );
    expect([next.evalue ?? next.stderr, next.stdout]).toEqual(["", "13\n"]);
    const wrong = await kernel.run("const text: string = net.size");
    expect(`${wrong.stderr}${wrong.evalue ?? ""}`).toContain("bigint");
  });

  test("a refusal is an error with the line of the cell", async () => {
    const refused = await kernel.run('ip("10.1")');
    expect(refused).toMatchObject({ status: "error", ename: "NetcellError" });
    expect(refused.evalue).toContain("write all four");
  });
});

test("in a stock kernel the import joins nothing, and the first address that is printed is shown as a table", async () => {
  const kernel = await startKernel({ plugin: false });
  const joined = 'console.log(Symbol.for("netcell.cell.v1") in globalThis)';
  expect(
    (await kernel.run(`import { ip } from "netcell"; const here = ip("10.0.0.1"); ${joined}`)).stdout,
  ).toBe("false\n");
  const shown = await kernel.run('ip("10.0.0.1")');
  expect([shown.stderr, shown.stdout]).toEqual(["", ""]);
  expect(shown.displays.map(({ data }) => data["text/html"])).toEqual([expect.stringContaining("<caption")]);
  expect((await kernel.run(joined)).stdout).toBe("true\n");
});
