/** Notebook 08, TCP: life of a connection: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("08", {}, ({ text }) => {
  test("row 16: three packets make a connection, before the program accepts it", () => {
    expect(text("handshake")).toBe("[ 'client S', 'server SA', 'client A' ]");
    expect(text("life")).toBe("[ 'closed', [ 'client S', 'server SA', 'client FA', 'server FA' ] ]");
  });

  test("row 32: bytes are numbered from 1, and the answer acknowledges all that came", () => {
    expect(text("numbers")).toContain("{ from: 'client', seq: 1, length: 5, ack: 1 }");
    expect(text("numbers")).toContain("{ from: 'server', seq: 1, length: 3, ack: 6 }");
  });

  test("the states of a connection, as RFC 9293 names them", () => {
    expect(text("states")).toBe("[ 'ESTABLISHED', 'ESTABLISHED', 'LISTEN' ]");
    expect(text("half")).toBe("[ null, 'still here' ]");
    expect(text("half-states")).toBe("[ 'FIN-WAIT', 'CLOSE-WAIT' ]");
    expect(text("memory")).toBe("[ 'TIME-WAIT', 'CLOSED' ]");
    for (const state of ["SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "CLOSE-WAIT", "LAST-ACK"])
      expect(text("ladder")).toContain(state);
  });

  test("E18: bytes are acknowledged that no program reads, and the sender sees no error", () => {
    // 22 where the packets were captured, 1 where a socket's record has to do.
    expect(text("deaf")).toMatch(/^\[ 21, (22|1) \]$/);
    expect(text("deaf-gone")).toBe("[ null ]");
  });

  test("row 41: a reset at one end is an error at the other", () => {
    expect(text("reset")).toBe("[ 'ECONNRESET', 'CLOSED', 'CLOSED' ]");
  });

  test("row 54: nothing is sent without a connection, and none is made to everybody", () => {
    expect(text("one-to-one")).toBe("[ 'ENOTCONN', true ]");
  });

  test("row 58, E20: a silent connection sends nothing, and does not notice a cut cable", () => {
    expect(text("idle")).toBe("[ 0, 'ESTABLISHED' ]");
    expect(text("cable")).toBe("hello");
    expect(text("pulled")).toBe("[ 20, 'ESTABLISHED', 'ESTABLISHED', 'ETIMEDOUT' ]");
  });
});
