/** Every codec against everything that can happen to bytes: 100 000 slicings and mutations in all. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Codec, framing, NetcellError } from "../../../lib";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const line = text.filter((each) => !/[\r\n]/.test(each));
const bytes = fc.uint8Array({ maxLength: 20 }).map((each) => Buffer.from(each));

interface Subject {
  readonly codec: Codec<unknown>;
  readonly message: fc.Arbitrary<unknown>;
}

const limit = 96;
const subject = <M, Sent>(codec: Codec<M, Sent>, message: fc.Arbitrary<Sent>): Subject => ({
  codec: codec as unknown as Codec<unknown>,
  message,
});

const subjects: Subject[] = [
  subject(framing.lines({ maxBytes: limit }), line),
  subject(
    framing.lines({ maxBytes: limit, delimiter: "\r\n" }),
    text.filter((each) => !/[\r\n]/.test(each)),
  ),
  subject(
    framing.delimiter("<>", { maxBytes: limit }),
    bytes.filter((each) => !/<>|<$/.test(each.toString("latin1"))),
  ),
  subject(
    framing.fixed(5),
    fc.uint8Array({ minLength: 5, maxLength: 5 }).map((each) => Buffer.from(each)),
  ),
  subject(framing.lengthPrefixed({ bytes: 1, maxBytes: limit }), bytes),
  subject(framing.lengthPrefixed({ bytes: 2, endian: "little", maxBytes: limit }), bytes),
  subject(framing.lengthPrefixed({ maxBytes: limit }), bytes),
  subject(framing.json(framing.lines({ maxBytes: 4096 })), json()),
  subject(framing.json(framing.lengthPrefixed({ maxBytes: 4096 })), json()),
];

/** Values that JSON.stringify() and JSON.parse() give back as they were. */
function json(): fc.Arbitrary<unknown> {
  return fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null);
}

// Most of what is mutated ends in an error, and most of the time of an error goes into its stack.
const { stackTraceLimit } = Error;
beforeAll(() => {
  Error.stackTraceLimit = 0;
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

const slicingsOfEach = 40;
const streamsOfEach = 140;

/** All messages, then what went wrong, if something did. */
function decoded(codec: Codec<unknown>, chunks: Iterable<Uint8Array>): unknown[] {
  const decoder = framing.decoder(codec);
  const limit = codec.maxBytes ?? 65_536;
  const all: unknown[] = [];
  try {
    for (const chunk of chunks) {
      all.push(...decoder.push(chunk));
      if (decoder.held >= limit) throw new Error(`the decoder holds ${decoder.held} bytes`);
    }
    all.push(...decoder.end());
    // The fault that ended a call with messages is told by the next one.
    all.push(...decoder.end());
  } catch (error) {
    if (!(error instanceof NetcellError)) throw error;
    all.push(error.message);
  }
  return all;
}

/** The bytes in slices of random sizes, the same for the same seed; now and then all, or one by one. */
function* sliced(stream: Uint8Array, seed: number): Iterable<Uint8Array> {
  const largest = [1, 2, 7, 30, stream.length][seed % 5]!;
  let state = seed + 1;
  for (let at = 0; at < stream.length; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const size = 1 + ((state >>> 16) % Math.max(1, largest));
    yield stream.subarray(at, at + size);
    at += size;
  }
}

/** A few bytes changed, taken out or put in; the same for the same seed. */
function mutated(stream: Uint8Array, seed: number): Uint8Array {
  const result = [...stream];
  let state = seed + 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let left = 1 + random(4); left > 0; left--) {
    const at = random(result.length + 1);
    result.splice(at, random(2), ...(random(3) > 0 ? [random(256)] : []));
  }
  return Uint8Array.from(result);
}

describe.each(subjects.map((each) => ({ name: each.codec.name, ...each })))("$name", ({ codec, message }) => {
  test("any slicing of any messages gives the same messages", () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 8 }), fc.nat(), (messages, seed) => {
        const stream = Buffer.concat(messages.map((each) => Buffer.from(codec.encode(each))));
        for (let i = 0; i < slicingsOfEach; i++) {
          const got = decoded(codec, sliced(stream, seed + i));
          if (!same(got, messages)) expect(got).toEqual(messages);
        }
      }),
      { numRuns: streamsOfEach },
    );
  });

  test("any slicing of any bytes gives the same messages and the same fault, and holds no more than the limit", () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), fc.nat(), (messages, seed) => {
        const stream = Buffer.concat(messages.map((each) => Buffer.from(codec.encode(each))));
        for (let i = 0; i < slicingsOfEach; i++) {
          const hostile = mutated(stream, seed + i);
          const whole = decoded(codec, [hostile]);
          const got = decoded(codec, sliced(hostile, seed + i));
          if (!same(got, whole)) expect(got).toEqual(whole);
        }
      }),
      { numRuns: streamsOfEach },
    );
  });
});

test.each(subjects)(
  "$codec.name: whatever is to be sent, encode() gives its bytes or says in words why not",
  ({ codec }) => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withSparseArray: true, withTypedArray: true }),
        (message) => {
          try {
            const bytes = codec.encode(message);
            expect(typeof bytes === "string" || bytes instanceof Uint8Array).toBe(true);
          } catch (error) {
            if (!(error instanceof NetcellError)) throw error;
          }
        },
      ),
      { numRuns: 300 },
    );
  },
);

test("those are 100 000 slicings and mutations", () => {
  expect(subjects.length * 2 * streamsOfEach * slicingsOfEach).toBeGreaterThanOrEqual(100_000);
});

/** Cheaper than an assertion, which is made where this says no. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
