/** Limits that fields say: the numbers read in the fast loop are those that the functions find. */
import { describe, expect, test } from "vitest";
import { Dot1Q, define, dissect, Ether, IP, IPv6, TCP, UDP } from "../../lib/packets";
import { dissectInto, LayerIndex } from "../../lib/packets/dissect/dissect";
import { plans } from "../../lib/packets/model/definition";
import { toHex } from "./hex";
import { mutants } from "./mutants";

const { bytes, lengthOf, nextProtocol, protocol, uint, untilLimit } = define;

/** What comes out while the dissector calls the functions of every plan. */
function withoutNumbers<T>(work: () => T): T {
  const before = plans.map(({ plainMin }) => plainMin);
  const set = (of: (id: number) => number) => {
    for (const id of before.keys()) if (plans[id]) Object.assign(plans[id], { plainMin: of(id) });
  };
  set(() => Number.MAX_SAFE_INTEGER);
  try {
    return work();
  } finally {
    set((id) => before[id]!);
  }
}

describe("a plan", () => {
  test("of numbers finds what its functions find, in whole and in broken packets", () => {
    const cases = [...mutants(10_000, 6)];
    const allRows = () =>
      cases.map(({ bytes: whole, from }) => {
        const index = new LayerIndex();
        dissectInto(index, whole, 0, whole.length, from.definition.id);
        return index.rows.subarray(0, index.length).join();
      });
    const careful = withoutNumbers(allRows);
    for (const [i, rows] of allRows().entries()) {
      if (rows !== careful[i]) expect.fail(`${rows} and not ${careful[i]} in ${toHex(cases[i]!.bytes)}`);
    }
  });

  test("of the protocols that nearly every packet has is made of numbers", () => {
    for (const { definition } of [Dot1Q, Ether, IP, IPv6, TCP, UDP]) {
      expect(definition.plan.plainMin, definition.name).toBe(definition.plan.min);
    }
  });
});

describe("a field that is to say a limit", () => {
  const fields = {
    kind: uint(8, { auto: nextProtocol(new Uint16Array(256)) }),
    len: uint(8, { auto: lengthOf("layer") }),
    words: uint(8, { auto: lengthOf("header", { unit: 4, minus: 1 }) }),
    upsideDown: uint(16, { littleEndian: true, auto: lengthOf("layer") }),
    name: bytes({ extent: (known) => 4 * (known.words as number) - 1 }),
  };
  const said = (limits: Partial<define.Limits>) =>
    protocol({
      name: "Said",
      title: "A protocol that says its limits",
      rfc: "none",
      layer: 7,
      pdu: "message",
      fields,
      limits: { min: 5, size: 5, end: untilLimit, next: () => 0, ...limits },
    });

  test("is measured in its own units", () => {
    const Said = said({ size: "words", end: "len" });
    const whole = Uint8Array.of(0, 9, 1, 0, 0, 6, 7, 8, 9, 10, 11);
    expect(dissect(whole, Said).layers.map(({ name, header, end }) => [name, header, end])).toEqual([
      ["Said", 8, 9],
      ["Raw", 1, 9],
      ["Padding", 2, 11],
    ]);
  });

  test("has to exist", () => {
    expect(() => said({ size: "word" })).toThrow("Said has no field word. Did you mean words?");
  });

  test("has to measure what it is asked for", () => {
    expect(() => said({ size: "len" })).toThrow(
      'Said.len does not measure header. Give it lengthOf("header").',
    );
    expect(() => said({ next: "len" })).toThrow(
      "Said.len does not name what follows. Give it nextProtocol().",
    );
    expect(() => said({ next: { ports: ["kind", "len"] } })).toThrow("Said has no table of ports.");
  });

  test("has to be a number as the network orders it, in bytes that are surely there", () => {
    expect(() => said({ end: "upsideDown" })).toThrow("Said.upsideDown is not a number in one or two bytes");
    expect(() => said({ min: 2, size: "words" })).toThrow("within the first 2 bytes");
  });
});
