/** Notebook 11, UDP: datagrams: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("11", {}, ({ text, value }) => {
  test("row 17, E21: one datagram is one packet", () => {
    expect(text("one-packet")).toMatch(/^\[ '(Ether \/ )?IP \/ UDP \/ Raw' \]$/);
  });

  test("E16: one socket hears three senders", () => {
    expect(text("many")).toBe("[ [ 'I am anna', 'I am ben', 'I am cleo' ], 3 ]");
  });

  test("row 50: an empty datagram is one; one byte too many is refused", () => {
    expect(text("empty")).toBe("[ 0, true ]");
    expect(text("size")).toBe("[ 65507, 'EMSGSIZE' ]");
  });

  test("row 60: datagrams are lost on one machine, and no send fails", () => {
    expect(text("flood")).toBe("[ 0, true ]");
    expect(text("dropped")).toBe("true");
  });

  test("row 61: with loss and reordering, some are missing and the rest is out of order", async () => {
    const arrived = text("bad-road").split(" ").map(Number);
    expect(arrived.length).toBe(20 - ((await value("road.lost")) as number));
    expect(arrived).not.toEqual([...arrived].sort((a, b) => a - b));
    expect(new Set(arrived).size).toBe(arrived.length);
  });

  test("a closed port is silence, and an error for a socket that is connected", () => {
    expect(text("closed")).toBe("[ 13, 'ETIMEDOUT' ]");
    expect(text("connected")).toBe("[ 13, 'ECONNREFUSED' ]");
  });

  test("E22: a flipped bit changes the payment, and the checksum tells", () => {
    expect(text("flip")).toBe("pay Bob 900");
    expect(text("verdict")).toMatch(/✗ wrong: UDP\.chksum is 0x\w{4}; computed would be 0x\w{4}/);
  });

  test("what is asked again is done again", () => {
    expect(text("oracle")).toBe("ETIMEDOUT");
    expect(text("twice")).toBe("300");
  });
});
