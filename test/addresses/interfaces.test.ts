import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import { afterEach, describe, expect, test, vi } from "vitest";
import { interfaces } from "../../lib/addresses";

/** Lets the operating system list these interfaces, until the end of the test. */
function listed(all: ReturnType<typeof os.networkInterfaces>): void {
  vi.spyOn(os, "networkInterfaces").mockReturnValue(all);
  syncBuiltinESMExports();
}

const loopback = {
  address: "127.0.0.1",
  netmask: "255.0.0.0",
  family: "IPv4",
  mac: "00:00:00:00:00:00",
  internal: true,
  cidr: "127.0.0.1/8",
} as const;
const linkLocal = {
  address: "fe80::ff:fe00:1",
  netmask: "ffff:ffff:ffff:ffff::",
  family: "IPv6",
  mac: "02:00:00:00:00:01",
  internal: false,
  cidr: "fe80::ff:fe00:1/64",
  scopeid: 2,
} as const;

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

describe("interfaces()", () => {
  test("are those that the operating system lists, each address in its network", () => {
    const listed = Object.entries(os.networkInterfaces()).flatMap(([name, all = []]) =>
      all.map(({ address }) => `${name} ${address}`),
    );
    const ours = interfaces();
    expect(ours.map(({ name, address }) => `${name} ${address.text.split("%")[0]}`)).toEqual(listed);
    expect(ours.some(({ address }) => address.scope === "loopback")).toBe(true);
    for (const { address, subnet } of ours) expect(subnet?.contains(address)).toBe(true);
  });

  test("show loopback without a MAC address, and a link-local address with its link", () => {
    listed({ lo: [loopback], eth0: [linkLocal] });
    const [lo, eth0] = interfaces();
    expect([lo?.mac, lo?.subnet?.text]).toEqual([undefined, "127.0.0.0/8"]);
    const zone = process.platform === "win32" ? "2" : "eth0";
    expect([eth0?.mac?.text, eth0?.address.text]).toEqual(["02:00:00:00:00:01", `fe80::ff:fe00:1%${zone}`]);
  });

  test("whose mask the operating system does not know have no network", () => {
    listed({ odd: [{ ...loopback, cidr: null }] });
    const list = interfaces();
    expect(list[0]?.subnet).toBeUndefined();
    expect(list.view().text).toContain("not said");
  });

  test("in an export are loopback alone, and the list itself stays whole", () => {
    vi.stubEnv("NETCELL_EXPORT", "1");
    listed({ lo: [loopback], eth0: [linkLocal] });
    const list = interfaces();
    const { text } = list.view();
    expect(text).toContain("127.0.0.1");
    expect(text).not.toMatch(/eth0|fe80|02:00/);
    expect(text).toContain("they differ from machine to machine");
    expect(list).toHaveLength(2);
  });

  test("with names that would move the cursor are shown with escapes", () => {
    listed({ "e\u001b[31m<b>": [loopback] });
    const view = interfaces().view();
    expect(view.text).toContain("e\\x1b[31m<b>");
    expect(view.html).toContain("e\\x1b[31m&lt;b&gt;");
  });
});
