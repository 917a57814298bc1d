/** DNS: dns-packet as the judge, names that are hostile, counts, mDNS, messages that a stream cuts. */
import dnsPacket from "dns-packet";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  DNS,
  type DNSInit,
  type DNSRecord,
  DNSRR,
  DNSRRMX,
  DNSRROPT,
  DNSTCP,
  dissect,
  IP,
  type Packet,
  PacketError,
  packet,
  TCP,
  UDP,
} from "../../lib/packets";
import { replyOf } from "./dialog-layer";
import { fromHex, toHex } from "./hex";

const carried = (init: DNSInit) => packet(DNS(init)).bytes;
const read = (message: Uint8Array) => dissect(packet(IP(), UDP({ sport: 53, dport: 9 }), message).bytes, IP);
const records = (list: readonly (DNSRecord | Uint8Array)[]) => list as readonly DNSRecord[];
const undotted = (name: unknown) => (name === "." ? "." : String(name).slice(0, -1));

const label = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join("."));
const octet = fc.integer({ min: 0, max: 255 });
const ttl = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const address = fc.tuple(octet, octet, octet, octet).map((numbers) => numbers.join("."));
const number16 = fc.integer({ min: 0, max: 65535 });
const ascii = fc.string({ unit: "binary-ascii", maxLength: 300 });

/** A record as dns-packet has it, and as we do. */
const record: fc.Arbitrary<readonly [dnsPacket.Answer, object]> = fc.oneof(
  fc.tuple(name, ttl, address).map(([owner, ttl, data]) => {
    return [
      { name: owner, type: "A", ttl, data },
      { rrname: `${owner}.`, type: 1, ttl, rdata: data },
    ] as const;
  }),
  fc
    .tuple(name, fc.constantFrom("NS" as const, "CNAME" as const, "PTR" as const), name)
    .map(([owner, type, data]) => {
      const number = { NS: 2, CNAME: 5, PTR: 12 }[type];
      return [
        { name: owner, type, data },
        { rrname: `${owner}.`, type: number, rdata: `${data}.` },
      ] as const;
    }),
  fc.tuple(name, number16, name).map(([owner, preference, exchange]) => {
    return [
      { name: owner, type: "MX", data: { preference, exchange } },
      { rrname: `${owner}.`, type: 15, preference, exchange: `${exchange}.` },
    ] as const;
  }),
  fc.tuple(name, number16, number16, number16, name).map(([owner, priority, weight, port, target]) => {
    return [
      { name: owner, type: "SRV", data: { priority, weight, port, target } },
      { rrname: `${owner}.`, type: 33, priority, weight, port, target: `${target}.` },
    ] as const;
  }),
  fc
    .tuple(
      name,
      fc.array(
        ascii.filter((text) => text.length < 256),
        { minLength: 1, maxLength: 3 },
      ),
    )
    .map(([owner, data]) => {
      return [
        { name: owner, type: "TXT", data },
        { rrname: `${owner}.`, type: 16, rdata: data },
      ] as const;
    }),
);

