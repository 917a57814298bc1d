import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type IpAddress, ip, type Subnet, subnet } from "../../lib/addresses";
import { address4, address6, anyNetwork, network } from "./arbitraries";

const bare = (address: IpAddress) => address.bits.replace(/[.:]/g, "");
const texts = (nets: readonly Subnet[]) => nets.map(String);

describe("subnet() reads", () => {
  test.each([
    ["192.168.1.0/24", "192.168.1.0/24"],
    ["192.168.1.0 255.255.255.0", "192.168.1.0/24"],
    ["192.168.1.0/255.255.255.128", "192.168.1.0/25"],
    ["10.0.0.0 /8", "10.0.0.0/8"],
    ["0.0.0.0/0.0.0.0", "0.0.0.0/0"],
    ["10.0.0.1/255.255.255.255", "10.0.0.1/32"],
    ["2001:DB8::/32", "2001:db8::/32"],
    ["::/0", "::/0"],
  ])("%s", (text, net) => {
    expect(subnet(text).text).toBe(net);
  });

  test("its own text", () => {
    fc.assert(
      fc.property(anyNetwork, (net) => {
        expect(subnet(net.text).equals(net)).toBe(true);
        if (net.version === 4) expect(subnet(`${net.network} ${net.mask}`).text).toBe(net.text);
      }),
    );
  });

  test("a host and its prefix, with subnet.of", () => {
    expect(subnet.of("192.168.1.130/26").text).toBe("192.168.1.128/26");
    expect(subnet.of("192.168.1.130", "255.255.255.192").text).toBe("192.168.1.128/26");
    expect(subnet.of(ip("2001:db8::dead:beef"), 64).text).toBe("2001:db8::/64");
    expect(subnet.of("fe80::1%eth0", "/10").text).toBe("fe80::/10");
  });
});

describe("subnet() refuses", () => {
  test.each([
    [
      "192.168.1.10/24",
      /host in a network.*network is 192\.168\.1\.0\/24.*subnet\.of\("192\.168\.1\.10\/24"\)/,
    ],
    ["10.0.0.0", /no classes any more.*"10\.0\.0\.0\/24"/],
    ["2001:db8::", /"2001:db8::\/64"/],
    ["10.0.0.0/33", /"33" is not a prefix length of IPv4.*0 to 32/],
    ["::/129", /no prefix length of IPv6.*0 to 128/],
    ["10.0.0.0/08", /no prefix length/],
    ["10.0.0.0/-1", /no prefix length/],
    ["10.0.0.0/0.0.0.255", /wildcard mask.*The mask is "255\.255\.255\.0"/],
    ["10.0.0.0/255.0.255.0", /ones behind a zero.*"255\.0\.0\.0" is \/8/],
    ["::/255.0.0.0", /no prefix length of IPv6/],
    ["10.0.0.0//8", /is not a network/],
    ["10.0.0.0/8/9", /is not a network/],
    ["fe80::%eth0/64", /has a zone/],
    ["010.0.0.0/8", /a 0 before it/],
  ])("%s", (text, words) => {
    expect(() => subnet(text)).toThrow(words);
  });

  test.each([[null], [undefined], [24]])("%s, which is no text", (value) => {
    expect(() => subnet(value as unknown as string)).toThrow(/is not a network/);
  });

  test("a host without a prefix", () => {
    expect(() => subnet.of("10.0.0.1")).toThrow(/"10\.0\.0\.1\/24"/);
    expect(() => subnet.of("10.0.0.1", 3.5)).toThrow(/3\.5 is not a prefix length/);
  });
});

