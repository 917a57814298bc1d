/** Notebook 03, A packet by hand: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("03", {}, ({ text, value }) => {
  test("rows 66 and 67: the notes' line builds the 58 bytes that scapy builds, and prints as the notes print it", async () => {
    expect(text("line")).toBe(
      "58 bytes\n<IP frag=0 proto=TCP |<TCP |<Raw load='GET / HTTP/1.0\\r\\n\\r\\n' |>>>",
    );
    expect(await value('Buffer.from(p.bytes).toString("hex")')).toBe(
      "4500003a0001000040067cbb7f0000017f0000010014005000000000000000005002" +
        "2000b2ca0000474554202f20485454502f312e300d0a0d0a",
    );
  });

  test("row 67: the tree says which fields were filled in, and by whom", () => {
    expect(text("tree")).toMatch(/proto +8 bits +↑ 6 \(TCP\)/);
    expect(text("tree")).toMatch(/chksum +16 bits +∑ 0x7cbb +\[right\]/);
    expect(text("tree")).toMatch(/ttl +8 bits +○ 64/);
  });

  test("row 53: the header of TCP as RFC 9293 draws it, with this packet's values", () => {
    expect(text("header")).toMatch(/Source Port +\| +Destination Port/);
  });

  test("row 59: UDP's header is 8 bytes, and its length counts header and data", () => {
    expect(text("udp-length")).toBe("[ 10, 30, 30 ]");
  });

  test("row 19: each layer wraps the one above, and a field tells the receiver what is inside", () => {
    expect(text("wrap")).toContain("│ Ether 14 │ IP 20 │ TCP 20 │ Raw 18 │  2 frame, 72 bytes");
    for (const field of ["type = 0x800", "proto = 6", "dport = 80"]) expect(text("unwrap")).toContain(field);
    expect(text("lie")).toBe("[ 'IP', 'UDP', 'Raw' ]");
    expect(text("lie-verdicts")).toContain("UDP.len is 0");
  });

  test("the checksum notices a bit, and not two words that changed places", () => {
    expect(text("sum")).toContain("0x7cbb");
    expect(text("one-bit")).toBe("true");
    expect(text("swapped")).toBe("false");
    expect(text("ttl")).toContain("chksum");
  });
});
