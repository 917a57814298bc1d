/** What cannot be written is refused with the names that can. */
import { describe, expect, test } from "vitest";
import { ip, mac } from "../../lib/addresses";
import {
  ARP,
  answers,
  dissect,
  Ether,
  ICMP,
  IP,
  IPv6,
  PacketError,
  packet,
  TCP,
  UDP,
} from "../../lib/packets";

/** Calls past the type checker, as JavaScript or a careless cast would. */
const loose = (protocol: unknown) => protocol as (init: Record<string, unknown>) => unknown;

describe("a wrong name or value", () => {
  test.each<[what: string, () => unknown, message: string]>([
    [
      "a field that does not exist",
      () => loose(TCP)({ dprot: 80 }),
      'TCP has no field "dprot". Did you mean dport? The fields are sport, dport, seq, ack, dataofs, reserved, flags, window, chksum, urgptr, options.',
    ],
    [
      "a port that has no such name",
      () => loose(UDP)({ dport: "htpp" }),
      'UDP.dport: "htpp" is not a name known here. Did you mean http?',
    ],
    [
      "a number too large",
      () => TCP({ dport: 70000 }),
      "TCP.dport: 70000 does not fit in 16 bits. Take a whole number from 0 to 65535.",
    ],
    [
      "a number that is none",
      () => loose(IP)({ ttl: "many" }),
      'IP.ttl: "many" is not a number. Take a number.',
    ],
    ["half a number", () => IP({ ttl: 1.5 }), "IP.ttl: 1.5 does not fit in 8 bits."],
    [
      "a flag that does not exist",
      () => TCP({ flags: "SX" }),
      'TCP.flags: "SX" has no flag "X". The flags are F, S, R, P, A, U, E, C, N.',
    ],
    ["half an address", () => IP({ dst: "10.0.0" }), 'IP.dst: "10.0.0" is not an IPv4 address.'],
    [
      "an address of the other kind",
      () => IPv6({ dst: "10.0.0.1" }),
      'IPv6.dst: "10.0.0.1" is not an IPv6 address.',
    ],
    [
      "half a MAC address",
      () => Ether({ dst: "aa:bb" }),
      'Ether.dst: "aa:bb" is not a MAC address. Write six bytes in hexadecimal',
    ],
    ["an address that is a number", () => loose(IP)({ dst: 7 }), "IP.dst: 7 is not an IPv4 address."],
    [
      "an option that does not exist",
      () => loose(TCP)({ options: [["MMS", 3]] }),
      'TCP.options: there is no option "MMS". Did you mean MSS?',
    ],
    [
      "an option without its value",
      () => loose(TCP)({ options: ["MSS"] }),
      'option "MSS" wants a value. Write bytes of data that fit in a segment: 1460.',
    ],
    [
      "a field that its type does not have",
      () => packet(ICMP({ type: 8, gw: "10.0.0.1" })),
      "ICMP has no gw where type is 8. Leave gw out, or take another type.",
    ],
    [
      "more than fits",
      () => packet(IP(), new Uint8Array(65536)),
      "IP.len would have to be 65556, which does not fit in its 16 bits. Carry less, or set len yourself.",
    ],
    [
      "a protocol that was not called",
      () => packet(TCP as never),
      "A protocol is not a part of a packet. Call it: TCP() instead of TCP.",
    ],
    [
      "too many options",
      () => packet(TCP({ options: [["SAck", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]] })),
      "TCP.dataofs would have to be 16",
    ],
  ])("%s is named", (_what, write, message) => {
    expect(write).toThrow(message);
  });
});

describe("what is not a protocol, a packet or fields", () => {
  const whole = packet(IP(), TCP());
  test.each<[what: string, () => unknown, message: string]>([
    [
      "a name in quotes, for dissect()",
      () => dissect(whole.bytes, "IP" as never),
      '"IP" is not a protocol. Write IP without quotes.',
    ],
    [
      "a name in quotes, for has()",
      () => whole.has("TCP" as never),
      '"TCP" is not a protocol. Write TCP without quotes.',
    ],
    [
      "a name in quotes, for get()",
      () => whole.get("TCP" as never),
      '"TCP" is not a protocol. Write TCP without quotes.',
    ],
    [
      "a layer, for get()",
      () => whole.get(TCP() as never),
      "TCP() is not a protocol. It is a layer; write TCP without brackets.",
    ],
    [
      "nothing, for payload()",
      () => whole.payload(undefined as never),
      "undefined is not a protocol. Give one",
    ],
    ["null, for with()", () => whole.with(null as never, {} as never), "null is not a protocol."],
    ["a name, for decodeAs()", () => whole.decodeAs("DNS" as never), '"DNS" is not a protocol.'],
    [
      "nothing, for answers()",
      () => answers(undefined as never, whole),
      "answers() compares two packets; undefined is not one.",
    ],
    ["a layer, for answers()", () => answers(whole, IP() as never), "a value of type Layer is not one."],
    ["no fields", () => IP(null as never), "IP cannot be made of null. Give its fields by name: IP({"],
    ["a list of fields", () => IP([] as never), "IP cannot be made of a list."],
    ["an address alone", () => IP("10.0.0.1" as never), 'IP cannot be made of "10.0.0.1".'],
    ["bytes", () => IP(new Uint8Array(20) as never), "IP cannot be made of 20 bytes."],
    ["null in a packet", () => packet(IP(), null as never), "null is not a part of a packet."],
    ["an object in a packet", () => packet({} as never), "An object is not a part of a packet."],
  ])("%s: is refused with a hint", (_what, write, message) => {
    expect(write).toThrow(PacketError);
    expect(write).toThrow(message);
  });
});

