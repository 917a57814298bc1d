/** Why a field changed: what of that which its rule in the field table covers, measures or names has changed too. */
import type { ComputedRule, Packet } from "../../packets";
import { grouped } from "../../view";
import type { Compared, FieldPair, LayerChange, Side } from "./changes";

/** A reason, and whether the field follows from it as it should. */
export interface Cause {
  readonly text: string;
  /** The field did not follow its rule: it is wrong now. */
  readonly wrong: boolean;
}

const mostNamed = 3;

/** More changes than this are looked through for no cause: then the packets have little in common. */
const mostLookedThrough = 200;

/**
 * Says why a field differs: undefined where it does not, and nothing it follows from does. What is asked for each field
 * is found once.
 */
export function causesAmong(all: readonly Compared[]): (pair: FieldPair) => Cause | undefined {
  const changes = all.filter((each) => each.kind !== "field" || each.differs).slice(0, mostLookedThrough);
  const errors = new Map<Packet, ReadonlyMap<string, string>>();
  const errorIn = ({ packet, layer }: Side, name: string) => {
    let known = errors.get(packet);
    if (!known) {
      const wrong = packet.verdicts.filter(({ level }) => level === "error");
      known = new Map(wrong.map(({ at, field, text }) => [`${at} ${field}`, text]));
      errors.set(packet, known);
    }
    return known.get(`${layer.at} ${name}`);
  };
  return (pair) => causeOf(pair, changes, errorIn);
}

type ErrorIn = (side: Side, name: string) => string | undefined;

function causeOf(pair: FieldPair, changes: readonly Compared[], errorIn: ErrorIn): Cause | undefined {
  const { name, before, after, differs } = pair;
  const auto = after.layer.definition.byName.get(name)?.field.auto;
  if (auto?.kind === "next") return differs ? { text: nextCause(pair), wrong: false } : undefined;
  const reasons = auto ? reasonsFor(pair, auto, changes) : [];
  const error = auto && errorIn(after, name);
  if (error !== undefined) {
    if (!differs && reasons.length === 0) return undefined;
    const text = differs
      ? `does not follow from the rest: ${error}`
      : `stayed although ${listed(reasons)}: ${error}`;
    return { text, wrong: true };
  }
  if (!differs) return undefined;
  if (reasons.length > 0) return { text: `because ${listed(reasons)}`, wrong: false };
  if (auto) return { text: errorIn(before, name) === undefined ? "" : "it was wrong before", wrong: false };
  return { text: after.field?.origin === "derived" ? "because of what is inside" : "", wrong: false };
}

function listed(reasons: readonly string[]): string {
  const shown = reasons.slice(0, mostNamed);
  const left = reasons.length - shown.length;
  return [...shown, ...(left > 0 ? [`${left} more`] : [])]
    .join(", and ")
    .replace(/, and (?=.*, and )/g, ", ");
}

function nextCause({ before, after }: FieldPair): string {
  const inside = ({ packet, layer }: Side) => packet.layers[layer.at + 1]?.name;
  const [was, is] = [inside(before), inside(after)];
  if (was === is) return "";
  return `because ${is ?? "nothing"} follows, no longer ${was ?? "nothing"}`;
}

function reasonsFor(pair: FieldPair, auto: ComputedRule, changes: readonly Compared[]): string[] {
  const others = changes.filter((each) => each !== pair);
  const own = pair.after.layer;
  if (auto.kind === "checksum")
    return others.filter((each) => isCovered(each, pair)).map((each) => reason(each, pair));
  if (auto.measures) {
    const names = auto.measures(own.definition.fields);
    return others
      .filter((each) => each.kind === "field" && each.after.layer === own && names.includes(each.name))
      .map((each) => reason(each, pair));
  }
  return others.filter((each) => isMeasured(each, pair, auto.of)).map((each) => reason(each, pair));
}

/** Whether the checksum covers it, in either packet. */
function isCovered(each: Compared, { name, before, after }: FieldPair): boolean {
  if (each.kind !== "field") {
    const { start, header } = each.layer;
    return lies(each.kind === "added" ? after : before, name, 8 * start, 8 * header);
  }
  return [[before, each.before] as const, [after, each.after] as const].some(
    ([sum, { field }]) => field && lies(sum, name, field.bit, field.bits),
  );
}

/** Whether some of these bits are among those that the checksum sums up. */
function lies({ packet, layer }: Side, name: string, bit: number, bits: number): boolean {
  const covered = packet.covered(layer.at, name);
  if (!covered || "unknown" in covered) return false;
  return covered.pieces.some(({ at, bytes }) => {
    return at !== undefined && bit < 8 * (at + bytes.length) && bit + bits > 8 * at;
  });
}

/** Whether the length measures it, and its size changed. */
function isMeasured(each: Compared, { before, after }: FieldPair, of: ComputedRule["of"]): boolean {
  const own = { before: before.layer.at, after: after.layer.at };
  if (each.kind !== "field") {
    return of !== "header" && each.layer.at > (each.kind === "added" ? own.after : own.before);
  }
  if ((each.before.field?.bits ?? 0) === (each.after.field?.bits ?? 0)) return false;
  const isOwn = each.after.layer.at === own.after;
  const isInside = each.after.layer.at > own.after;
  return of === "header" ? isOwn : of === "payload" ? isInside : isOwn || isInside;
}

function reason(each: Compared, pair: FieldPair): string {
  return each.kind === "field" ? fieldReason(each, pair) : layerReason(each);
}

function layerReason({ kind, layer: { name, header } }: LayerChange): string {
  return name === "Raw"
    ? `${grouped(header)} ${header === 1 ? "byte" : "bytes"} of payload ${header === 1 ? "was" : "were"} ${kind}`
    : `${name} was ${kind}`;
}

function fieldReason({ name, before, after }: FieldPair, pair: FieldPair): string {
  const { layer } = after;
  const called =
    layer.name === "Raw" ? "the payload" : layer === pair.after.layer ? name : `${layer.name}.${name}`;
  const [was, is] = [before.field?.bits ?? 0, after.field?.bits ?? 0];
  return `${called} ${is > was ? "grew" : is < was ? "shrank" : "changed"}`;
}
