/** DHCP: options as people write them, whatever they hold; what a message lacks, and where else options are. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BOOTP, DHCP, type DHCPOptionInit, dissect, IP, type Packet, packet, UDP } from "../../lib/packets";
import { dhcpOptionCodes as names } from "../../lib/packets/names/dhcp";
import { dialogLayer, replyOf } from "./dialog-layer";
import { fromHex, toHex } from "./hex";

const bytesOf = (...options: DHCPOptionInit[]) => toHex(packet(DHCP({ options })).bytes);
const optionsIn = (hex: string) => dissect(fromHex(hex), DHCP).get(DHCP).options;
const remarks = (read: Packet) =>
  read.verdicts.filter(({ about }) => about === "protocol").map(({ level, text }) => `${level}: ${text}`);

describe("an option", () => {
  // RFC 2132 §9.6, §3.5, §9.8, §3.17.
  test("has the bytes of the RFC", () => {
    expect(bytesOf(["message-type", "request"])).toBe("350103");
    expect(bytesOf(["router", ["10.0.0.1", "10.0.0.2"]])).toBe("03080a0000010a000002");
    expect(bytesOf(["param_req_list", [1, 3]], "end", ["pad", 2])).toBe("37020103ff0000");
    expect(bytesOf(["domain", "example.com"])).toBe(`0f0b${toHex(new TextEncoder().encode("example.com"))}`);
  });

  // RFC 3442, the table of subnets and what describes them.
  test.each([
    ["0.0.0.0/0", "00"],
    ["10.0.0.0/8", "080a"],
    ["10.0.0.0/24", "180a0000"],
    ["10.17.0.0/16", "100a11"],
    ["10.27.129.0/24", "180a1b81"],
    ["10.229.0.128/25", "190ae50080"],
    ["10.198.122.47/32", "200ac67a2f"],
  ])("that routes %s describes the subnet with %s", (subnet, described) => {
    const route = `${subnet}:10.0.0.1`;
    const hex = bytesOf(["classless_static_routes", [route]]);
    expect(hex.slice(4)).toBe(`${described}0a000001`);
    expect(optionsIn(hex)).toEqual([["classless_static_routes", [route]]]);
  });

  test("may be an address alone where a list is meant, and is read as a list", () => {
    expect(optionsIn(bytesOf(["name_server", "10.0.0.1"]))).toEqual([["name_server", ["10.0.0.1"]]]);
  });

  test("that has not its form, or that nobody knows, keeps its bytes", () => {
    expect(optionsIn("0103ffffff")).toEqual([[1, fromHex("ffffff")]]);
    expect(optionsIn("790121")).toEqual([[121, fromHex("21")]]);
    expect(optionsIn("fa020102")).toEqual([[250, fromHex("0102")]]);
    expect(optionsIn("35020102")).toEqual([[53, fromHex("0102")]]);
  });

  test("that does not hold together is told apart from the rest", () => {
    expect(optionsIn("3501010c0561")).toEqual([
      ["message-type", 1],
      ["Malformed", fromHex("0c0561")],
    ]);
  });

  test("refuses what it cannot hold, and says what it can", () => {
    expect(() => DHCP({ options: [["lease_time", -1]] })).toThrow(
      'DHCP.options: -1 is not a value for option "lease_time". Write a number of 32 bits.',
    );
    expect(() => DHCP({ options: [["hostname", "x".repeat(256)]] })).toThrow("is not a value for option");
    // @ts-expect-error no such message
    expect(() => DHCP({ options: [["message-type", "hello"]] })).toThrow(
      'Write "discover", "offer", "request"',
    );
    expect(() => DHCP({ options: [["pad", 1e9]] })).toThrow('1000000000 is not a value for option "pad"');
  });

  const number = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
  const address = fc.tuple(number(8), number(8), number(8), number(8)).map((four) => four.join("."));
  const text = fc
    .string({ unit: "grapheme", maxLength: 20 })
    .filter((each) => new TextEncoder().encode(each).length < 256);
  const named = (group: object, value: fc.Arbitrary<unknown>) =>
    fc.tuple(fc.constantFrom(...Object.keys(group)), value) as unknown as fc.Arbitrary<DHCPOptionInit>;
  const option: fc.Arbitrary<DHCPOptionInit> = fc.oneof(
    fc.constant<DHCPOptionInit>(["end"]),
    fc.tuple(fc.constant("message-type" as const), number(8)),
    named(names.address, address),
    named(names.addresses, fc.array(address, { maxLength: 5 })),
    named(names.number32, number(32)),
    named(names.number16, number(16)),
    named(names.byte, number(8)),
    named(names.numbers16, fc.array(number(16), { maxLength: 9 })),
    named(names.numbers8, fc.array(number(8), { maxLength: 9 })),
    named(names.text, text),
    named(names.bytes, fc.uint8Array({ maxLength: 255 })),
    fc.tuple(fc.constantFrom(119, 250), fc.uint8Array({ maxLength: 255 })),
  );

  test("comes back as it was written, in any company", () => {
    fc.assert(
      fc.property(fc.array(option, { minLength: 1 }), (options) => {
        const made = packet(IP(), UDP(), BOOTP(), DHCP({ options }));
        const read = dissect(made.bytes, IP);
        expect(read.get(DHCP).options).toEqual(options);
        expect(toHex(packet(read).bytes)).toBe(toHex(made.bytes));
      }),
      { numRuns: 300 },
    );
  });
});

test("an address that is a value, as ip() gives one, is kept as its text", () => {
  const router = { text: "10.0.0.1" };
  const options = [
    ["router", [router]],
    ["server_id", router],
  ] as unknown as DHCPOptionInit[];
  expect(String(DHCP({ options }))).toBe(
    "<DHCP options=[('router', (10.0.0.1)), ('server_id', 10.0.0.1)] |>",
  );
});

describe("a DHCP message", () => {
  const discover = packet(IP(), UDP(), BOOTP(), DHCP({ options: [["message-type", "discover"], "end"] }));

  test("goes from a client to a server, with BOOTP's cookie before its options", () => {
    expect(discover.get(UDP)).toMatchObject({ sport: 68, dport: 67 });
    expect(discover.get(BOOTP).options).toEqual(Uint8Array.of(99, 130, 83, 99));
    expect(remarks(dissect(discover.bytes, IP))).toEqual([]);
  });

  test("says what it lacks", () => {
    const read = dissect(discover.with(DHCP, { options: [["lease_time", 1]] }).bytes, IP);
    expect(remarks(read)).toEqual([
      "warn: no message-type, which every DHCP message has (RFC 2131 §3)",
      "warn: no end behind the last option (RFC 2131 §4.1)",
    ]);
  });

  test("says where else it has options", () => {
    const overloaded = DHCP({ options: [["message-type", 1], ["dhcp-option-overload", 3], "end"] });
    expect(remarks(packet(overloaded))).toEqual([
      "note: BOOTP.file and BOOTP.sname hold more options (RFC 2132 §9.3)",
    ]);
  });

  test("prints its options by name", () => {
    const made = packet(
      DHCP({
        options: [
          ["message-type", "ack"],
          ["param_req_list", [1, 3, 252]],
          ["client_id", Uint8Array.of(1, 2, 0, 0, 0, 0, 1)],
          ["hostname", "a\nb"],
          "end",
          ["pad", 40],
        ],
      }),
    );
    expect(String(dissect(made.bytes, DHCP))).toBe(
      "<DHCP options=[('message-type', ack), ('param_req_list', (subnet_mask, router, 252)), " +
        "('client_id', 02:00:00:00:00:01), ('hostname', 'a\\nb'), ('end', None), ('pad', 40)] |>",
    );
  });
});

describe("BOOTP", () => {
  test("shows a MAC address of six bytes as one, and any other whole", () => {
    const read = (chaddr: string) => packet(BOOTP({ chaddr })).get(BOOTP).chaddr;
    expect(read("02-00-00-00-00-01")).toBe("02:00:00:00:00:01");
    expect(read("02:00:00:00:00:01:00")).toBe("02:00:00:00:00:01");
    expect(read("02:00:00:00:00:01:09")).toBe(`02:00:00:00:00:01:09${":00".repeat(9)}`);
    expect(() => read(`${"00:".repeat(16)}00`)).toThrow("is not a MAC address");
  });
});

describe("an answer", () => {
  const message = (type: number) =>
    packet(
      BOOTP({ xid: 7, flags: "B", chaddr: "02:00:00:00:00:01" }),
      DHCP({ options: [["message-type", type], "end"] }),
    );
  const reply = (question: Packet) =>
    packet(...replyOf(BOOTP)(dialogLayer(question, BOOTP)), ...replyOf(DHCP)(dialogLayer(question, DHCP)));

  test("gives back what came, with the type that grants it", () => {
    const offer = reply(message(1));
    expect(offer.get(BOOTP)).toMatchObject({ op: 2, xid: 7, flags: "B", chaddr: "02:00:00:00:00:01" });
    expect(offer.get(DHCP).options).toEqual([["message-type", 2], ["end"]]);
    expect(() => reply(message(7))).toThrow("There is no answer to release of DHCP");
  });

  test.each([
    [{}, true, "the xid is 0x7 in both"],
    [{ xid: 8 }, false, "its xid is 0x8, that of the question 0x7"],
    [{ op: 1 }, false, "it is a question itself"],
  ] as const)("with %j: %s, as %s", (changes, ok, why) => {
    const other = dialogLayer(reply(message(1)).with(BOOTP, changes), BOOTP);
    expect(BOOTP.definition.details.dialog!.answers!(other, dialogLayer(message(1), BOOTP))).toEqual({
      ok,
      why,
    });
  });

  test.each([
    [2, 1, true, "offer answers discover"],
    [6, 3, true, "nak answers request"],
    [5, 1, false, "ack does not answer discover"],
    [1, 2, false, "discover does not answer offer"],
  ])("of type %s to type %s: %s, as %s", (type, asked, ok, why) => {
    expect(
      DHCP.definition.details.dialog!.answers!(
        dialogLayer(message(type), DHCP),
        dialogLayer(message(asked), DHCP),
      ),
    ).toEqual({
      ok,
      why,
    });
  });
});
