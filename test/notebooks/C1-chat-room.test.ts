/** Capstone C1, Chat room: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("C1", { frozen: "send() on ann waited 800 ms" }, ({ text }) => {
  test("without framing two messages are one, from nobody", () => {
    expect(text("merged")).toBe("Is anybody here?Hello?");
  });

  test("row 38: names are given by the room, and everybody hears the others and not themselves", () => {
    expect(text("two-anns")).toBe("OK ann\nOK ann-2\n* ann-2 joined");
    expect(text("said")).toBe("[ 'ann: Is anybody here?', 'ann: Hello?', 'ann-2: Yes, me.' ]");
  });

  test("row 38: the conversation is the same when the bytes come one by one, and by a Unix-domain socket", () => {
    expect(text("sliced")).toContain("[ '* dot joined', 'dot: one byte at a time', '* dot left' ]");
    expect(text("unix")).toBe("eve: I came by the back door");
  });

  test("a sleeper is put out and the others heard everything; so is a line without end", () => {
    expect(text("asleep")).toContain("[ true, [ 'ann', 'ann-2' ] ]");
    expect(text("endless")).toContain("* mallory left");
  });
});