describe("dns-packet, as the judge", () => {
  test("is read as it was meant", () => {
    fc.assert(
      fc.property(number16, name, fc.array(record, { maxLength: 4 }), (id, asked, pairs) => {
        const message = dnsPacket.encode({
          id,
          type: "response",
          flags: dnsPacket.AUTHORITATIVE_ANSWER,
          questions: [{ name: asked, type: "A" }],
          // It writes into what it is given.
          answers: structuredClone(pairs.map(([theirs]) => theirs)),
        });
        const ours = read(message).get(DNS);
        expect(ours).toMatchObject({ id, qr: 1, aa: 1, rd: 0, qdcount: 1, ancount: pairs.length });
        expect(ours.qd).toMatchObject([{ qname: `${asked}.`, qtype: 1, qclass: 1 }]);
        expect(ours.an).toMatchObject(pairs.map(([, mine]) => mine));
      }),
      { numRuns: 300 },
    );
  });

  test("reads ours as it was meant, and writes the same bytes", () => {
    fc.assert(
      fc.property(number16, name, fc.array(record, { maxLength: 4 }), (id, asked, pairs) => {
        const bytes = carried({ id, rd: 1, qd: asked, an: pairs.map(([, mine]) => mine) });
        const decoded = dnsPacket.decode(Buffer.from(bytes));
        expect(decoded.questions).toMatchObject([{ name: asked, type: "A", class: "IN" }]);
        expect(decoded.answers).toMatchObject(
          pairs.map(([theirs]) => ({
            ...theirs,
            ...(theirs.type === "TXT" && {
              data: (theirs.data as string[]).map((text) => Buffer.from(text)),
            }),
          })),
        );
        expect(toHex(dnsPacket.encode(decoded))).toBe(toHex(bytes));
      }),
      { numRuns: 300 },
    );
  });

  test("finds every flag where we set it", () => {
    for (const flag of ["aa", "tc", "rd", "ra", "ad", "cd"] as const) {
      const decoded = dnsPacket.decode(Buffer.from(carried({ rd: 0, [flag]: 1 })));
      const found = ["aa", "tc", "rd", "ra", "ad", "cd"].filter(
        (each) => decoded[`flag_${each}` as "flag_aa"],
      );
      expect(found).toEqual([flag]);
    }
    expect(dnsPacket.decode(Buffer.from(carried({ rcode: "name-error" })))).toMatchObject({
      rcode: "NXDOMAIN",
    });
  });

  test("finds the options of EDNS", () => {
    const bytes = carried({ ar: DNSRROPT({ rclass: 1232, rdata: [["COOKIE", Uint8Array.of(1, 2)]] }) });
    expect(dnsPacket.decode(Buffer.from(bytes)).additionals).toMatchObject([
      { type: "OPT", udpPayloadSize: 1232, flag_do: true, options: [{ code: 10, data: Buffer.of(1, 2) }] },
    ]);
  });
});

