/** Notebook 15, Client–server and peer-to-peer: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("15", {}, ({ text }) => {
  test("rows 8 and 36: a server that is asked, and one that tells", () => {
    expect(text("asked")).toBe("it is 1 o'clock");
    expect(text("chime")).toBe("[ 3, [ 'ding dong', 'ding dong', 'ding dong' ] ]");
  });

  test("E9: one program is server and client at once", () => {
    expect(text("proxy")).toBe("it is 2 o'clock");
  });

  test("row 37: with a relay nothing passes between the members", () => {
    expect(text("relay-talk")).toBe("[ 'dora: shall we play?', 'dora: shall we play?' ]");
    expect(text("relay-count")).toBe("0");
  });

  test("row 37: after a rendezvous everything does, and the server sees nothing of it", () => {
    expect(text("meet")).toBe("[ true, true ]");
    expect(text("direct")).toContain("hana: [ 'e4', 'Nf3', 'Bb5' ]");
    expect(text("direct")).toMatch(/\s0\s\]$/);
  });

  test("row 37: without servers the chat is dead, and the peers go on", () => {
    expect(text("death")).toBe("[ null, 'O-O' ]");
  });

  test("row 22: a session survives its connections", () => {
    expect(text("session")).toBe("[ [ 'sum 20', 'sum 1', 'sum 42' ], 3 ]");
  });
});
