/** Notebook 13, Not only the Internet: what it claims. */
import { expect, test } from "vitest";
import { program, requires } from "../support/requires";
import { teaches } from "./teaches";

const linuxWithPython = requires({ name: "Linux", met: process.platform === "linux" }, program("python3"));

teaches("13", {}, ({ text }) => {
  test("row 44: one program, three carriers, and the same record of what was said", () => {
    for (const cell of ["over-tcp", "over-unix", "over-pair"]) expect(text(cell)).toBe("hello, anna");
    expect(text("transcripts")).toBe(`[ '5 bytes: "anna\\\\n" | 12 bytes: "hello, anna\\\\n"', 1 ]`);
  });

  test("row 47: the path is a socket that only its owner may use, and it goes away", () => {
    expect(text("path")).toBe("[ true, '600', 0 ]");
    expect(text("gone")).toBe("false");
    expect(text("no-port")).toBe("[ 0, undefined ]");
    expect(text("ladder")).toContain("no network took part");
  });

  test("row 46: a child process answers over a socket pair", () => {
    expect(text("child")).toBe("apple\nfig\npear");
  });

  test("rows 45 and 48: the table has Bluetooth and infrared, with what the operating system said", () => {
    expect(text("families")).toMatch(/^AF_BLUETOOTH +.*(offered|not permitted|other types)/m);
    expect(text("verdicts")).toMatch(/AF_UNIX: offered/);
    expect(text("verdicts")).toMatch(/AF_IRDA: (not offered|not asked)/);
  });

  linuxWithPython.test("a connection can have borders: SOCK_SEQPACKET", () => {
    expect(text("seqpacket")).toBe("[b'one', b'two', b'three', b'']");
  });
});
