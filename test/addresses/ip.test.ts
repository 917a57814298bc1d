import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ip } from "../../lib/addresses";
import { address, address4, address6, bytes4 } from "./arbitraries";

describe("ip() reads what means one thing only", () => {
  test("an address and its bytes, its text, its full form, its bits are the same address", () => {
    fc.assert(
      fc.property(address, (value) => {
        expect(ip(value.text).equals(value)).toBe(true);
        expect(ip(value.bytes).equals(value)).toBe(true);
        expect(ip(value.long).equals(value)).toBe(true);
        expect(BigInt(`0b${value.bits.replace(/[.:]/g, "")}`)).toBe(value.number);
      }),
    );
  });

  test("an IPv4 address is its four bytes with dots between", () => {
    fc.assert(
      fc.property(bytes4, (bytes) => {
        expect(ip(bytes).text).toBe([...bytes].join("."));
        expect(ip([...bytes].join(".")).bytes).toEqual(bytes);
      }),
    );
  });

  // Digits and separators only, so that many of them are addresses and the rest nearly are.
  const nearly = fc.oneof(
    fc.stringMatching(/^[0-9.]{1,16}$/),
    fc.stringMatching(/^[0-9a-f:]{2,24}$/),
    fc.stringMatching(/^(25[0-9]|[01]?[0-9]{1,2})(\.(25[0-9]|[01]?[0-9]{1,2})){3}$/),
    fc.stringMatching(/^([0-9a-f]{0,5}:){2,8}[0-9a-f]{0,4}$/),
    fc.stringMatching(/^(::|::ffff:|64:ff9b::|1:2:3:4:5:6:)[0-9]{1,3}(\.[0-9]{1,3}){2,3}$/),
  );

  test("it takes exactly the texts that Node's strict reader takes", () => {
    fc.assert(
      fc.property(nearly, (text) => {
        let version: number;
        try {
          version = ip(text).version;
        } catch {
          version = 0;
        }
        expect(version).toBe(isIP(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test("the dotted end of an IPv6 address is its last 32 bits, wherever it stands", () => {
    expect(ip("::ffff:192.0.2.1").number).toBe(0xffff_c0000201n);
    expect(ip("::192.0.2.1").number).toBe(0xc0000201n);
    expect(ip("1:2:3:4:5:6:192.0.2.1").long).toBe("0001:0002:0003:0004:0005:0006:c000:0201");
  });

  test("a zone says which link a link-local address is on", () => {
    const address = ip("fe80::1%eth0");
    expect([address.text, address.zone]).toEqual(["fe80::1%eth0", "eth0"]);
    expect(address.equals("fe80::1")).toBe(false);
    expect(address.next().text).toBe("fe80::2%eth0");
    expect(ip("fe80::1%br-1234.5_x").zone).toBe("br-1234.5_x");
  });
});

describe("ip() refuses", () => {
  test.each([
    ["10.1", /has 2 numbers, an IPv4 address has 4.*RFC 6943, section 3\.1\.1/],
    ["2130706433", /has 1 number, an IPv4 address has 4/],
    ["0x7f.1", /"0x7f", which is not a decimal number/],
    ["010.0.0.1", /read that as 10, others in octal, as 8 .*write 10/],
    ["10.0.0.08", /Some programs refuse that .*write 8/],
    ["1.2.3.256", /256 in it .*0 to 255/],
    ["1.2..4", /nothing between two dots/],
    ["", /no address in an empty text/],
    ["example.org", /Names are for DNS/],
    ["10.0.0.1/24", /subnet\.of\("10\.0\.0\.1\/24"\)/],
    ["10.0.0.1:80", /has a port/],
    ["[::1]", /has brackets/],
    ["1:2:3", /has 3 groups, an IPv6 address has 8/],
    ["1:2:3:4:5:6:7:8:9", /has 9 groups/],
    ["1:2:3:4:5:6:7:8::", /8 groups and "::"/],
    ["1::2::3", /"::" more than once/],
    ["12345::", /a group "12345"/],
    ["::g", /"g" in it/],
    [":1::2", /single ":"/],
    ["::ffff:1.2.3.04", /a 0 before it, 04/],
    ["10.0.0.1%eth0", /Only IPv6 addresses have one/],
    ["2001:db8::1%eth0", /a zone it does not need/],
    ["fe80::1%", /no readable zone/],
    ["fe80::1%a%b", /no readable zone/],
  ])("%s", (text, words) => {
    expect(() => ip(text)).toThrow(words);
  });

  test.each([[5], [null], [undefined], [{}]])("%s, which is no text", (value) => {
    expect(() => ip(value as unknown as string)).toThrow(/is not an address .*Write it as text/);
  });

  test("bytes that are neither 4 nor 16", () => {
    expect(() => ip(new Uint8Array(6))).toThrow(/6 bytes are not an address/);
  });

  test("with a code, a hint, and nothing in the message that does not show", () => {
    expect(() => ip("1.2.3.4\u202e")).toThrow(
      expect.objectContaining({ code: "EINVAL", hint: expect.any(String) }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        try {
          ip(text);
        } catch (error) {
          expect((error as Error).message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
    );
  });
});

describe("an address knows", () => {
  test("its forms", () => {
    const value = ip("192.168.1.10");
    expect(value.bits).toBe("11000000.10101000.00000001.00001010");
    expect(value.number).toBe(3232235786n);
    expect([...value.bytes]).toEqual([192, 168, 1, 10]);
    expect(value.reverse).toBe("10.1.168.192.in-addr.arpa");
    expect(ip("2001:db8::1").long).toBe("2001:0db8:0000:0000:0000:0000:0000:0001");
    // The example of RFC 3596, section 2.5.
    expect(ip("4321:0:1:2:3:4:567:89ab").reverse).toBe(
      "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa",
    );
  });

  test("the IPv4 address inside it", () => {
    expect(ip("::ffff:192.0.2.33").embedded?.text).toBe("192.0.2.33");
    // RFC 6052, section 2.4; RFC 4380, section 4: 192.0.2.45 turned over.
    expect(ip("64:ff9b::192.0.2.33").embedded?.text).toBe("192.0.2.33");
    expect(ip("2002:c000:0221::1").embedded?.text).toBe("192.0.2.33");
    expect(ip("2001:0:4136:e378:8000:63bf:3fff:fdd2").embedded?.text).toBe("192.0.2.45");
    expect(ip("2001:db8::192.0.2.33").embedded).toBeUndefined();
    expect(ip("192.0.2.33").embedded).toBeUndefined();
  });

  test("its neighbours, up to the end", () => {
    fc.assert(
      fc.property(address, fc.bigInt({ min: -(2n ** 129n), max: 2n ** 129n }), (value, steps) => {
        const number = value.number + steps;
        const end = 2n ** BigInt(8 * value.bytes.length);
        if (number >= 0n && number < end) expect(value.next(steps).number).toBe(number);
        else expect(() => value.next(steps)).toThrow(/There is no address/);
      }),
    );
    expect(ip("10.0.0.255").next().text).toBe("10.0.1.0");
    expect(ip("10.0.0.0").next(-1).text).toBe("9.255.255.255");
    expect(() => ip("10.0.0.0").next(0.5)).toThrow(/Give a whole number/);
  });

  test("that nothing changes it", () => {
    const value = ip("10.0.0.1");
    value.bytes[0] = 99;
    expect(() => Object.assign(value, { number: 5n })).toThrow(TypeError);
    expect(value.text).toBe("10.0.0.1");
  });

  test("that it is text in strings and in JSON, and equal by value", () => {
    expect(`${ip("10.0.0.1")} ${JSON.stringify({ at: ip("0:0::1") })}`).toBe('10.0.0.1 {"at":"::1"}');
    expect(ip(ip("10.0.0.1"))).toEqual(ip("10.0.0.1"));
    expect(ip("10.0.0.1").equals("10.0.0.2")).toBe(false);
    fc.assert(
      fc.property(address4, address6, (four, six) => {
        expect(four.equals(six)).toBe(false);
      }),
    );
  });
});
