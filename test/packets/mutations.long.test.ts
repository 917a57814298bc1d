/** Whatever the bytes are: dissecting ends, never throws, tells the truth about them, and can be undone. */
import { describe, expect, test } from "vitest";
import { type AnyProtocol, dissect, internetChecksum, type Packet, packet } from "../../lib/packets";
import { dissectInto, LayerIndex } from "../../lib/packets/dissect/dissect";
import { differences } from "./cold";
import { toHex } from "./hex";
import { mutants } from "./mutants";
import { samples } from "./samples";

type Row = [id: number, start: number, header: number, end: number];

function rowsOf(index: LayerIndex, bytes: Uint8Array, from: AnyProtocol): Row[] {
  index.length = 0;
  dissectInto(index, bytes, 0, bytes.length, from.definition.id);
  return Array.from(
    { length: index.length / 4 },
    (_, i) => [...index.rows.subarray(4 * i, 4 * i + 4)] as Row,
  );
}

/** The Internet checksums whose verdict is not what the bytes that they cover add up to (RFC 1071 §1). */
function misjudged(read: Packet): string[] {
  return read.layers.flatMap(({ at, name, definition, fields, stop }) =>
    definition.checksums.flatMap(({ name: field }) => {
      const covered = stop ? undefined : read.covered(at, field);
      if (!(field in fields) || !covered || "unknown" in covered) return [];
      const right = internetChecksum(joined(covered.pieces.map(({ bytes }) => bytes))) === 0;
      const verdict = read.verdicts.find((each) => each.at === at && each.field === field);
      // 0 and 0xffff add up alike, but only one of them is the checksum.
      if (fields[field] === 0 || fields[field] === 0xffff) return [];
      const says = verdict?.level === "ok";
      return says === right ? [] : [`${name}.${field}: ${verdict?.text}`];
    }),
  );
}

/** The pieces one behind the other; each of odd length but the last would need its own place in a word. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

describe("a hundred thousand broken packets", () => {
  test("are dissected to their last byte, without a gap", () => {
    const index = new LayerIndex(4);
    for (const { bytes, from } of mutants(100_000, 1)) {
      index.length = 0;
      dissectInto(index, bytes, 0, bytes.length, from.definition.id);
      const { rows, length } = index;
      let covered = 0;
      for (let row = 0; row < length; row += 4) {
        if (rows[row + 1] !== covered) expect.fail(`a gap at ${covered} in ${toHex(bytes)}`);
        covered += rows[row + 2]!;
      }
      if (covered !== bytes.length) expect.fail(`only ${covered} bytes of ${toHex(bytes)}`);
    }
  });

  test("are dissected as the field tables say", () => {
    const index = new LayerIndex();
    for (const { bytes, from } of mutants(20_000, 2)) {
      const found = differences(bytes, rowsOf(index, bytes, from));
      if (found.length > 0) expect.fail(`${found.join("; ")} in ${toHex(bytes)}`);
    }
  });

  test("can be printed, judged, drawn and turned into code", () => {
    for (const { bytes, from } of mutants(5_000, 3)) {
      const read = dissect(bytes, from);
      for (const node of read.tree()) expect(node.bit + node.bits).toBeLessThanOrEqual(8 * bytes.length);
      String(read);
      JSON.stringify(read);
      read.code();
      read.code("scapy");
    }
  });

  test("have wrong checksums where the verdicts say so, and nowhere else", () => {
    for (const { bytes, from } of mutants(5_000, 5)) {
      const wrong = misjudged(dissect(bytes, from));
      if (wrong.length > 0) expect.fail(`${wrong.join("; ")} in ${toHex(bytes)}`);
    }
  });

  test("are built again from what was read, byte for byte", () => {
    for (const { bytes, from } of mutants(20_000, 4)) {
      const again = packet(dissect(bytes, from)).bytes;
      if (toHex(again) !== toHex(bytes)) expect.fail(`${toHex(bytes)}\nbecame ${toHex(again)}`);
    }
  });
});

describe("the samples", () => {
  test.each(samples)("$name is dissected as the field tables say", ({ packet: { bytes }, from }) => {
    expect(differences(bytes, rowsOf(new LayerIndex(), bytes, from))).toEqual([]);
  });

  test.each(samples)("$name is built again from what was read", ({ packet: { bytes }, from }) => {
    expect(toHex(packet(dissect(bytes, from)).bytes)).toBe(toHex(bytes));
  });
});
