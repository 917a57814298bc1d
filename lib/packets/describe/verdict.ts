/** Verdicts: what is right, wrong or doubtful in a packet, each with the layer and the field it is about. */

import { type Stop, stopAt } from "../dissect/dissect";
import { brokenAt, endAt, type Frame, headerAt, idAt, PADDING, RAW, startAt } from "../frame";
import { type Definition, definitions } from "../model/definition";
import { layoutOf, readOnce } from "../model/layout";
import { isWhole } from "../model/rules";

/**
 * One finding about a packet: right (`"ok"`), worth knowing (`"note"`), doubtful (`"warn"`) or wrong (`"error"`).
 *
 * @example
 * ```ts
 * import { packet, IP, UDP } from "netcell";
 * packet(IP({ len: 7 }), UDP()).verdicts.map((verdict) => verdict.text)
 * ```
 */
export interface Verdict {
  /** Its severity. */
  readonly level: "ok" | "note" | "warn" | "error";
  /** The kind of finding. */
  readonly about: "checksum" | "length" | "truncated" | "guess" | "protocol";
  /** Number of the layer, 0 for the outermost. */
  readonly at: number;
  /** Its name. */
  readonly layer: string;
  /** The field, where it is about one. */
  readonly field?: string;
  /** The whole sentence. */
  readonly text: string;
}

/** The origin of a field's value, for the sentence that judges it. */
export type Origin = "given" | "derived" | "computed" | "default" | "wire";

/** Judges every layer of a packet. `originOf` says who set a field. */
export function judge(of: Frame, originOf: (i: number, name: string) => Origin): Verdict[] {
  // Every rule reads the layer that it judges: a DNS message would be read for each of its counts.
  const frame = readOnce(of);
  const verdicts: Verdict[] = [];
  for (let i = 0; i < frame.count; i++) {
    const id = idAt(frame, i);
    const definition = definitions[id]!;
    const about = { at: i, layer: definition.name };
    if (brokenAt(frame, i)) verdicts.push({ ...about, ...broken(frame, i) });
    else if (id === PADDING) verdicts.push(...strayBytes(frame, i));
    else {
      for (const verdict of fields(frame, i, definition, originOf)) verdicts.push({ ...about, ...verdict });
      for (const remark of definition.details.remarks?.(frame, i) ?? [])
        verdicts.push({ ...about, ...remark });
    }
    if (isGuess(frame, i)) {
      const lower = definitions[idAt(frame, i - 1)]!.name;
      verdicts.push({
        ...about,
        level: "note",
        about: "guess",
        text: `a guess by ${reason(frame, i)}: ${lower} does not say that it carries ${definition.name}`,
      });
    }
  }
  return verdicts;
}

/** Whether layer `i` was taken for what it is because of a port number, or of its first bytes. */
export function isGuess(frame: Frame, i: number): boolean {
  if (i === 0 || frame.built || idAt(frame, i) === RAW || idAt(frame, i) === PADDING) return false;
  return definitions[idAt(frame, i - 1)]!.details.ports !== undefined;
}

/** The clue by which layer `i` was guessed. */
function reason(frame: Frame, i: number): string {
  const first = frame.bytes[startAt(frame, i)];
  return first !== undefined && definitions[idAt(frame, i - 1)]!.details.firsts?.[first]
    ? "its first bytes"
    : "the port number";
}

type Finding = Omit<Verdict, "at" | "layer">;

function broken(frame: Frame, i: number): Finding {
  const stop = stopAt(frame.bytes, frame.rows, i);
  const kept = keptOf(frame);
  if (kept && stop.limitedBy === "capture") {
    return { level: "note", about: "truncated", text: `${stopText(stop)}, which kept ${kept}` };
  }
  return isInQuote(frame, i)
    ? { level: "note", about: "truncated", text: `${stopText(stop)}; a quote in an ICMP error may be cut` }
    : { level: "error", about: "truncated", text: stopText(stop) };
}

/** "TCP needs 20 bytes, 6 left; limited by the capture". */
export function stopText({ layer, need, have, limitedBy }: Stop): string {
  const own = limitedBy.startsWith(`${layer}.`);
  return own
    ? `${layer} needs ${need} bytes, but its own ${limitedBy} says ${have}`
    : `${layer} needs ${need} ${need === 1 ? "byte" : "bytes"}, ${have} left; limited by ${limitedBy === "capture" ? "the capture" : limitedBy}`;
}

