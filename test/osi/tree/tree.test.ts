/** osi.tree(): its lines, and that every layer and every field has one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { osi } from "../../../lib/osi";
import { dissect, type Packet } from "../../../lib/packets";
import { samples } from "../../packets/samples";
import { connection, crowd, cutPacket, httpRequest, notesLine, wrongQuestion } from "../gallery/inputs";
import { readMarkup } from "../markup";

describe("osi.tree() of a packet", () => {
  test("tells the line of the source notes field by field, and who set each", () => {
    expect(osi.tree(notesLine).text).toMatchInlineSnapshot(`
      "58 bytes, built here, never on a wire
      3 IP · Internet Protocol version 4, RFC 791 §3.1 · bytes 0-19
          version    4 bits  ○ 4                         4
          ihl        4 bits  ∑ 5                         header length, in words of 4 bytes
          tos        8 bits  ○ 0x0                       class of service (DSCP) and congestion mark (ECN)
          len       16 bits  ∑ 58                        length of header and data, in bytes
          id        16 bits  ○ 1                         the same in all fragments of one packet
          flags      3 bits  ○                           about fragments
            0..  evil  not set
            .0.  DF    not set
            ..0  MF    not set
          frag      13 bits  ↑ 0                         where this fragment belongs, in units of 8 bytes
          ttl        8 bits  ○ 64                        routers it may still pass (time to live)
          proto      8 bits  ↑ 6 (TCP)                   what is inside
          chksum    16 bits  ∑ 0x7cbb           [right]  checksum over the header
          src       32 bits  ○ 127.0.0.1                 address of the sender
          dst       32 bits  ○ 127.0.0.1                 address of the receiver
          options   0 bytes  ○ []                        options, up to 40 bytes
      4 TCP · Transmission Control Protocol, RFC 9293 §3.1 · bytes 20-39
          sport      16 bits  ○ 20 (ftp_data)             port of the sender
          dport      16 bits  ○ 80 (http)                 port of the receiver
          seq        32 bits  ○ 0                         number of the first byte carried (with SYN: the number before it)
          ack        32 bits  ○ 0                         number of the byte expected next; counts with the flag A only
          dataofs     4 bits  ∑ 5                         header length, in words of 4 bytes
          reserved    3 bits  ○ 0                         0
          flags       9 bits  ○ S                         what this segment does, apart from carrying data
            0........  N  not set
            .0.......  C  not set
            ..0......  E  not set
            ...0.....  U  not set
            ....0....  A  not set
            .....0...  P  not set
            ......0..  R  not set
            .......1.  S  SYN: let us synchronize sequence numbers
            ........0  F  not set
          window     16 bits  ○ 8192                      bytes the sender of this can take, before scaling
          chksum     16 bits  ∑ 0xb2ca           [right]  checksum over addresses, header and data
          urgptr     16 bits  ○ 0                         end of the urgent data; counts with the flag U only
          options    0 bytes  ○ []                        options, up to 40 bytes
      7 Raw · Raw bytes, no protocol · bytes 40-57
          load  18 bytes  = "GET / HTTP/1.0\\r\\n\\r\\n"  the bytes themselves
      = you set it   ↑ follows from what is inside   ∑ computed   ○ default"
    `);
  });

  test("says of a wrong value what would be right, beside it", () => {
    const lines = osi.tree(wrongQuestion).text.split("\n");
    const at = lines.findIndex((line) => /^ +chksum +16 bits += 0x1234/.test(line));
    expect(lines[at + 1]).toMatch(/✗ wrong: UDP\.chksum: you set 0x1234; computed would be 0x[0-9a-f]+$/);
  });

  test("tells of a packet that was cut short what is there, and who cut it", () => {
    const { text } = osi.tree(cutPacket);
    expect(text).toContain("30 of 113 bytes kept, read from bytes");
    expect(text).toContain(
      "i note: IP needs 20 bytes, 16 left; limited by the capture, which kept only 30 of its 113 bytes",
    );
    expect(text).toMatch(/^ +src +32 bits +192\.0\.2\.1/m);
    expect(text).not.toMatch(/^ +dst +32 bits/m);
  });

  test("marks no origins where all comes from the wire", () => {
    expect(osi.tree(httpRequest).text).not.toMatch(/[∑○↑]/);
  });

  test("as HTML folds layers and parts without a script, and its tables have heads", () => {
    const { elements } = readMarkup(osi.tree(wrongQuestion).html);
    const count = (name: string) => elements.filter((element) => element.name === name).length;
    expect(count("details")).toBeGreaterThan(4);
    expect(count("summary")).toBe(count("details"));
    expect(count("script")).toBe(0);
    const scopes = elements
      .filter(({ name }) => name === "th")
      .map(({ attributes }) => attributes.get("scope"));
    expect(new Set(scopes)).toEqual(new Set(["col", "row"]));
  });

  test("says in a layer's line that something in it is wrong: that is all one sees of a folded one", () => {
    const summaries = osi.tree(wrongQuestion).html.match(/<summary.*?<\/summary>/gs)!;
    expect(summaries.filter((summary) => summary.includes("✗ wrong"))).toHaveLength(1);
    expect(summaries.find((summary) => summary.includes("✗ wrong"))).toContain("UDP");
  });
});

describe("osi.tree() of packets in a row", () => {
  test("has a line for each, which unfolds in a page", () => {
    const view = osi.tree(connection);
    expect(view.text).toMatch(/^5 {2}0\.221000 {4}IP 192\.0\.2\.1\.49152 > 198\.51\.100\.7\.80/m);
    expect(readMarkup(view.html).elements.filter(({ name }) => name === "details")).toHaveLength(9);
  });

  test("marks the lines of packets in which something is wrong", () => {
    const { text } = osi.tree([notesLine, wrongQuestion, notesLine, notesLine]);
    expect(text.split("\n").filter((line) => line.includes("✗"))).toEqual([expect.stringMatching(/^2 /)]);
  });

  test("shows a page of ten thousand, and how to see the next", () => {
    const { text } = osi.tree(crowd, { page: 2 });
    expect(text).toContain("10,000 packets, read from bytes; page 2 of 400");
    expect(text.split("\n").filter((line) => /^ +\d+ /.test(line))).toHaveLength(25);
    expect(text).toContain("osi.tree(…, { page: 3 })");
    expect(() => osi.tree(crowd, { page: 401 })).toThrow(
      /has no page 401 \(EINVAL\)\. Take a whole number from 1 to 400/,
    );
    expect(() => osi.tree(notesLine, { page: 0 })).toThrow(/Leave out page/);
  });

  test("says of each reconstructed packet that nobody captured it", () => {
    const records = [1, 2, 3, 4].map((no) => ({ packet: notesLine, no, origin: "reconstructed" as const }));
    expect(osi.tree(records).text).toContain(
      "4 packets, reconstructed from what a socket saw, never captured",
    );
    expect(osi.tree(records[0]!).text).toContain(
      "58 bytes, reconstructed from what a socket saw, never captured",
    );
  });
});

describe("the lines of a packet that was read", () => {
  const read = samples.map(({ name, from, packet: { bytes } }) => [name, dissect(bytes, from)] as const);

  test.each(read)("have every layer and every field of it: %s", (_name, one) => {
    expectAll(one);
  });

  test("have every layer and every field of any damaged packet", () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
        fc.nat(200),
      )
      .map(
        ([
          {
            from,
            packet: { bytes },
          },
          changes,
          cut,
        ]) => {
          const copy = bytes.slice(0, Math.max(1, bytes.length - (cut < 60 ? cut : 0)));
          for (const [at, value] of changes) copy[at % copy.length] = value;
          return dissect(copy, from, cut % 2 ? bytes.length : copy.length);
        },
      );
    fc.assert(fc.property(damaged, expectAll), { numRuns: 300 });
  });

  /** Heads of layers and names of fields, in the order of the nodes, each with its width. */
  function expectAll(one: Packet): void {
    const lines = osi.tree(one).text.split("\n");
    const heads = lines.flatMap((line) => /^\d (\S+) · /.exec(line)?.[1] ?? []);
    const fields = lines.flatMap((line) => /^ {4}(\S+) +(\d+) (?:bit|byte)s? /.exec(`${line} `)?.[1] ?? []);
    const nodes = one.tree().slice(0, 20);
    expect(heads).toEqual(nodes.map(({ label }) => label));
    expect(fields).toEqual(nodes.flatMap(({ kids }) => kids.map(({ label }) => label)));
  }
});
