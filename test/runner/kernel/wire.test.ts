import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, encode, type Message, request } from "../../../lib/runner/kernel/wire";

const key = "secret";
const message = (content = {}): Message => ({
  ...request("shell", "execute_request", content, "session"),
  metadata: { a: 1 },
});

describe("a message", () => {
  test("comes back from its frames as it was, whatever stands in it", () => {
    const routing = fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 3 });
    const buffers = fc.array(fc.uint8Array(), { maxLength: 3 });
    const content = fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false }));
    fc.assert(
      fc.property(routing, content, buffers, (identities, raw, blobs) => {
        const sent = { ...message(JSON.parse(JSON.stringify(raw))), buffers: blobs };
        const received = decode("shell", [...identities, ...encode(sent, key)], key);
        expect({ ...received, buffers: received.buffers.map((b) => [...b]) }).toEqual({
          ...sent,
          buffers: blobs.map((b) => [...b]),
        });
      }),
    );
  });

  test("is signed as the protocol says", () => {
    const [, signature, ...parts] = encode(message(), key);
    expect(signature!.toString()).toMatch(/^[0-9a-f]{64}$/);
    expect(parts.map(String).map((part) => JSON.parse(part))).toHaveLength(4);
  });

  test("needs no signature where the kernel has no key", () => {
    const frames = encode(message(), "");
    expect(frames[1]).toHaveLength(0);
    expect(decode("shell", frames, "").header.msg_type).toBe("execute_request");
  });
});

describe("what is refused, and said why", () => {
  const broken = (change: (frames: Buffer[]) => Uint8Array[]) => () =>
    decode("iopub", change(encode(message(), key)), key);

  test("another key", () => {
    expect(() => decode("iopub", encode(message(), "other"), key)).toThrow(
      "not signed with the key of this kernel",
    );
  });

  test("a changed part", () => {
    expect(broken(([d, s, h, p, m]) => [d!, s!, h!, p!, m!, Buffer.from('{"code":"evil"}')])).toThrow(
      "not signed",
    );
  });

  test("no delimiter", () => {
    expect(broken((frames) => frames.slice(1))).toThrow("without <IDS|MSG> came over iopub");
  });

  test("every shorter message", () => {
    for (let count = 1; count < 6; count++)
      expect(broken((frames) => frames.slice(0, count))).toThrow(/of its 4 parts/);
  });

  test("parts that are no JSON, or no object", () => {
    const withContent = (content: string) => {
      const frames = [...encode(message(), "")];
      frames[5] = Buffer.from(content);
      return () => decode("iopub", frames, "");
    };
    expect(withContent("{")).toThrow("not JSON");
    expect(withContent("[]")).toThrow("not a JSON object");
  });
});
