/** The bytes that a checksum covers, piece by piece in the order of the sum (RFC 1071 §1), for its explanation. */

import { endAt, type Frame, headerAt, idAt, startAt } from "../frame";
import { definitions } from "../model/definition";
import { isWhole } from "../model/rules";

/** A piece of what is summed up. */
export interface CoveredPiece {
  readonly what: "source address" | "destination address" | "protocol" | "length" | "header" | "data";
  readonly bytes: Uint8Array;
  /** The place of its first byte in the packet; undefined for bytes that exist in the sum only. */
  readonly at: number | undefined;
}

/** The pieces, or why they are not known. */
export type Covered = { readonly pieces: readonly CoveredPiece[] } | { readonly unknown: string };

/** The pieces that the Internet checksum `name` of layer `i` covers; undefined where the field is not one. */
export function covered(frame: Frame, i: number, name: string): Covered | undefined {
  const auto = definitions[idAt(frame, i)]!.byName.get(name)?.field.auto;
  if (auto?.kind !== "checksum" || !auto.sum) return undefined;
  const { over, pseudo } = auto.sum;
  const start = startAt(frame, i);
  const header = start + headerAt(frame, i);
  const end = over === "header" ? header : endAt(frame, i);
  if (over === "layer" && !frame.built && !isWhole(frame, i)) {
    return { unknown: "not all of the data is here: it is a fragment, or was cut short" };
  }
  const before = pseudo === undefined ? [] : pseudoHeader(frame, i, pseudo);
  if (!before) return { unknown: "it covers the addresses of the network layer below, and there is none" };
  const piece = (what: "header" | "data", from: number, to: number) => ({
    what,
    bytes: frame.bytes.subarray(from, to),
    at: from,
  });
  return {
    pieces: [
      ...before,
      piece("header", start, header),
      ...(end > header ? [piece("data", header, end)] : []),
    ],
  };
}

/** As IPv4's (RFC 9293 §3.1) or IPv6's (RFC 8200 §8.1): they sum up alike, and order their fields each in its own way. */
function pseudoHeader(frame: Frame, i: number, protocol: number): CoveredPiece[] | undefined {
  for (let below = i - 1; below >= 0; below--) {
    const { addresses } = definitions[idAt(frame, below)]!.details;
    if (!addresses) continue;
    const { size } = addresses;
    const address = (what: CoveredPiece["what"], at: number) => ({
      what,
      bytes: frame.bytes.subarray(at, at + size),
      at,
    });
    const length = endAt(frame, i) - startAt(frame, i);
    const made = (what: CoveredPiece["what"], value: number, width: number) => ({
      what,
      bytes: Uint8Array.from({ length: width }, (_, k) => Math.floor(value / 256 ** (width - 1 - k)) % 256),
      at: undefined,
    });
    return [
      address("source address", startAt(frame, below) + addresses.source),
      address("destination address", addresses.destination(frame, below)),
      ...(size === 4
        ? [made("protocol", protocol, 2), made("length", length, length > 0xffff ? 4 : 2)]
        : [made("length", length, 4), made("protocol", protocol, 4)]),
    ];
  }
  return undefined;
}
