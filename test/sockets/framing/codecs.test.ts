/** What each codec puts on the wire, takes from it, and says of what it cannot. */
import { describe, expect, test } from "vitest";
import { type Codec, framing, NetcellError } from "../../../lib";

const hex = (codec: Codec<unknown, never>, message: unknown) =>
  Buffer.from((codec as unknown as Codec<unknown>).encode(message)).toString("hex");

/** The messages as text; then the code, what happened and the hint of the fault, if there is one. */
function read(codec: Codec<unknown, never>, stream: string | Uint8Array): unknown[] {
  const decoder = framing.decoder(codec);
  const asText = (message: unknown) => (Buffer.isBuffer(message) ? String(message) : message);
  const got: unknown[] = [];
  try {
    got.push(...decoder.push(stream).map(asText));
    got.push(...decoder.end().map(asText));
  } catch (error) {
    got.push(faultOf(error));
  }
  return got;
}

const faultOf = (error: unknown) =>
  error instanceof NetcellError ? `${error.code}: ${error.what}` : `not a NetcellError: ${error}`;

function fault(act: () => unknown): string {
  try {
    return `no fault, but ${JSON.stringify(act())}`;
  } catch (error) {
    return faultOf(error);
  }
}

describe("lines", () => {
  test("end in \\n or \\r\\n, the last one in nothing", () => {
    expect(read(framing.lines(), "a\r\n\nb\rc\nlast")).toEqual(["a", "", "b\rc", "last"]);
    expect(framing.lines().encode("hi")).toBe("hi\n");
  });

  test("end in what they are told to end in", () => {
    const smtp = framing.lines({ delimiter: "\r\n" });
    expect(read(smtp, "a\nb\r\nc\r\n")).toEqual(["a\nb", "c"]);
    expect(smtp.encode("QUIT")).toBe("QUIT\r\n");
  });

  test("are UTF-8, and one that is not is told with its place", () => {
    expect(read(framing.lines(), Buffer.from("gr\u00fc\u00df \ufffd dich\n"))).toEqual([
      "gr\u00fc\u00df \ufffd dich",
    ]);
    const latin = Buffer.concat([Buffer.from("good\n"), Buffer.from("gr\u00fc\u00df\n", "latin1")]);
    expect(read(framing.lines(), latin)).toEqual([
      "good",
      "EILSEQ: a line is not UTF-8 at byte 2: \\xfc\\xdf",
    ]);
  });

  test("do not hold a line ending, and are text", () => {
    expect(fault(() => framing.lines().encode("a\nb"))).toBe("EINVAL: a line cannot hold a line ending");
    expect(fault(() => framing.lines().encode("a\r"))).toBe("EINVAL: a line cannot hold a line ending");
    expect(fault(() => framing.lines().encode(5 as never))).toBe(
      "EINVAL: lines: a message is text, not number",
    );
  });

  test("have a longest length, their ending included", () => {
    const short = framing.lines({ maxBytes: 4 });
    expect(read(short, "abc\nabcd\n")).toEqual(["abc", "EMSGSIZE: lines: found no end in 4 bytes"]);
    expect(read(short, "abc")).toEqual(["abc"]);
    expect(fault(() => framing.decoder(short).push("abcd"))).toBe("EMSGSIZE: lines: found no end in 4 bytes");
  });
});

describe("messages with a delimiter", () => {
  const codec = framing.delimiter("--");

  test("are what stands between the delimiters", () => {
    expect(read(codec, "a--b-c----")).toEqual(["a", "b-c", ""]);
    expect(hex(framing.delimiter(Uint8Array.of(0)), "x")).toBe("7800");
  });

  test("cannot hold the delimiter, nor make one with it", () => {
    const said = 'EINVAL: messages ending in "--": this one holds the mark itself';
    expect(fault(() => codec.encode("a--b"))).toBe(said);
    expect(fault(() => codec.encode("a-"))).toBe(said);
  });

  test("need one at the end too", () => {
    expect(read(codec, "a--bcd")).toEqual([
      "a",
      'ENODATA: messages ending in "--": the stream ended in the middle of a message, 3 bytes of it had come',
    ]);
  });
});

describe("messages of a fixed length", () => {
  test("are cut off one by one; a part of one at the end is a fault that says how much came", () => {
    expect(read(framing.fixed(3), "abcdefgh")).toEqual([
      "abc",
      "def",
      "ENODATA: messages of 3 bytes: the stream ended in the middle of a message, 2 of its 3 bytes had come",
    ]);
    expect(fault(() => framing.fixed(3).encode("toolong"))).toBe(
      "EINVAL: messages of 3 bytes: this one has 7",
    );
  });
});

