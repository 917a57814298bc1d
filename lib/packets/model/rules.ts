/** The rules by which a field follows from the rest of the packet: what comes next, how long it is, its checksum. */
import { checkedOptions, type NamesOf } from "../../errors";
import { u16 } from "../bits";
import { foldCarries, sumWords } from "../checksum";
import { endAt, type Frame, headerAt, idAt, startAt } from "../frame";
import { definitions } from "./definition";
import type { ComputedRule, Excuse, Fields, FieldTable, NextRule } from "./field";
import { layoutOf } from "./layout";

/** Names what follows, by the numbers in a table that `bind()` fills and a protocol's `next` reads. */
export function nextProtocol(uppers: Uint16Array): NextRule {
  return { kind: "next", rule: "names the protocol that follows", uppers };
}

/** Options of a length. */
export interface LengthOptions {
  /** Bytes in one unit (default: 1). */
  readonly unit?: number;
  /** Units that are not counted (default: 0). */
  readonly minus?: number;
}

/** Measures the header, the layer (header and what it carries) or the payload, in units of so many bytes, less `minus`. */
export function lengthOf(of: "header" | "layer" | "payload", options: LengthOptions = {}): ComputedRule {
  const { unit = 1, minus = 0 } = checkedOptions(options, { unit: true, minus: true });
  const what = { header: "the header", layer: "header and data", payload: "the data" }[of];
  return {
    kind: "length",
    of,
    unit,
    minus,
    rule: `length of ${what}, in ${unit === 1 ? "bytes" : `units of ${unit} bytes`}${minus ? `, less ${minus}` : ""}`,
    compute(frame, i) {
      const start = startAt(frame, i);
      const header = headerAt(frame, i);
      const bytes =
        of === "header"
          ? header
          : of === "layer"
            ? endAt(frame, i) - start
            : endAt(frame, i) - start - header;
      return Math.ceil(bytes / unit) - minus;
    },
  };
}

/** Measures other fields of the same header, in bytes: these ones, or with none named all behind the one that says so. */
export function lengthOfFields(names: readonly string[] = [], excuse?: ComputedRule["excuse"]): ComputedRule {
  const measured = (fields: FieldTable) => {
    const all = Object.keys(fields);
    return names.length > 0 ? names : all.slice(all.findIndex((name) => fields[name]!.auto === auto) + 1);
  };
  const auto: ComputedRule = {
    kind: "length",
    measures: measured,
    rule: `length of ${names.join(" and ") || "what follows in the header"}, in bytes`,
    compute(frame, i) {
      const among = new Set(measured(definitions[idAt(frame, i)]!.fields));
      const bits = layoutOf(frame, i).fields.map((field) => (among.has(field.slot.name) ? field.bits : 0));
      return bits.reduce((sum, each) => sum + each, 0) >>> 3;
    },
    derive(values, fields) {
      const bits = measured(fields).map((name) => {
        if (!(name in values)) return 0;
        return fields[name]!.bits || 8 * (fields[name]!.size?.(values[name], values) ?? 0);
      });
      return bits.reduce((sum, each) => sum + each, 0) >>> 3;
    },
    ...(excuse && { excuse }),
  };
  return auto;
}

/** The excuse of a length in a stream that reaches beyond the end of the segment. */
export function inNextSegment(frame: Frame, i: number): Excuse | undefined {
  const toTheEnd = startAt(frame, i) + headerAt(frame, i) === endAt(frame, i);
  return toTheEnd && !frame.built
    ? { level: "note", text: "the rest is in the segments that follow" }
    : undefined;
}

/** Counts what another field of the same header lists. */
export function countOf(name: string): ComputedRule {
  const derive = (values: Fields) => (values[name] as readonly unknown[] | undefined)?.length ?? 0;
  return {
    kind: "length",
    measures: () => [name],
    rule: `how many ${name} lists`,
    compute: (frame, i) => derive(layoutOf(frame, i).values),
    derive,
  };
}