describe("a network", () => {
  test("answers the exercise of the course", () => {
    const net = subnet.of("192.168.1.130/26");
    expect([net.network.text, net.broadcast?.text, net.hosts.count]).toEqual([
      "192.168.1.128",
      "192.168.1.191",
      62n,
    ]);
  });

  test("has one mask, and its wildcard is the mask turned over", () => {
    fc.assert(
      fc.property(anyNetwork, ({ prefix, mask, wildcard, size }) => {
        expect(bare(mask)).toMatch(/^1*0*$/);
        expect(bare(mask).split("1")).toHaveLength(prefix + 1);
        expect(mask.number + wildcard.number + 1n).toBe(2n ** BigInt(bare(mask).length));
        expect(size).toBe(wildcard.number + 1n);
      }),
    );
  });

  test("contains an address if and only if the bits before its prefix's end are the same", () => {
    const pair = fc.oneof(fc.tuple(network(4), address4), fc.tuple(network(6), address6));
    fc.assert(
      fc.property(pair, fc.boolean(), ([net, other], near) => {
        // Half of the addresses are put near: a random one is hardly ever in a random network.
        const address = near ? net.at(other.number % net.size) : other;
        const same = bare(address).slice(0, net.prefix) === bare(net.network).slice(0, net.prefix);
        expect(net.contains(address)).toBe(same);
        if (near) expect(same).toBe(true);
      }),
    );
    expect(subnet("0.0.0.0/0").contains("::1")).toBe(false);
    expect(subnet("::/0").contains("10.0.0.0/8")).toBe(false);
  });

  test.each([
    ["192.168.1.0/24", 254n, "192.168.1.1", "192.168.1.254", "192.168.1.255"],
    ["10.0.0.0/30", 2n, "10.0.0.1", "10.0.0.2", "10.0.0.3"],
    ["10.0.0.0/31", 2n, "10.0.0.0", "10.0.0.1", undefined],
    ["10.0.0.7/32", 1n, "10.0.0.7", "10.0.0.7", undefined],
    ["2001:db8::/64", 2n ** 64n - 1n, "2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", undefined],
    ["2001:db8::/127", 2n, "2001:db8::", "2001:db8::1", undefined],
    ["2001:db8::/128", 1n, "2001:db8::", "2001:db8::", undefined],
  ])("of %s has %s hosts from %s to %s, broadcast %s", (text, count, first, last, broadcast) => {
    const { hosts, broadcast: all } = subnet(text);
    expect([hosts.count, hosts.first.text, hosts.last.text, all?.text]).toEqual([
      count,
      first,
      last,
      broadcast,
    ]);
  });

  test("lists its hosts in a loop, but not too many of them", () => {
    expect([...subnet("10.0.0.0/29").hosts].map(String)).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => `10.0.0.${n}`),
    );
    expect([...subnet("10.0.0.0/16").hosts]).toHaveLength(65_534);
    expect(() => [...subnet("::/64").hosts]).toThrow(/too many to list.*65536/);
  });

  test("counts its addresses from both ends", () => {
    const net = subnet("10.0.0.0/24");
    expect([net.at(0), net.at(255n), net.at(-1), net.at(-256)].map(String)).toEqual([
      "10.0.0.0",
      "10.0.0.255",
      "10.0.0.255",
      "10.0.0.0",
    ]);
    for (const n of [256, -257]) expect(() => net.at(n)).toThrow(/0 to 255/);
    expect(() => net.at(1.5)).toThrow(/whole number/);
  });

  test("overlaps another exactly when one contains the other", () => {
    fc.assert(
      fc.property(network(4), network(4), (a, b) => {
        const common = a.contains(b) || b.contains(a);
        expect(a.overlaps(b)).toBe(common);
        expect(a.network.number <= b.at(-1).number && b.network.number <= a.at(-1).number).toBe(common);
      }),
    );
  });

  test("has a supernet one bit shorter, or as short as asked", () => {
    expect(subnet("10.0.1.0/24").supernet().text).toBe("10.0.0.0/23");
    expect(subnet("10.1.2.0/24").supernet(8).text).toBe("10.0.0.0/8");
    expect(() => subnet("10.0.0.0/8").supernet(9)).toThrow(/No network of \/9 is around 10\.0\.0\.0\/8/);
    expect(() => subnet("0.0.0.0/0").supernet()).toThrow(/all addresses already/);
  });
});

describe("a split", () => {
  test("covers the network exactly: the parts stand side by side, from its first address to its last", () => {
    fc.assert(
      fc.property(anyNetwork, fc.nat({ max: 6 }), (net, bits) => {
        const prefix = Math.min(net.prefix + bits, net.version === 4 ? 32 : 128);
        const parts = net.split(prefix);
        expect(parts).toHaveLength(2 ** (prefix - net.prefix));
        expect(parts[0]!.network.number).toBe(net.network.number);
        expect(parts.at(-1)!.at(-1).number).toBe(net.at(-1).number);
        for (let i = 1; i < parts.length; i++) {
          expect(parts[i]!.network.number).toBe(parts[i - 1]!.at(-1).number + 1n);
        }
      }),
    );
  });

  test("is asked for by prefix length or by how many parts", () => {
    const quarters = ["10.0.0.0/26", "10.0.0.64/26", "10.0.0.128/26", "10.0.0.192/26"];
    const net = subnet("10.0.0.0/24");
    expect(texts(net.split(26))).toEqual(quarters);
    expect(texts(net.split("/26"))).toEqual(quarters);
    expect(texts(net.split({ parts: 4 }))).toEqual(quarters);
    expect(texts(net.split({ parts: 1 }))).toEqual(["10.0.0.0/24"]);
  });

  test("refuses what cannot be, and what is too much", () => {
    const net = subnet("10.0.0.0/24");
    expect(() => net.split(8)).toThrow(/A \/8 is larger than 10\.0\.0\.0\/24/);
    expect(() => net.split({ parts: 3 })).toThrow(/no 3 equal parts.*2 or 4.*plan\(\)/);
    expect(() => net.split({ parts: 512 })).toThrow(/only 256 addresses/);
    for (const parts of [0, -2, 0.5, Number.NaN])
      expect(() => net.split({ parts })).toThrow(/Ask for 2, 4, 8/);
    expect(() => subnet("::/0").split(64)).toThrow(/18446744073709551616 parts.*up to 16/);
    expect(subnet("10.0.0.0/8").split(24)).toHaveLength(65_536);
  });

  test("never changes", () => {
    expect(() => (subnet("10.0.0.0/24").split(25) as unknown as Subnet[]).pop()).toThrow(TypeError);
  });
});