describe("length-prefixed messages", () => {
  test("have the bytes that their options say", () => {
    expect(hex(framing.lengthPrefixed(), "hi")).toBe("000000026869");
    expect(hex(framing.lengthPrefixed({ bytes: 2 }), "hi")).toBe("00026869");
    expect(hex(framing.lengthPrefixed({ bytes: 2, endian: "little" }), "hi")).toBe("02006869");
    expect(hex(framing.lengthPrefixed({ bytes: 1 }), "")).toBe("00");
  });

  test("a length of 4 GiB is refused before anything is kept for it", () => {
    const decoder = framing.decoder(framing.lengthPrefixed());
    const said =
      "EMSGSIZE: length-prefixed messages (4-byte length): the next one says 4294967295 bytes (ff ff ff ff), at most 65536 are accepted";
    expect(fault(() => decoder.push(Uint8Array.of(255, 255, 255, 255)))).toBe(said);
    expect(fault(() => decoder.push(new Uint8Array(1e6)))).toBe(said);
    expect(decoder.held).toBe(0);
  });

  test("cut short, they say how much came", () => {
    expect(read(framing.lengthPrefixed({ bytes: 1 }), "\x02hi\x05wor")).toEqual([
      "hi",
      "ENODATA: length-prefixed messages (1-byte length): the stream ended in the middle of a message, 4 of its 6 bytes had come",
    ]);
    expect(read(framing.lengthPrefixed({ bytes: 2 }), "\0")).toEqual([
      "ENODATA: length-prefixed messages (2-byte length): the stream ended in the middle of a message, 1 byte of it had come",
    ]);
  });

  test("are not sent when the other end could not take them", () => {
    expect(fault(() => framing.lengthPrefixed({ bytes: 1 }).encode("x".repeat(256)))).toContain(
      "at most 255 are",
    );
    expect(fault(() => framing.lengthPrefixed({ maxBytes: 3 }).encode("four"))).toContain("at most 3 are");
    expect(fault(() => framing.lengthPrefixed({ bytes: 3 as never }))).toBe(
      "EINVAL: a length of 3 bytes, big-endian, is not offered",
    );
  });
});

describe("JSON", () => {
  test("is a line for each value, or a message of another codec", () => {
    expect(read(framing.json(), '{"a":[1]}\r\n"text"\nfalse')).toEqual([{ a: [1] }, "text", false]);
    expect(framing.json().encode({ a: "x\ny" })).toBe('{"a":"x\\ny"}\n');
    expect(hex(framing.json(framing.lengthPrefixed({ bytes: 1 })), [1])).toBe("035b315d");
    expect(read(framing.json(framing.lengthPrefixed({ bytes: 1 })), "\x03[1]")).toEqual([[1]]);
  });

  test("that is none is told with its place, and with what is there", () => {
    expect(read(framing.json(), '{"a": 1,}\n')).toEqual([
      "EBADMSG: JSON in lines: not JSON at character 8: a key in double quotes should be there, not }",
    ]);
    expect(read(framing.json(), "\n")).toEqual([
      "EBADMSG: JSON in lines: not JSON at character 0: a value should be there, not the end",
    ]);
  });

  test("has no message for null, functions, circles and big integers", () => {
    const circle: unknown[] = [];
    circle.push(circle);
    for (const value of [null, undefined, Number.NaN, () => 1, circle, 1n])
      expect(fault(() => framing.json().encode(value))).toMatch(
        /^EINVAL: JSON in lines: JSON has no message for /,
      );
    expect(read(framing.json(), "null\n")).toEqual(["EBADMSG: JSON in lines: null is not a message"]);
  });

  test("may be as deep as the limit allows", () => {
    const deep = "[".repeat(30_000);
    expect(read(framing.json(), `${deep}\n`)[0]).toContain("not JSON at character 30000");
    expect(read(framing.json(), `${deep}${"]".repeat(30_000)}\n`)).toHaveLength(1);
  });
});

describe("a decoder", () => {
  test("gives the messages before a fault, then the fault, then nothing else any more", () => {
    const decoder = framing.decoder(framing.json());
    expect(decoder.push("1\n2\nx\n3\n")).toEqual([1, 2]);
    for (let i = 0; i < 3; i++) expect(fault(() => decoder.push("4\n"))).toContain("not JSON at character 0");
    expect(fault(() => decoder.end())).toContain("not JSON at character 0");
  });

  test("has its own copy of what it holds, and says how much that is", () => {
    const decoder = framing.decoder(framing.lines());
    const chunk = Buffer.from("one\ntwo");
    expect(decoder.push(chunk)).toEqual(["one"]);
    chunk.fill("x");
    expect(decoder.held).toBe(3);
    expect(decoder.push("\n")).toEqual(["two"]);
  });

  test("takes nothing after its end", () => {
    const decoder = framing.decoder(framing.lines());
    expect([decoder.end(), decoder.end()]).toEqual([[], []]);
    expect(fault(() => decoder.push("a"))).toBe("EPIPE: the decoder has ended");
  });
});

describe("a codec of one's own", () => {
  const own = (decode: Codec<string>["decode"]): Codec<string> => ({
    name: "own",
    maxBytes: 8,
    encode: String,
    decode,
  });

  test("may take bytes that are no message", () => {
    const dots = own((bytes) => {
      const byte = String(bytes.take(1));
      return byte === "." ? undefined : byte;
    });
    expect(read(dots, "a...b.")).toEqual(["a", "b"]);
  });

  test("sees no more than its limit, and must take what it read", () => {
    expect(
      read(
        own((bytes) => void expect(bytes.length).toBeLessThanOrEqual(8)),
        "x".repeat(99),
      ),
    ).toEqual(["EMSGSIZE: own: found no end in 8 bytes"]);
    expect(fault(() => framing.decoder(own(() => "again")).push("x"))).toBe(
      "EPROTO: own: made a message of no bytes",
    );
    expect(fault(() => framing.decoder(own((bytes) => String(bytes.take(2)))).push("x"))).toBe(
      "EINVAL: take(2) of 1 bytes",
    );
  });

  test("is an object with the two functions", () => {
    expect(fault(() => framing.decoder(framing.lines as never))).toMatch(/^EINVAL: .* is not a codec$/);
  });
});
