/** Python's ipaddress module as a judge from outside. */
import fc from "fast-check";
import { expect } from "vitest";
import { type IpAddress, ip, type Subnet, subnet } from "../../lib/addresses";
import { python, pythonModule } from "../packets/python";
import { requires } from "../support/requires";
import { address, anyNetwork, network } from "./arbitraries";

const { describe, test } = requires(pythonModule("ipaddress"));

/** What a Python expression makes of each line; `_` is the line's words. */
function judged(expression: string, lines: readonly string[]): string[] {
  const program = `import ipaddress as i, socket, sys
for line in sys.stdin.read().splitlines():
    _ = line.split()
    print(${expression})`;
  return python(program, lines.join("\n")).trimEnd().split("\n");
}

const samples = <T>(arbitrary: fc.Arbitrary<T>, count = 400) =>
  fc.sample(arbitrary, { numRuns: count, seed: 5 });

describe("Python's ipaddress", () => {
  test("reads an address as the same number, and names its PTR record alike", () => {
    const all: IpAddress[] = samples(address);
    expect(all.map(({ number, reverse }) => `${number} ${reverse}`)).toEqual(
      judged(
        "int(i.ip_address(_[0])), i.ip_address(_[0]).reverse_pointer",
        all.map(({ text }) => text),
      ),
    );
  });

  test("writes it the same way, short and in full", () => {
    // Python writes the end of a translated address in hexadecimal, and up to 3.12 that of a mapped one.
    const all = samples(address).filter(({ text, version }) => version === 4 || !text.includes("."));
    expect(all.length).toBeGreaterThan(300);
    expect(all.map(({ text, long }) => `${text} ${long}`)).toEqual(
      judged(
        "i.ip_address(int(_[1])) if _[0] == '4' else i.IPv6Address(int(_[1])), i.ip_address(_[2]).exploded",
        all.map(({ version, number, text }) => `${version} ${number} ${text}`),
      ),
    );
  });

  test("knows the same mask, wildcard, size, first and last address", () => {
    const all: Subnet[] = samples(anyNetwork);
    const told = (net: Subnet) =>
      [net.text, net.mask, net.wildcard, net.size, net.network, net.at(-1)].join(" ");
    const plain = all.filter((net) => !told(net).includes("::ffff:") && !told(net).includes("64:ff9b::"));
    expect(plain.length).toBeGreaterThan(200);
    expect(plain.map(told)).toEqual(
      judged(
        "*[str(x) for n in [i.ip_network(_[0])] for x in (n, n.netmask, n.hostmask, n.num_addresses, n[0], n[-1])]",
        plain.map(String),
      ),
    );
  });

  test("finds as many hosts, and the same, in small networks", () => {
    const all = [4, 6].flatMap((version) => samples(network(version as 4 | 6, version === 4 ? 24 : 122), 60));
    expect(all.map(({ hosts }) => [...hosts].map(({ number }) => number).join(" "))).toEqual(
      judged("*[int(h) for h in i.ip_network(_[0]).hosts()]", all.map(String)),
    );
  });

  test("splits, and takes up, in the same way", () => {
    const all = samples(anyNetwork).filter(
      ({ prefix, version }) => prefix > 0 && prefix < (version === 4 ? 28 : 124),
    );
    const told = (net: Subnet) =>
      [net.supernet(), ...net.split(net.prefix + 3)].map((one) => `${one.network.number}/${one.prefix}`);
    expect(all.map((net) => told(net).join(" "))).toEqual(
      judged(
        "*['%d/%d' % (int(n.network_address), n.prefixlen) for n in [i.ip_network(_[0]).supernet(), *i.ip_network(_[0]).subnets(3)]]",
        all.map(String),
      ),
    );
  });

  test("summarizes to the same networks", () => {
    const lists = samples(fc.array(network(4, 20), { minLength: 1, maxLength: 10 }), 100);
    expect(lists.map((list) => subnet.summarize(list).join(" "))).toEqual(
      judged(
        "*i.collapse_addresses(i.ip_network(n) for n in _)",
        lists.map((list) => list.join(" ")),
      ),
    );
  });

  test("takes the same texts for addresses", () => {
    const nearly = fc.oneof(
      fc.stringMatching(/^[0-9]{1,3}(\.[0-9]{1,3}){2,4}$/),
      fc.stringMatching(/^([0-9a-f]{0,5}:){1,8}[0-9a-f]{0,5}$/),
    );
    const texts = samples(nearly, 2_000);
    const ours = texts.map((text) => {
      try {
        return String(ip(text).number);
      } catch {
        return "no";
      }
    });
    const program = `import ipaddress, sys
for line in sys.stdin.read().splitlines():
    try: print(int(ipaddress.ip_address(line)))
    except ValueError: print("no")`;
    expect(ours).toEqual(python(program, texts.join("\n")).trimEnd().split("\n"));
  });
});
