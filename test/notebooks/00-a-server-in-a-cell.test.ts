/** Notebook 00, A server in a cell: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches(
  "00",
  {
    deadline: "NetcellError: accept() on lonely waited 500 ms and no client connected (ETIMEDOUT).",
    interrupt: "Interrupted: You stopped this cell while it was waiting.",
  },
  ({ text }) => {
    test("row 7: the server is open before anybody has connected", () => {
      expect(text("listen")).toBe("open");
    });

    test("the card in the early cell has the last state of the server, and all that passed", () => {
      expect(text("card")).toMatch(/^tcp server echo: closed, replaced by a re-run\n/);
      expect(text("card").match(/hello\\n/g)).toHaveLength(2);
    });

    test("a re-run takes the port over, and the old server says why it closed", () => {
      expect(text("listen-again")).toBe("true");
      expect(text("first-closed")).toBe("{ by: 'rerun' }");
    });

    test("a client connects before it is accepted", () => {
      expect(text("connect-then-accept")).toBe("true");
    });

    test("an interrupt leaves the servers open", () => {
      expect(text("still-open")).toBe("[ 'open', 'open' ]");
    });

    test("a handler prints under the cell that made its server, not under the client's", () => {
      expect(text("doorbell")).toBe("ding dong");
      expect(text("ring")).toBe("come in");
    });

    test("handles() lists what is open, with the variable that holds it", () => {
      expect(text("list")).toMatch(/^tcp server +lonely +lonely /m);
      expect(text("list")).toMatch(/^tcp connection +visitor +visitor +visitor → lonely /m);
    });
  },
);
