/** Notebook 04, IP addresses: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("04", {}, ({ text }) => {
  test("row 40: an address is one number of 32 bits, and counting carries from byte to byte", () => {
    expect(text("one-number")).toBe(
      "11000000.10101000.00000001.00001010\n3232235786n\nUint8Array(4) [ 192, 168, 1, 10 ]",
    );
    expect(text("carry")).toBe("[ '192.168.2.0', '192.168.0.255', '10.0.1.0' ]");
  });

  test("text that programs read differently is refused, with the reason", () => {
    expect(text("strict").match(/EINVAL/g)).toHaveLength(3);
    expect(text("strict").match(/RFC 6943/g)).toHaveLength(2);
  });

  test("row 40: the mask of a /26 at work, and whom a wrong mask makes a neighbour", () => {
    expect(text("mask")).toContain("= network    192.168.1.128");
    expect(text("mask")).toContain("= broadcast  192.168.1.191");
    expect(text("hosts")).toBe("64 addresses, 62 of them for hosts\n192.168.1.129 to 192.168.1.190");
    expect(text("neighbours").match(/true/g)).toHaveLength(1);
    expect(text("wrong-mask")).toBe("[ true, false ]");
  });

  test("equal and unequal parts, the longest prefix, and the fewest rows", () => {
    expect(text("split").match(/\/26/g)).toHaveLength(5);
    expect(text("plan")).toContain("32 of 256 addresses left");
    expect(text("routes")).toContain("10.1.2.3 belongs to 10.1.0.0/16: the branch");
    expect(text("summarized")).toContain("10.0.0.0/22");
  });

  test("row 11 and E26: scopes have more names than local and public", () => {
    const scopes = text("scopes")
      .split("\n")
      .map((row) => row.split(/ +/)[1]);
    expect(scopes).toEqual([
      "loopback",
      "link-local",
      "private-use",
      "private-use",
      "global",
      "shared",
      "documentation",
      "global",
    ]);
    expect(text("special").match(/globallyReachable: true/g)).toHaveLength(1);
    expect(text("interfaces")).toContain("127.0.0.1");
  });

  test("row 40: IPv6 has 2⁹⁶ times as many, one short form, and no broadcast", () => {
    expect(text("six")).toContain("true\n");
    expect(text("six")).toContain("2001:db8::1");
    expect(text("twice")).toContain('"::" more than once');
    expect(text("six-net")).toBe("[ undefined, true, true ]");
  });

  test("rows 42 and 43: two families, one port number, two servers", () => {
    expect(text("four")).toBe("[ [ '127.0.0.1', 'IPv4' ], [ '::1', 'IPv6' ] ]");
    expect(text("six-connect")).toBe("[ 'by IPv6\\n', 'IPv6' ]");
    expect(text("inside")).toBe("[ 6, 'IPv4-mapped', '127.0.0.1' ]");
  });
});
