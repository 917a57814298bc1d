/** Notebook 07, Ports and socket types: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("07", {}, ({ text }) => {
  test("row 13: the port leads to the program; TCP and UDP count apart; who comes late gets the error", () => {
    expect(text("knock")).toBe("Ben's house");
    expect(text("taken")).toBe("[ 'EADDRINUSE', 'open' ]");
    expect(text("both")).toBe("[ true, 'EADDRINUSE' ]");
  });

  test("rows 14 and 41: one place, three objects; each pair is the other end's, turned round", () => {
    expect(text("pair")).toBe("[ 1, 3 ]");
    expect(text("mirrored")).toBe("[ 2, true ]");
  });

  test("one port of a client holds two connections, but no pair is there twice", () => {
    expect(text("reuse")).toBe(`[ "Anna's house\\n", "Ben's house\\n" ]`);
    expect(text("same-pair")).toBe("true");
  });

  test("rows 49 and 50: three sends are one recv of a stream, and three of datagrams", () => {
    expect(text("stream")).toBe("one two three");
    expect(text("dgram")).toBe("[ 'one ', 'two ', 'three' ]");
  });

  test("row 15: the same bytes take six packets and 20 bytes of header, or one and 8", () => {
    const rows = text("packets").split("\n");
    expect(rows.filter((row) => /^TCP [SAF]+ header 20 data 0$/.test(row))).toHaveLength(5);
    expect(rows.filter((row) => /^TCP [PA]+ header 20 data 2$/.test(row))).toHaveLength(1);
    expect(rows.at(-1)).toBe("UDP header 8 data 2");
  });

  test("rows 53 and 59: both headers begin with the two ports", () => {
    for (const header of ["udp-header", "tcp-header"])
      expect(text(header)).toMatch(/Source Port +\| +Destination Port/);
  });

  test("row 51: the operating system chooses 6, 17 and 0, from family and type", () => {
    expect(text("families")).toBe("[ 6, 17 ]");
    expect(text("unix")).toBe("[ 0, 0 ]");
  });

  test("E12: a socket of the family AF_INET6 talks to one of AF_INET", () => {
    expect(text("mapped")).toBe(`[ 'IPv6', "Anna's house\\n" ]`);
  });
});