/** Options of an Internet checksum. */
export interface ChecksumOptions {
  /** The protocol number in the pseudo-header of the addresses below (RFC 9293 §3.1, RFC 8200 §8.1). */
  readonly pseudo?: number;
  /** Of UDP: 0 says "none", and a computed 0 is sent as 0xffff (RFC 768). */
  readonly zeroIsNone?: boolean;
  /** Whether the header that begins at `o` has one at all; without it, every header has. */
  readonly present?: (b: Uint8Array, o: number) => boolean;
}

const checksumOptions: NamesOf<ChecksumOptions> = { pseudo: true, zeroIsNone: true, present: true };

/** The Internet checksum over the header or over the whole layer. */
export function checksumOf(over: "header" | "layer", options: ChecksumOptions = {}): ComputedRule {
  let at = -1;
  const { pseudo, zeroIsNone = false, present } = checkedOptions(options, checksumOptions);
  const auto: ComputedRule = {
    kind: "checksum",
    sum: { over, pseudo, zeroIsNone },
    rule: `Internet checksum over ${over === "header" ? "the header" : "header and data"}${pseudo === undefined ? "" : " and a pseudo-header of the addresses"}`,
    compute(frame, i) {
      if (over === "layer" && !frame.built && !isWhole(frame, i)) return undefined;
      if (present && !present(frame.bytes, startAt(frame, i))) return undefined;
      const before = pseudo === undefined ? 0 : pseudoHeader(frame, i, pseudo);
      if (before === undefined) return undefined;
      if (at < 0) at = definitions[idAt(frame, i)]!.slots.find((slot) => slot.field.auto === auto)!.at >> 3;
      const start = startAt(frame, i);
      const end = over === "header" ? start + headerAt(frame, i) : endAt(frame, i);
      const sum = sumWords(frame.bytes, start, end, before) - u16(frame.bytes, start + at);
      const value = ~foldCarries(sum) & 0xffff;
      return zeroIsNone && value === 0 ? 0xffff : value;
    },
    excuse: (frame, i, value) =>
      pseudo === undefined ? undefined : excuse(frame, i, value as number, pseudo, zeroIsNone),
  };
  return auto;
}

/** The sum of the pseudo-header: addresses, protocol, length. Undefined where no network layer is below. */
function pseudoHeader(frame: Frame, i: number, protocol: number): number | undefined {
  for (let below = i - 1; below >= 0; below--) {
    const addresses = definitions[idAt(frame, below)]!.addressSum;
    if (addresses) return addresses(frame, below) + protocol + endAt(frame, i) - startAt(frame, i);
  }
  return undefined;
}

/** Whether all of layer `i` is here: no fragment, and nothing cut off by the capture. */
export function isWhole(frame: Frame, i: number): boolean {
  for (let below = i - 1; below >= 0; below--) {
    const whole = definitions[idAt(frame, below)]!.details.whole;
    if (whole && !whole(frame.bytes, startAt(frame, below), endAt(frame, below))) return false;
  }
  return true;
}

function excuse(
  frame: Frame,
  i: number,
  value: number,
  protocol: number,
  zeroIsNone: boolean,
): Excuse | undefined {
  if (zeroIsNone && value === 0) {
    return over(frame, i) === "IPv6"
      ? { level: "warn", text: "no checksum, which over IPv6 only tunnels may do (RFC 8200 §8.1, RFC 6935)" }
      : { level: "ok", text: "no checksum was sent; over IPv4 that is allowed (RFC 768)" };
  }
  const sum = pseudoHeader(frame, i, protocol);
  if (sum !== undefined && value === foldCarries(sum)) {
    return {
      level: "note",
      text: "holds the pseudo-header's sum alone: captured on the sender, before the network card filled in the rest (checksum offload)",
    };
  }
  return undefined;
}

/** The network layer below. */
function over(frame: Frame, i: number): string | undefined {
  for (let below = i - 1; below >= 0; below--) {
    const definition = definitions[idAt(frame, below)]!;
    if (definition.addressSum) return definition.name;
  }
  return undefined;
}
