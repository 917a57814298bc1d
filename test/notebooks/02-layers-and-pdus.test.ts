/** Notebook 02, Layers and PDUs: what it claims. */
import { expect, test } from "vitest";
import { teaches } from "./teaches";

teaches("02", {}, ({ text, value }) => {
  test("rows 29 to 35 and E1 to E3, E5: the wrong names of the notes are found, and no others", () => {
    expect(text("rotated").match(/number: \d/g)).toEqual([
      "number: 5",
      "number: 4",
      "number: 3",
      "number: 2",
    ]);
    expect(text("rotated")).toContain("name: 'Network', notes: 'Session'");
  });

  test("rows 20 to 26: each layer's PDU", () => {
    expect(text("pdus").match(/\d [a-z, ]+/g)).toEqual([
      "7 data",
      "6 data",
      "5 data",
      "4 segment, datagram",
      "3 packet",
      "2 frame",
      "1 bit, symbol",
    ]);
  });

  test("row 27: host and media layers; the Internet's four beside the seven", () => {
    expect(text("sides")).toBe("[ [ 'host', [ 7, 6, 5, 4 ] ], [ 'media', [ 3, 2, 1 ] ] ]");
    expect(text("internet")).toContain("[ 'Application', [ 7, 6, 5 ] ]");
  });

  test("rows 18 and 20: a GET by hand is taken apart; 5 had nothing of its own, below 4 a socket knows nothing", () => {
    expect(text("get")).toMatch(/^HTTP\/1.1 200 OK\r?\n/);
    expect(text("explain")).toContain("an HTTP/1.1 request, GET /");
    expect(text("explain")).toContain("Nothing separate did this layer's work");
    expect(text("explain")).toContain("no frame was");
    expect(text("ladder")).toContain("Reconstructed from socket events");
  });

  test("row 21: one text, three encodings, three lengths; the header names the one that was sent", () => {
    expect(text("encodings").match(/ [0-9a-f]{2}(?=[ >])/g)).toHaveLength(6 + 10 + 5);
    expect(text("get")).toContain("Content-Length: 6");
  });

  test("the headers around one byte, wrapped and unwrapped, and the shortest frame", () => {
    expect(text("one-byte")).toBe("1");
    expect(text("overhead")).toContain("55 bytes: 1 byte of data, 54 bytes around it");
    expect(text("upwards")).toContain("Going up, at the receiver");
    expect(text("padded")).toBe("[ 55, 64 ]");
    expect(text("share")).toContain("1460 of 1518");
  });

  test("rows 26 and 29: symbols give every bit back, and one flipped symbol is noticed wherever it is", async () => {
    expect(text("on-the-line").split("\n")[1]).toBe("true");
    expect(text("flip")).toContain("00?10010");
    const letters = '[..."The quick brown fox, 0123456789"]';
    expect(await value(`${letters}.every((l) => decode(encode(bitsOf(l))) === bitsOf(l))`)).toBe(true);
    const flipped = "(i) => decode(line.slice(0, i) + (line[i] === '▔' ? '▁' : '▔') + line.slice(i + 1))";
    expect(await value(`[...line].map((_, i) => (${flipped})(i).includes("?")).every(Boolean)`)).toBe(true);
  });

  test("row 29: the wave that the library draws is the line that was computed by hand", () => {
    const [drawn] = /(?<=Manchester +)[▁▔]+/.exec(text("wave"))!;
    const halves = [...drawn].filter((_, index) => index % 2 === 0).join("");
    expect(halves).toBe(text("on-the-line").split("\n")[0]);
  });

  test("the most regular data still change level in every bit", () => {
    for (const [, line] of text("manchester").matchAll(/'([▁▔]+)'/g))
      for (const pair of line!.match(/../g)!) expect(pair[0]).not.toBe(pair[1]);
  });
});
