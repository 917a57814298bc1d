/** The kernel's side of the wire protocol. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decode, encode } from "../../../lib/kernel/jupyter/message";

const header = { msg_id: "1", msg_type: "execute_request", session: "s", username: "u" };

function frames(content: object, key: string, identity: Buffer[] = []): Buffer[] {
  return encode({ identity, header }, "execute_request", content, key).map((part) => Buffer.from(part));
}

test("what is encoded decodes to the same", () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.string(),
      fc.array(fc.uint8Array({ minLength: 1 }), { maxLength: 2 }),
      (json, key, ids) => {
        const identity = ids.map((id) => Buffer.from(id));
        const content = { value: JSON.parse(json) };
        expect(decode(frames(content, key, identity), key)).toMatchObject({ identity, content });
      },
    ),
  );
});

test("a message signed with another key is none", () => {
  expect(decode(frames({}, "theirs"), "ours")).toBeUndefined();
  expect(decode(frames({}, "theirs"), "")).toBeUndefined();
});

test("a message changed on its way is none", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const parts = frames({ code: "1" }, "key");
      const signed = parts.slice(1).filter((part) => part.length > 0);
      const part = signed[at % signed.length]!;
      part[at % part.length]! ^= change;
      expect(decode(parts, "key")).toBeUndefined();
    }),
  );
});

test("what is no message is none, and never an exception", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (parts) => {
      expect(
        decode(
          parts.map((part) => Buffer.from(part)),
          "",
        ),
      ).toBeUndefined();
    }),
  );
  expect(
    decode(
      [Buffer.from("<IDS|MSG>"), Buffer.from(""), ...["{", "{}", "{}", "{}"].map((s) => Buffer.from(s))],
      "",
    ),
  ).toBeUndefined();
  expect(decode([], "")).toBeUndefined();
});