function strayBytes(frame: Frame, i: number): Verdict[] {
  if (frame.built) return [];
  for (let lower = i - 1; lower >= 0; lower--) {
    if (idAt(frame, lower) === PADDING || endAt(frame, lower) < endAt(frame, i)) continue;
    const around = definitions[idAt(frame, lower)]!;
    if (around.layer < 3) return [];
    const inner = definitions[idAt(frame, lower + 1)]!;
    const field = inner.lengthField("whole");
    return [
      {
        level: "warn",
        about: "length",
        at: lower + 1,
        layer: inner.name,
        ...(field !== undefined && { field }),
        text: `${inner.name}.${field} ends it ${headerAt(frame, i)} bytes before ${around.name} does: they belong to no layer`,
      },
    ];
  }
  return [];
}

function* fields(
  frame: Frame,
  i: number,
  definition: Definition,
  originOf: (i: number, name: string) => Origin,
): Iterable<Finding> {
  const { values } = layoutOf(frame, i);
  for (const { name, field } of definition.slots) {
    const { auto } = field;
    if (!auto || auto.kind === "next" || auto.advisory || !(name in values)) continue;
    const value = values[name];
    const should = auto.compute(frame, i);
    const full = `${definition.name}.${name}`;
    const about = auto.kind === "checksum" ? "checksum" : "length";
    if (value === should) {
      if (about === "checksum")
        yield { level: "ok", about, field: name, text: `${full} ${field.text(value)} is right` };
      continue;
    }
    const excuse = auto.excuse?.(frame, i, value);
    if (excuse)
      yield { level: excuse.level, about, field: name, text: `${full} ${field.text(value)}: ${excuse.text}` };
    else if (should === undefined) {
      if (!isWhole(frame, i)) {
        yield {
          level: "note",
          about,
          field: name,
          text: `${full} cannot be checked: not all of the data is here`,
        };
      }
    } else if (about === "length" && !frame.built && (value as number) > (should as number)) {
      yield { field: name, ...cutShort(frame, i, `${full} says ${value}, of which ${should} are here`) };
    } else {
      yield {
        level: "error",
        about,
        field: name,
        text:
          originOf(i, name) === "given"
            ? `${full}: you set ${field.text(value)}; computed would be ${field.text(should)}`
            : `${full} is ${field.text(value)}; computed would be ${field.text(should)}`,
      };
    }
  }
}

/** A length that promises more than is there: on purpose, or cut by the capture. */
function cutShort(frame: Frame, i: number, says: string): Finding {
  const about = "truncated";
  const kept = keptOf(frame);
  if (kept) return { level: "note", about, text: `${says}: the capture kept ${kept}` };
  if (isInQuote(frame, i)) {
    return { level: "note", about, text: `${says}: cut short, as a quote in an ICMP error may be` };
  }
  return isFragment(frame, i)
    ? { level: "note", about, text: `${says}: the rest is in other fragments` }
    : { level: "error", about, text: `${says}: cut short` };
}

/** The part of a packet that a capture kept, if not all of it: then that is why bytes are missing. */
function keptOf({ bytes, wire = 0 }: Frame): string | undefined {
  return wire > bytes.length ? `only ${bytes.length} of its ${wire} bytes` : undefined;
}

/** Whether a layer around layer `i` lacks data although its own length holds. */
function isFragment(frame: Frame, i: number): boolean {
  for (let below = i - 1; below >= 0; below--) {
    const { whole } = definitions[idAt(frame, below)]!.details;
    // With all the room in the world a packet that was only cut off is whole; a fragment is not.
    if (whole && !whole(frame.bytes, startAt(frame, below), Number.MAX_SAFE_INTEGER)) return true;
  }
  return false;
}

/** Whether layer `i` is inside the quote of an ICMP error. */
function isInQuote(frame: Frame, i: number): boolean {
  for (let below = i - 1; below >= 0; below--) {
    if (definitions[idAt(frame, below)]!.details.quotes?.(frame.bytes, startAt(frame, below))) return true;
  }
  return false;
}
