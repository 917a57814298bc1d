/** Notebook 12, “Fast!!”: measure it: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("12", { brake: "send() on eager waited 500 ms" }, ({ text }) => {
  test("row 62 and E23: UDP has the first byte sooner, and a kept connection catches up", () => {
    expect(text("ask")).toBe("[ 'ping', 'ping' ]");
    expect(text("median")).toBe("[ true, true ]");
    expect(text("kept")).toBe("[ true, true ]");
  });

  test("row 62: behind the first hole everything waits; the relay's seed makes the same holes in each run", () => {
    const arrived = text("road").split(" ").map(Number);
    const passedOn = text("in-order")
      .split("\n")[0]!
      .replace("passed on in order: ", "")
      .split(" ")
      .map(Number);
    expect(arrived.length).toBeLessThan(20);
    expect(passedOn).toEqual(passedOn.map((_, i) => i + 1));
    expect(passedOn.length).toBeLessThan(arrived.length / 2);
  });

  test("row 63: headers weigh on small messages alone", () => {
    expect(text("shares").split("\n")[1]).toBe("20 bytes: UDP 58 %  TCP 67 %");
    expect(text("shares").split("\n")[3]).toBe("1400 bytes: UDP 2 %  TCP 3 %");
  });

  test("row 63 and E24: a flood is lost without an error", () => {
    expect(text("flood")).toBe("[ 0, true ]");
  });

  test("row 62: a megabyte is through TCP before a thousand receipts are back", () => {
    expect(text("bulk-udp")).toBe("true");
  });
});
