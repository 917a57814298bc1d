/** The views of addresses: the mask at work, a short form's rules, parts of networks; as text, as HTML, as drawings. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ip, mac, prefixTable, subnet } from "../../lib/addresses";
import { cut } from "../../lib/addresses/text/notation";
import { textWidth } from "../../lib/view";
import { readMarkup } from "../osi/markup";
import { address, anyNetwork, network } from "./arbitraries";

describe("in a terminal", () => {
  test("the mask is seen at work, its cut a line down the table", () => {
    expect(ip("192.168.1.130").masked(26).text).toMatchInlineSnapshot(`
      "192.168.1.130 AND 255.255.255.192 = 192.168.1.128, so it is in 192.168.1.128/26

      step         decimal                  network part, 26 bits│host part, 6 bits
      ───────────────────────────────────────────────────────────┼─────────────────
      address      192.168.1.130    11000000.10101000.00000001.10│000010
      AND mask     255.255.255.192  11111111.11111111.11111111.11│000000
      = network    192.168.1.128    11000000.10101000.00000001.10│000000
      OR wildcard  0.0.0.63         00000000.00000000.00000000.00│111111
      = broadcast  192.168.1.191    11000000.10101000.00000001.10│111111
      AND: where the mask has 1 the bit stays, where it has 0 it becomes 0. OR with the wildcard,
      which is the mask turned over, makes every bit of the host part 1."
    `);
  });

  test("a mask that cuts through a hexadecimal digit shows its bits", () => {
    expect(ip("2001:db8::dead:beef").masked(62).text).toMatchInlineSnapshot(`
      "2001:db8::dead:beef AND /62 = 2001:db8::, so it is in 2001:db8::/62

      step            short form                        network part, 62 bits│host part, 66 bits
      ───────────────────────────────────────────────────────────────────────┼───────────────────────
      address         2001:db8::dead:beef               2001:0db8:0000:000(00│00):0000:0000:dead:beef
      AND mask        ffff:ffff:ffff:fffc::             ffff:ffff:ffff:fff(11│00):0000:0000:0000:0000
      = network       2001:db8::                        2001:0db8:0000:000(00│00):0000:0000:0000:0000
      OR wildcard     ::3:ffff:ffff:ffff:ffff           0000:0000:0000:000(00│11):ffff:ffff:ffff:ffff
      = last address  2001:db8:0:3:ffff:ffff:ffff:ffff  2001:0db8:0000:000(00│11):ffff:ffff:ffff:ffff
      AND: where the mask has 1 the bit stays, where it has 0 it becomes 0. OR with the wildcard,
      which is the mask turned over, makes every bit of the host part 1.
      Each hexadecimal digit is four bits. The mask cuts through one: that digit is written as its
      bits, in parentheses."
    `);
  });

  test("an IPv6 address gets short, one rule a row", () => {
    expect(ip("2001:0DB8:0:0:1:0:0:1").shortening().text).toMatchInlineSnapshot(`
      "From 2001:0DB8:0:0:1:0:0:1 to its short form (RFC 5952)

      rule                     what it says                       the address then
      ───────────────────────────────────────────────────────────────────────────────────────────────────
      as written                                                  2001:0DB8:0:0:1:0:0:1
      RFC 5952, section 4.3    a to f are written small.          2001:0db8:0:0:1:0:0:1
      RFC 4291, section 2.2    Written out, to begin with: eight  2001:0db8:0000:0000:0001:0000:0000:0001
                               groups of four digits.
      RFC 5952, section 4.1    Zeros at the beginning of a group  2001:db8:0:0:1:0:0:1
                               are left out; a group of zeros is
                               written 0.
      RFC 5952, section 4.2.1  "::" stands for as many groups of  2001:db8::1:0:0:1
                               zeros as it can: 2 here.
      RFC 5952, section 4.2.3  Of runs equally long the first is  2001:db8::1:0:0:1
                               shortened; "::" may stand only
                               once."
    `);
  });

  test("an address tells its bits, its range, its forms", () => {
    expect(ip("192.168.1.10").view().text).toMatchInlineSnapshot(`
      "192.168.1.10: an IPv4 address, private-use

      bits      11000000.10101000.00000001.00001010
      number    3232235786 = 0xc0a8010a
      range     192.168.0.0/16 Private-Use (RFC 1918)
      meaning   For networks of one's own, never seen on the Internet; a NAT stands at the
                border. Used in millions of places at once.
      may be    source: yes, destination: yes, forwarded: yes, globally reachable: no
      PTR name  10.1.168.192.in-addr.arpa"
    `);
    expect(ip("64:ff9b::10.0.0.1").view().text).toContain("inside it       10.0.0.1, private-use");
    expect(ip("2001:10::1").view().text).toContain("source: not said");
  });

  test("a network tells its addresses and its hosts", () => {
    expect(subnet("192.168.1.0/24").view().text).toMatchInlineSnapshot(`
      "192.168.1.0/24: an IPv4 network, private-use (RFC 1918)

      which       decimal              network part, 24 bits│host part, 8 bits
      ──────────────────────────────────────────────────────┼─────────────────
      network     192.168.1.0    11000000.10101000.00000001.│00000000
      mask        255.255.255.0  11111111.11111111.11111111.│00000000
      wildcard    0.0.0.255      00000000.00000000.00000000.│11111111
      first host  192.168.1.1    11000000.10101000.00000001.│00000001
      last host   192.168.1.254  11000000.10101000.00000001.│11111110
      broadcast   192.168.1.255  11000000.10101000.00000001.│11111111
      2^8 = 256 addresses, 254 for hosts: the first stands for the network, the last for all its
      hosts."
    `);
    expect(subnet("10.0.0.0/31").view().text).toContain(
      "2^1 = 2 addresses, 2 for hosts: both ends of a link",
    );
    expect(subnet("10.0.0.1/32").view().text).toContain("2^0 = 1 address, 1 for hosts.");
    expect(subnet("2001:db8::/64").view().text).toMatch(/the first means any\s+router/);
  });

  test("a split numbers its parts by their new bits", () => {
    expect(subnet("192.168.1.0/24").split(26).view().text).toMatchInlineSnapshot(`
      "192.168.1.0/24 in 4 parts of /26: 2 bits more for the network

      part              its bits  first host     last host      broadcast      hosts
      ──────────────────────────────────────────────────────────────────────────────
      192.168.1.0/26    00        192.168.1.1    192.168.1.62   192.168.1.63      62
      192.168.1.64/26   01        192.168.1.65   192.168.1.126  192.168.1.127     62
      192.168.1.128/26  10        192.168.1.129  192.168.1.190  192.168.1.191     62
      192.168.1.192/26  11        192.168.1.193  192.168.1.254  192.168.1.255     62"
    `);
  });

  test("a plan tells who got what, and what is free", () => {
    expect(
      subnet("192.168.1.0/24").plan({ office: 100, lab: 50, cameras: 20 }).view().text,
    ).toMatchInlineSnapshot(`
      "A plan for 192.168.1.0/24: 3 parts, 32 of 256 addresses left

      for                network           mask             its bits  first host     last host      broadcast      hosts
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
      office: 100 hosts  192.168.1.0/25    255.255.255.128  0         192.168.1.1    192.168.1.126  192.168.1.127    126
      lab: 50 hosts      192.168.1.128/26  255.255.255.192  10        192.168.1.129  192.168.1.190  192.168.1.191     62
      cameras: 20 hosts  192.168.1.192/27  255.255.255.224  110       192.168.1.193  192.168.1.222  192.168.1.223     30
      free               192.168.1.224/27  255.255.255.224  111       192.168.1.225  192.168.1.254  192.168.1.255     30"
    `);
  });

  test("names of wide characters leave the columns where they are", () => {
    const { text } = subnet("10.0.0.0/24").plan({ 東京: 50, osaka: 20 }).view();
    const column = (line: string) => textWidth(line.slice(0, line.indexOf("255.255.255")));
    const [tokyo, osaka] = text.split("\n").slice(4, 6);
    expect(column(tokyo!)).toBe(column(osaka!));
  });

  test("a summary is a list of networks", () => {
    expect(
      subnet.summarize(["10.0.0.0/24", "10.0.1.0/24", "10.0.4.0/23"]).view().text,
    ).toMatchInlineSnapshot(`
      "2 networks with exactly the addresses of the 3 given

      network      first address  last address  addresses
      ───────────────────────────────────────────────────
      10.0.0.0/23  10.0.0.0       10.0.1.255          512
      10.0.4.0/23  10.0.4.0       10.0.5.255          512"
    `);
  });

  test("a MAC address shows its two telling bits", () => {
    expect(mac("02:00:00:00:00:01").view().text).toMatchInlineSnapshot(`
      "02:00:00:00:00:01: a MAC address, for one interface

      bits          00000010.00000000.00000000.00000000.00000000.00000001
      I/G bit       00000010: its last bit is 0, an individual (unicast)
      U/L bit       00000010: the bit before is 1, given on the spot (local)
      other forms   02-00-00-00-00-01, 0200.0000.0001
      interface id  0000:00ff:fe00:0001: ff:fe in the middle, the U/L bit turned over (RFC 4291,
                    appendix A)
      link-local    fe80::ff:fe00:1"
    `);
    expect(mac("33:33:00:00:00:01").view().text).not.toContain("link-local");
    expect(mac("00:00:5e:00:53:01").view().text).toContain("maker (OUI)");
    expect(mac("ff:ff:ff:ff:ff:ff").view().text).not.toContain("U/L");
  });
});

describe("whatever the mask", () => {
  test("both parts together are the whole address, cut behind the prefix's last bit", () => {
    fc.assert(
      fc.property(anyNetwork, fc.boolean(), ({ version, prefix, mask, broadcast }, ones) => {
        const address = ones && broadcast ? broadcast : mask;
        const [network, host] = cut(version, address.number, prefix);
        const bits = address.bits.replace(/[.:]/g, "");
        expect(bitsOf(network, version)).toBe(bits.slice(0, prefix));
        expect(bitsOf(host, version, network.includes("("))).toBe(bits.slice(prefix));
      }),
    );
  });

  test("the rows are as long as each other, and no wider than a page", () => {
    fc.assert(
      fc.property(address, fc.nat({ max: 32 }), (value, prefix) => {
        const lines = value.masked(prefix).text.split("\n").slice(2, 9);
        expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
        expect(
          new Set(lines.filter((line) => line.includes("│")).map((line) => line.indexOf("│"))).size,
        ).toBe(1);
      }),
    );
  });
});

describe("as HTML", () => {
  const views = () => [
    ip("fe80::1%eth0").view(),
    ip("192.168.1.130").masked(26),
    ip("2001:db8::1").shortening(),
    subnet("10.0.0.0/8").view(),
    subnet("10.0.0.0/24").split(27).view(),
    subnet("10.0.0.0/24").plan({ "<b>&": 9 }).view(),
    mac("02:00:00:00:00:01").view(),
    prefixTable({ "10.0.0.0/8": "<script>" }).explain("10.1.1.1"),
  ];

  test("every view is a well-formed, real table: one caption, a heading for every row, no script", () => {
    for (const { html } of views()) {
      const { elements } = readMarkup(html);
      const count = (name: string) => elements.filter((element) => element.name === name).length;
      const headings = (scope: string) =>
        elements.filter(({ attributes }) => attributes.get("scope") === scope).length;
      expect([count("table"), count("caption"), count("script")]).toEqual([1, 1, 0]);
      expect(headings("row")).toBe(count("tr") - count("thead"));
      if (count("thead") > 0) expect(headings("col")).toBeGreaterThan(1);
    }
  });

  test("the two parts of an address are told apart by headings, a line and weight, not by colour alone", () => {
    const { html } = ip("192.168.1.130").masked(26);
    expect(html).toMatch(
      /<th scope="col"[^>]*>network part, 26 bits<\/th><th scope="col"[^>]*>host part, 6 bits<\/th>/,
    );
    expect(html).toMatch(
      /font-weight:700;border-right:3px solid [^"]*">11000000\.10101000\.00000001\.10<\/td>/,
    );
  });

  test("names from outside are data", () => {
    const { html, svg } = subnet("10.0.0.0/24").plan({ '<img src=x onerror="1">': 100 }).view();
    expect(html + svg).not.toContain("<img");
  });

  test("is pure", () => {
    for (const view of views()) expect([view.html, view.text]).toEqual([view.html, view.text]);
  });
});

describe("as a drawing", () => {
  test("each part has its share of the bar, and a free one a broken line", () => {
    const { svg = "" } = subnet("10.0.0.0/24").plan({ a: 100, b: 50 }).view();
    const rects = readMarkup(svg).elements.filter(({ name }) => name === "rect");
    const widths = rects.map(({ attributes }) => Number(attributes.get("width")));
    expect(widths).toEqual([758, 378, 188, 188]);
    expect(rects.map(({ attributes }) => attributes.get("stroke-dasharray"))).toEqual([
      "none",
      "none",
      "none",
      "4 3",
    ]);
    expect(readMarkup(svg).text).toContain("a 10.0.0.0/25, b 10.0.0.128/26, 10.0.0.192/26 (free)");
  });

  test("has a title and a description, and words only where they fit", () => {
    fc.assert(
      fc.property(network(4, 8), fc.nat({ max: 6 }), (net, bits) => {
        fc.pre(net.prefix + bits <= 32);
        const { elements } = readMarkup(net.split(net.prefix + bits).view().svg!);
        const names = elements.map(({ name }) => name);
        expect(names.filter((name) => name === "desc")).toHaveLength(1);
        expect(names.filter((name) => name === "rect")).toHaveLength(1 + 2 ** bits);
      }),
    );
  });

  test("is left out where the parts could not be seen, and the table tells how many more there are", () => {
    const view = subnet("10.0.0.0/8").split(16).view();
    expect(view.svg).toBeUndefined();
    const rows = view.text.split("\n").slice(4);
    expect(rows).toHaveLength(65);
    expect(rows[63]).toBe("… 192 more");
    expect(rows.at(-1)).toContain("10.255.0.0/16");
  });
});

/** A part of an address as its bits. */
function bitsOf(part: string, version: 4 | 6, inBits = false): string {
  if (version === 4) return part.replaceAll(".", "");
  let bits = "";
  for (const character of part.replaceAll(":", "")) {
    if (character === "(" || character === ")") inBits = character === "(";
    else bits += inBits ? character : Number.parseInt(character, 16).toString(2).padStart(4, "0");
  }
  return bits;
}