describe("names", () => {
  /** A message with one question for the name in these bytes. */
  const asking = (bytes: string) => fromHex(`0001 0100 0001 0000 0000 0000 ${bytes} 0001 0001`);
  const nameIn = (bytes: string) =>
    (read(asking(bytes)).get(DNS).qd as readonly { qname: string }[])[0]!.qname;
  const errors = (bytes: string) =>
    read(asking(bytes))
      .verdicts.filter(({ level }) => level === "error")
      .map(({ text }) => text);

  test("of any bytes are written again as they were read", () => {
    const labels = fc.array(fc.uint8Array({ minLength: 1, maxLength: 63 }), { maxLength: 3 });
    fc.assert(
      fc.property(labels, (each) => {
        const bytes = `${each.map((one) => toHex(Uint8Array.of(one.length, ...one))).join("")}00`;
        const qname = nameIn(bytes);
        expect(qname).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(toHex(carried({ id: 1, qd: qname }))).toBe(toHex(asking(bytes)));
      }),
    );
  });

  test("keep their letters, escape their dots, and show what cannot be printed as numbers", () => {
    expect(nameIn("03 57 77 57 00")).toBe("WwW.");
    expect(nameIn("03 61 2e 62 01 5c 00")).toBe("a\\.b.\\\\.");
    expect(nameIn("03 62 c3 bc 00")).toBe("bü.");
    expect(nameIn("04 00 07 ff 41 00")).toBe("\\000\\007\\255A.");
    expect(nameIn("04 e2 80 ae 41 00")).toBe("\\226\\128\\174A.");
    expect(nameIn("00")).toBe(".");
  });

  test("follow pointers to what was written before", () => {
    const { an } = read(
      fromHex("0001 8100 0001 0001 0000 0000 0161 0162 00 0001 0001 0163 c00e 0005 0001 00000000 0002 c00c"),
    ).get(DNS);
    expect(an).toMatchObject([{ rrname: "c.b.", rdata: "a.b." }]);
  });

  test("with pointers ahead, to themselves or in a circle are read no further, and said to be wrong", () => {
    const unfollowed = (to: number) =>
      `DNS.qd: the qname at byte 12 points to byte ${to}, which does not lie before it: not followed (RFC 1035 §4.1.4)`;
    expect(nameIn("0161 c020")).toBe("a.");
    expect(errors("0161 c020")).toEqual([unfollowed(32)]);
    expect(errors("c00c")).toEqual([unfollowed(12)]);
    expect(errors("0161 c00c")).toEqual([unfollowed(12)]);
  });

  test("longer than 255 bytes are read no further, however often pointers repeat them", () => {
    const long = "3f".padEnd(128, "61").repeat(5);
    expect(nameIn(`${long}00`).length).toBeLessThan(255);
    expect(errors(`${long}00`)).toEqual([
      "DNS.qd: the qname at byte 12 takes more than 255 bytes: read no further (RFC 1035 §2.3.4)",
    ]);
  });

  test("that begin with a label of a kind out of use are left as bytes", () => {
    const message = asking("4161 00");
    expect(read(message).get(DNS).qd).toEqual([message.slice(12)]);
    expect(errors("4161 00")).toContain("DNS.qd: no name begins at byte 12: what follows cannot be read");
    expect(toHex(packet(read(message)).bytes)).toBe(toHex(read(message).bytes));
  });

  test("are shown by their labels and pointers, each in its place", () => {
    const tree = read(carried({ qd: "a.bc", an: { rrname: ["www", 14], rdata: "192.0.2.1" } })).tree()[2]!;
    const parts = tree.kids.find(({ label }) => label === "an")!.kids[0]!.kids[0]!.kids;
    expect(parts.map((part) => [part.path, part.bit / 8 - 28, part.text, part.meaning])).toEqual([
      ["DNS.an.DNSRR.rrname.label", 22, "www", undefined],
      ["DNS.an.DNSRR.rrname.pointer", 26, "to byte 14", "goes on as bc."],
    ]);
  });

  test.each([
    ["a..b", 'DNS.qd: "" is not a label. A label takes 1 to 63 bytes; one dot stands between labels.'],
    [
      "x".repeat(64),
      `DNS.qd: the label "${"x".repeat(59)}…" takes 64 bytes. A label takes 1 to 63 bytes; one dot stands between labels.`,
    ],
  ])("cannot be %s", (qd, message) => {
    expect(() => DNS({ qd })).toThrow(message.replace("DNS.qd", "DNSQR.qname"));
  });
});

