/** TFTP: names as text, whatever their bytes; transfers that go on from another port. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dissect,
  IP,
  type Packet,
  packet,
  TFTP,
  TFTP_ACK,
  TFTP_DATA,
  TFTP_Option,
  TFTP_Options,
  TFTP_RRQ,
  TFTP_WRQ,
  UDP,
} from "../../lib/packets";
import { decodeText, encodeText } from "../../lib/packets/fields/text";
import { dialogLayer, replyOf } from "./dialog-layer";
import { fromHex, toHex } from "./hex";

const udp = UDP({ sport: 40000 });
const text = fc
  .string({ unit: "binary" })
  .filter((each) => !each.includes("\0") && !/[\ud800-\udfff]/.test(each));

describe("text in a packet", () => {
  test("loses no byte, UTF-8 or not", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(encodeText(decodeText(bytes))).toEqual(bytes);
      }),
    );
    expect(decodeText(fromHex("6772c3bcc39f65"))).toBe("grüße");
    expect(decodeText(fromHex("6772fcdf65"))).toBe("gr\udcfc\udcdfe");
  });

  test("has no zero in it where a zero ends it", () => {
    expect(() => TFTP_RRQ({ filename: "a\0b" })).toThrow('TFTP_RRQ.filename: "a\\u0000b" has a zero in it');
  });
});

describe("a TFTP request", () => {
  // RFC 1350 §5, figure 5-1: opcode, filename, 0, mode, 0.
  test("has the bytes of the RFC", () => {
    const request = packet(TFTP(), TFTP_RRQ({ filename: "hi", mode: "netascii" }));
    expect(toHex(request.bytes)).toBe(`0001${"6869"}00${"6e65746173636969"}00`);
  });

  test("comes back as it was written, with all its options", () => {
    const options = fc.array(fc.record({ oname: text, value: text }), { minLength: 1 });
    fc.assert(
      fc.property(text, options, (filename, list) => {
        const made = packet(IP(), udp, TFTP(), TFTP_RRQ({ filename }), TFTP_Options({ options: list }));
        const read = dissect(made.bytes, IP);
        expect(read.get(TFTP_RRQ)).toEqual({ filename, mode: "octet" });
        expect(read.get(TFTP_Options).options).toEqual(list);
        expect(toHex(packet(read).bytes)).toBe(toHex(made.bytes));
      }),
    );
  });

  test("says what its options mean, and how to write them again", () => {
    const list = [TFTP_Option({ oname: "BLKSIZE", value: "1400" })];
    const read = dissect(packet(TFTP(), TFTP_RRQ(), TFTP_Options({ options: list })).bytes, TFTP);
    const [option] = read.tree()[2]!.kids[0]!.kids;
    expect(option!.kids.map(({ label, meaning }) => [label, meaning])).toEqual([
      ["oname", "bytes of a block (RFC 2348)"],
      ["value", undefined],
    ]);
    expect(read.code()).toBe(
      'packet(TFTP(), TFTP_RRQ(), TFTP_Options({ options: [TFTP_Option({ oname: "BLKSIZE", value: "1400" })] }))',
    );
  });
});

test("a transfer goes on from another port, where it has to be asked for", () => {
  const data = packet(IP(), UDP({ sport: 50000, dport: 40000 }), TFTP(), TFTP_DATA({ block: 2 }), "the end");
  const read = dissect(data.bytes, IP);
  expect(read.has(TFTP_DATA)).toBe(false);
  expect(read.decodeAs(TFTP).get(TFTP_DATA).block).toBe(2);
});

describe("an answer", () => {
  const { answers } = TFTP.definition.details.dialog!;
  const message = (op: number, block = 0) => {
    const body = { 1: TFTP_RRQ(), 2: TFTP_WRQ(), 3: TFTP_DATA({ block }), 4: TFTP_ACK({ block }) }[op];
    return packet(TFTP({ op }), ...(body ? [body] : []));
  };

  test.each([
    [message(3, 1), message(1), true, "DATA 1 answers RRQ"],
    [message(4, 0), message(2), true, "ACK 0 answers WRQ"],
    [message(6), message(1), true, "OACK answers RRQ"],
    [message(4, 0), message(6), true, "ACK 0 answers OACK"],
    [message(4, 7), message(3, 7), true, "ACK 7 answers DATA 7"],
    [message(3, 0), message(4, 65535), true, "DATA 0 answers ACK 65535"],
    [message(5), message(3, 7), true, "ERROR answers DATA 7"],
    [message(4, 6), message(3, 7), false, "ACK 6 does not answer DATA 7"],
    [message(3, 2), message(1), false, "DATA 2 does not answer RRQ"],
    [message(4, 0), message(1), false, "ACK 0 does not answer RRQ"],
    [message(5), message(5), false, "ERROR does not answer ERROR"],
  ])("%# is told from what is none", (answer, question, ok, why) => {
    expect(answers!(dialogLayer(answer, TFTP), dialogLayer(question, TFTP))).toEqual({ ok, why });
  });

  test("is the next step", () => {
    const next = (question: Packet) => packet(...replyOf(TFTP)(dialogLayer(question, TFTP)));
    expect(next(message(3, 65535)).get(TFTP_ACK).block).toBe(65535);
    expect(next(message(4, 65535)).get(TFTP_DATA).block).toBe(0);
    expect(next(message(1)).get(TFTP_DATA).block).toBe(1);
    expect(next(message(2)).get(TFTP_ACK).block).toBe(0);
    expect(() => next(message(5))).toThrow("An error ends a transfer");
  });
});
