import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ip, mac, subnet } from "../../lib/addresses";

const bytes = fc.uint8Array({ minLength: 6, maxLength: 6 });

describe("mac()", () => {
  test("reads its own forms, and its bytes", () => {
    fc.assert(
      fc.property(bytes, (six) => {
        const address = mac(six);
        const forms = [address.text, address.dashes, address.dots, address.text.replaceAll(":", "")];
        for (const form of forms) expect(mac(form).bytes).toEqual(six);
        expect(address.bits.split(".").map((byte) => Number.parseInt(byte, 2))).toEqual([...six]);
      }),
    );
  });

  test.each([
    ["02:00:00:00:00:01", "unicast", "local"],
    ["00:00:5e:00:53:01", "unicast", "universal"],
    ["01:00:5e:00:00:fb", "multicast", "universal"],
    ["33:33:00:00:00:01", "multicast", "local"],
    ["ff:ff:ff:ff:ff:ff", "broadcast", "local"],
  ])("tells by two bits that %s is %s and %s", (text, cast, administration) => {
    expect(mac(text)).toMatchObject({ cast, administration });
  });

  test("makes the interface identifier of RFC 4291, appendix A", () => {
    // The example of RFC 2464, section 4.
    expect(mac("34-56-78-9A-BC-DE").interfaceId).toBe("3656:78ff:fe9a:bcde");
    expect(mac("02:00:00:00:00:01").linkLocal.text).toBe("fe80::ff:fe00:1");
    expect(mac("34-56-78-9A-BC-DE").addressIn("2001:db8::/64").text).toBe("2001:db8::3656:78ff:fe9a:bcde");
  });

  test("puts every address inside the network, its bytes around ff:fe, one bit turned over", () => {
    fc.assert(
      fc.property(bytes, (six) => {
        const host = mac(six).addressIn("2001:db8:1:2::/64");
        expect(subnet("2001:db8:1:2::/64").contains(host)).toBe(true);
        const id = [...host.bytes.subarray(8)];
        expect(id.slice(3, 5)).toEqual([0xff, 0xfe]);
        expect([id[0]! ^ 2, ...id.slice(1, 3), ...id.slice(5)]).toEqual([...six]);
      }),
    );
  });

  test.each([
    "",
    "02:00:00:00:00",
    "02:00:00:00:00:0g",
    "2:0:0:0:0:1",
    "02:00-00:00:00:01",
    "0200.0000.00001",
  ])("refuses %j", (text) => {
    expect(() => mac(text)).toThrow(/is not a MAC address .*02:00:00:00:00:01/);
  });

  test("refuses what is no text, five bytes, and a network that leaves no 64 bits", () => {
    expect(() => mac(undefined as unknown as string)).toThrow(/undefined is not a MAC address/);
    expect(() => mac(new Uint8Array(5))).toThrow(/5 bytes are not a MAC address/);
    expect(() => mac("02:00:00:00:00:01").addressIn("2001:db8::/48")).toThrow(/is not a \/64 of IPv6/);
    expect(() => mac("02:00:00:00:00:01").addressIn("10.0.0.0/8")).toThrow(/is not a \/64 of IPv6/);
  });

  test("is equal however it is written, and never changes", () => {
    const address = mac("02-00-00-00-00-01");
    expect(address.equals("0200.0000.0001") && mac(address) === address).toBe(true);
    address.bytes[0] = 9;
    expect(`${address} ${JSON.stringify([address])}`).toBe('02:00:00:00:00:01 ["02:00:00:00:00:01"]');
    expect(ip(address.linkLocal.text).scope).toBe("link-local");
  });
});