describe("a message", () => {
  test("counts what it has, unless told otherwise", () => {
    const made = packet(IP(), UDP(), DNS({ ancount: 7, an: [DNSRR(), DNSRR({ type: "TXT", rdata: "x" })] }));
    expect(made.get(DNS)).toMatchObject({ qdcount: 1, ancount: 7, nscount: 0 });
    expect(made.verdicts.map(({ text }) => text)).toContain("DNS.ancount: you set 7; computed would be 2");
  });

  test("gives a record with data in another form than its type has as bytes, and writes it so", () => {
    const bytes = carried({ an: DNSRR({ rrname: "a", type: "A", rdata: Uint8Array.of(1, 2, 3) }) });
    const made = read(bytes);
    expect(records(made.get(DNS).an)[0]!.rdata).toEqual(Uint8Array.of(1, 2, 3));
    expect(made.code()).toContain('DNSRR({ rrname: "a.", rdata: Uint8Array.of(1, 2, 3) })');
    expect(toHex(packet(made).bytes)).toBe(toHex(made.bytes));
  });

  test("keeps its pointers when something else in it changes", () => {
    const bytes = carried({ qd: "example.com", an: DNSRRMX({ rrname: [12], exchange: ["mail", 12] }) });
    const changed = read(bytes).with(DNS, { id: 99 });
    expect(toHex(changed.payload(UDP))).toBe(`0063${toHex(bytes).slice(4)}`);
    expect(records(changed.get(DNS).an)[0]).toMatchObject({
      rrname: "example.com.",
      exchange: "mail.example.com.",
    });
  });

  test("takes names of types, and refuses others with those that exist", () => {
    expect(DNS({ qd: { qname: "a", qtype: "AAAA" } }).name).toBe("DNS");
    const wrong = () => DNS({ qd: { qname: "a", qtype: "AAAAA" as "AAAA" } });
    expect(wrong).toThrow(PacketError);
    expect(wrong).toThrow("Did you mean AAAA?");
  });

  test("of 64 KiB that claims 65535 records ends at once", () => {
    const bytes = new Uint8Array(65000);
    bytes.set(fromHex("0001 8000 0000 1500 0000 0000"));
    const { DNS: layer } = Object.fromEntries(read(bytes).layers.map((each) => [each.name, each]));
    expect(layer?.stop).toBeUndefined();
    expect(read(fromHex("0001 8000 ffff ffff ffff ffff 00")).has(DNS)).toBe(false);
  });

  test("goes on in the next segment, which is no mistake", () => {
    const whole = packet(DNSTCP({ qd: "example.com" })).bytes;
    const first = dissect(packet(IP(), TCP({ dport: 53 }), whole.subarray(0, 20)).bytes, IP);
    expect(first.stop).toBeUndefined();
    expect(first.verdicts.filter(({ level }) => level === "error")).toEqual([]);
    expect(first.verdicts.map(({ text }) => text)).toContain(
      "DNSTCP.length 29: the rest is in the segments that follow",
    );
  });

  test("may be followed by another one in the same segment", () => {
    const made = packet(IP(), TCP({ dport: 53 }), DNSTCP({ id: 1 }), DNSTCP({ id: 2 }));
    const again = dissect(made.bytes, IP);
    expect([again.get(DNSTCP, 0).id, again.get(DNSTCP, 1).id]).toEqual([1, 2]);
    expect(undotted((again.get(DNSTCP, 1).qd[0] as { qname: string }).qname)).toBe("www.example.com");
  });
});

describe("an answer", () => {
  const dialogLayer = (made: Packet) => ({
    fields: { ...made.get(DNS) },
    length: 0,
    payload: new Uint8Array(0),
  });
  const { answers } = DNS.definition.details.dialog!;
  const asked = packet(IP(), UDP({ sport: 40000 }), DNS({ id: 7, qd: "example.com" }));
  const given = packet(IP(), UDP({ dport: 40000 }), ...replyOf(DNS)(dialogLayer(asked)));

  test("repeats the number and the question, and waits for its records", () => {
    expect(given.get(DNS)).toMatchObject({
      id: 7,
      qr: 1,
      rd: 1,
      ancount: 0,
      qd: [{ qname: "example.com." }],
    });
    const filled = given.with(DNS, { an: { rrname: [12], rdata: "192.0.2.1" } });
    expect(records(filled.get(DNS).an)).toMatchObject([{ rrname: "example.com.", rdata: "192.0.2.1" }]);
  });

  test.each([
    [{}, true, "the id is 7 in both, and so is the question"],
    [{ qd: [] }, true, "the id is 7 in both"],
    [{ qd: "Example.COM" }, true, "the id is 7 in both, and so is the question"],
    [{ id: 8 }, false, "its id is 8, that of the question 7"],
    [{ qr: 0 }, false, "it is a question itself"],
    [{ qd: "example.org" }, false, "it is about example.org. IN A, the question was example.com. IN A"],
  ])("with %j: %s, as %s", (changes, ok, why) => {
    expect(answers!(dialogLayer(given.with(DNS, changes)), dialogLayer(asked))).toEqual({ ok, why });
  });
});

test("judging a message reads each section once, whatever there is to count and to check", () => {
  const message = read(carried({ qr: 1, an: { rrname: "example.com", rdata: "192.0.2.1" } }));
  const section = vi.spyOn(DNS.definition.byName.get("an")!.field, "read");
  try {
    expect(message.verdicts.some(({ layer }) => layer === "DNS")).toBe(true);
    expect(section).toHaveBeenCalledTimes(1);
  } finally {
    section.mockRestore();
  }
});
