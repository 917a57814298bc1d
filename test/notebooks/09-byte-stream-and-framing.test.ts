/** Notebook 09, Byte stream and framing: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("09", {}, ({ text }) => {
  test("row 57: a program that takes a recv for a message works on loopback, and not on a road with slices", () => {
    expect(text("lucky")).toBe("[ 900, 'I got a message of 900 bytes\\n' ]");
    expect(text("unlucky")).toBe("[ false, true ]");
  });

  test("row 56: many pieces, and the same bytes in the same order", () => {
    expect(text("order")).toBe("[ true, true ]");
  });

  test("a line decoder gives what is complete and holds the rest", () => {
    expect(text("lines").match(/gives (\[.*?\]) and holds (\d)/g)).toEqual([
      "gives [] and holds 7",
      "gives [ 'NICK anna' ] and holds 4",
      "gives [ 'JOIN #netcell' ] and holds 7",
    ]);
  });

  test("a character that is cut in two is lost when each piece is made text", () => {
    expect(text("utf8")).toBe("[ 'Ol\ufffd\ufffd!\\n', [ 'Olá!' ] ]");
  });

  test("lengths: in bytes, in one byte order, and not believed", () => {
    expect(text("prefix")).toBe("<Buffer 00 00 00 05 4f 6c c3 a1 21>");
    expect(text("endian")).toBe("EMSGSIZE says 83886080 bytes");
    expect(text("hostile")).toBe("EMSGSIZE says 4294967295 bytes");
    expect(text("mark-inside")).toContain("EINVAL");
    expect(text("cut-short")).toBe("ENODATA");
  });

  test("row 57: framed messages arrive whole, however the bytes are cut", () => {
    expect(text("framed")).toBe("[ { x: 1 }, { x: 2, y: 'left\\nright' } ]");
  });
});