describe("what people write", () => {
  test("is understood", () => {
    const made = packet(
      Ether({ dst: "AA-BB-CC-DD-EE-FF" }),
      IPv6({ dst: "2001:DB8:0:0:0:0:0:1", nh: "tcp" }),
      TCP({ dport: "http", flags: "AS" }),
    );
    expect(made.get(Ether).dst).toBe("aa:bb:cc:dd:ee:ff");
    expect(made.get(IPv6).dst).toBe("2001:db8::1");
    expect(made.get(TCP)).toMatchObject({ dport: 80, flags: "SA" });
    expect(packet(ARP({ op: "is-at" })).get(ARP).op).toBe(2);
  });

  test("a port may be its digits, or a name that people use for it", () => {
    expect(TCP({ dport: "8080", sport: "imap" }).set).toEqual({ dport: 8080, sport: 143 });
    expect(UDP({ dport: "dns" }).set.dport).toBe(53);
    expect(String(UDP({ dport: "dns" }))).toBe(String(UDP({ dport: "domain" })));
    expect(() => TCP({ dport: "70000" })).toThrow('TCP.dport: "70000" does not fit in 16 bits.');
    expect(() => TCP({ dport: "1e3" })).toThrow('TCP.dport: "1e3" is not a name known here.');
    expect(() => TCP({ dport: "-1" })).toThrow('TCP.dport: "-1" is not a name known here.');
  });

  test("addresses may be values of ip() and mac()", () => {
    const station = mac("02:00:00:00:00:01");
    expect(IP({ dst: ip("10.0.0.1") }).set.dst).toBe("10.0.0.1");
    expect(IPv6({ dst: ip("fe80::1%eth0") }).set.dst).toBe("fe80::1");
    expect(Ether({ dst: station }).set.dst).toBe("02:00:00:00:00:01");
    expect(ARP({ hwsrc: station, psrc: ip("10.0.0.1") }).set).toEqual({
      hwsrc: "02:00:00:00:00:01",
      psrc: "10.0.0.1",
    });
    expect(() => IP({ dst: ip("::1") })).toThrow('IP.dst: "::1" is not an IPv4 address.');
    expect(() => loose(IP)({ dst: { text: 7 } })).toThrow("IP.dst: an object is not an IPv4 address.");
    expect(() => loose(Ether)({ dst: null })).toThrow("Ether.dst: null is not a MAC address.");
  });

  test.each(["0011.2233.4455", "001122334455", "00-11-22-33-44-55"])("as a MAC address: %s", (written) => {
    expect(Ether({ dst: written }).set.dst).toBe("00:11:22:33:44:55");
    expect(ARP({ hwsrc: written }).set.hwsrc).toBe("00:11:22:33:44:55");
  });

  test.each(["0011.22334455", "00112233445", "0011.2233", "00112233445566"])(
    "is not taken for a MAC address: %s",
    (written) => {
      expect(() => ARP({ hwsrc: written })).toThrow("is not a MAC address");
    },
  );

  test.each([
    ["::", "::"],
    ["1::", "1::"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["::ffff:192.0.2.1", "::ffff:c000:201"],
  ])("as an IPv6 address: %s is %s (RFC 5952 §4)", (written, shown) => {
    expect(IPv6({ dst: written }).set.dst).toBe(shown);
  });

  test.each(["1:2:3", ":::", "1::2::3", "12345::", "::1.2.3", "1:2:3:4:5:6:7:8:9", "", "g::"])(
    "is not taken for an IPv6 address: %s",
    (written) => {
      expect(() => IPv6({ dst: written })).toThrow("is not an IPv6 address");
    },
  );
});