describe("a plan", () => {
  test("gives each its room, the largest first, and says what is left", () => {
    const plan = subnet("192.168.1.0/24").plan({ cameras: 20, office: 100, lab: 50 });
    expect(plan.subnets.map(({ name, hosts, subnet }) => `${name} ${hosts} ${subnet}`)).toEqual([
      "office 100 192.168.1.0/25",
      "lab 50 192.168.1.128/26",
      "cameras 20 192.168.1.192/27",
    ]);
    expect(texts(plan.free)).toEqual(["192.168.1.224/27"]);
  });

  test("tiles the network with parts that have room, and that could not be smaller", () => {
    const wishes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(network(4, 8), wishes, (net, hosts) => {
        fc.pre(net.prefix <= 20);
        const { subnets, free } = net.plan(hosts);
        expect(subnets.map((part) => part.hosts)).toEqual([...hosts].sort((a, b) => b - a));
        let next = net.network.number;
        for (const part of [...subnets.map(({ subnet }) => subnet), ...free]) {
          expect(part.network.number).toBe(next);
          next = part.at(-1).number + 1n;
        }
        expect(next).toBe(net.at(-1).number + 1n);
        for (const { hosts: wanted, subnet } of subnets) {
          expect(subnet.hosts.count >= BigInt(wanted)).toBe(true);
          if (subnet.prefix < 30) expect(subnet.size / 2n - 2n < BigInt(wanted)).toBe(true);
        }
      }),
    );
  });

  test("fits exactly, or is refused with the sum", () => {
    expect(subnet("10.0.0.0/24").plan([126, 62, 62]).free).toEqual([]);
    expect(() => subnet("10.0.0.0/24").plan([127, 62])).toThrow(
      /has 256 addresses, the plan needs 256 \+ 64 = 320/,
    );
    expect(() => subnet("10.0.0.0/24").plan({ office: 0 })).toThrow(/"office" for 0 hosts/);
    expect(() => subnet("10.0.0.0/24").plan([2.5])).toThrow(/A part for 2\.5 hosts/);
    expect(() => subnet("10.0.0.0/24").plan([])).toThrow(/nothing to plan/);
    expect(() => subnet("2001:db8::/48").plan([100])).toThrow(/use split\(64\)/);
  });
});

describe("networks together", () => {
  const items = fc.array(network(4, 24), { minLength: 1, maxLength: 12 });

  test("the smallest network around them has them all, and neither of its halves has", () => {
    fc.assert(
      fc.property(fc.array(network(4), { minLength: 1, maxLength: 6 }), (nets) => {
        const around = subnet.smallest(nets);
        const holds = (outer: Subnet) => nets.every((net) => outer.contains(net));
        expect(holds(around)).toBe(true);
        if (around.prefix < 32) expect(around.split({ parts: 2 }).some(holds)).toBe(false);
      }),
    );
    expect(subnet.smallest(["192.168.1.10", "192.168.6.200"]).text).toBe("192.168.0.0/21");
    expect(subnet.smallest([ip("::1")]).text).toBe("::1/128");
  });

  test("summarized they have exactly the same addresses, in order, with nothing left to join", () => {
    fc.assert(
      fc.property(items, (nets) => {
        const sum = subnet.summarize(nets);
        const addresses = (list: Iterable<Subnet>) =>
          new Set(
            [...list].flatMap((net) => Array.from({ length: Number(net.size) }, (_, i) => net.at(i).text)),
          );
        expect(addresses(sum)).toEqual(addresses(nets));
        for (let i = 1; i < sum.length; i++) {
          const [a, b] = [sum[i - 1]!, sum[i]!];
          expect(a.at(-1).number < b.network.number).toBe(true);
          if (a.prefix === b.prefix && a.prefix > 0) expect(a.supernet().equals(b.supernet())).toBe(false);
        }
      }),
    );
    expect(texts(subnet.summarize(["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/23", "10.0.1.7"]))).toEqual([
      "10.0.0.0/22",
    ]);
    expect(texts(subnet.summarize([]))).toEqual([]);
  });

  test("of both versions, or none at all, have no network around them", () => {
    expect(() => subnet.smallest(["10.0.0.1", "::1"])).toThrow(/IPv4 and IPv6/);
    expect(() => subnet.summarize(["10.0.0.1", "::1"])).toThrow(/IPv4 and IPv6/);
    expect(() => subnet.smallest([])).toThrow(/around nothing/);
  });
});
