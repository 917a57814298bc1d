/** A second dissector, from the field tables alone: slow, obvious, and without a line of the plan one. */
import { type Definition, definitions } from "../../lib/packets/model/definition";
import type { Fields } from "../../lib/packets/model/field";
import { layFields } from "../../lib/packets/model/layout";

/** Checks layer by layer that the tables say what the plan functions found; returns what differs. */
export function differences(
  bytes: Uint8Array,
  rows: readonly (readonly [id: number, start: number, header: number, end: number])[],
): string[] {
  const found: string[] = [];
  let limit = bytes.length;
  for (const [i, [id, start, header, end]] of rows.entries()) {
    if (id < 0) break;
    const definition = definitions[id]!;
    if (definition.name === "Padding") break;
    const { fields, values } = layFields(definition, bytes, start, start + header);
    const bits = fields.reduce((sum, field) => sum + field.bits, 0);
    if (bits !== 8 * header)
      found.push(`${definition.name}: fields take ${bits / 8} bytes, the header has ${header}`);
    const stated = statedEnd(definition, values, start, header);
    if (stated !== undefined && Math.min(stated, limit) !== end) {
      found.push(`${definition.name}: its fields end it at ${stated}, found ${end}`);
    }
    const next = rows[i + 1];
    const selector = definition.selector;
    if (next && selector && start + header < end) {
      const bound = boundBy(definition, values[selector.name]);
      const upper = definitions[Math.abs(next[0])]!.name;
      if (upper !== "Raw" && !bound.has(upper))
        found.push(`${definition.name}: ${upper} is not what its ${selector.name} names`);
      if (upper === "Raw" && bound.size > 0 && !bound.has("Raw") && !isOtherwise(values)) {
        found.push(`${definition.name}: Raw, though its ${selector.name} names ${[...bound].join(" or ")}`);
      }
    }
    limit = end;
  }
  return found;
}

/** Where the length fields put the end; undefined where they say nothing, or 0, which stands for "not said". */
function statedEnd(
  definition: Definition,
  values: Readonly<Record<string, unknown>>,
  start: number,
  header: number,
): number | undefined {
  for (const { name, field } of definition.lengths) {
    const value = values[name] as number;
    if (field.auto?.kind !== "length" || field.auto.advisory || value === 0) continue;
    if (field.auto.of === "layer") return start + value;
    if (field.auto.of === "payload") return start + header + value;
  }
  return undefined;
}

/** The protocols that this number leads to: one, a whole family, or none; Raw too if their first bytes must agree. */
function boundBy({ name, selector }: Definition, key: unknown): Set<string> {
  const auto = selector?.field.auto;
  const id =
    auto?.kind === "next" ? auto.uppers[name === "Loopback" ? family(key as number) : (key as number)] : 0;
  const upper = id ? definitions[id]! : undefined;
  if (!upper?.plan.as) return new Set(upper ? [upper.name, ...(upper.plan.is ? ["Raw"] : [])] : []);
  const alike = families.find((each) => each.test(upper.name))!;
  return new Set(["Raw", ...definitions.map((each) => each.name).filter((each) => alike.test(each))]);
}

/** Protocols of which the first bytes tell which it is. */
const families = [/^ICMPv6/, /^IGMP/, /^(Ether|Dot3)$/];

/** BSD loopback's address family, read in the one byte order or the other. */
const family = (type: number) => (type % 2 ** 24 === 0 ? type / 2 ** 24 : type);

/** Whether something else comes first: the middle of a packet that was cut up, a GRE route; or it is not LLC's data, or not an EtherType. */
const isOtherwise = ({ frag = 0, offset = 0, routing_present = 0, ctrl = 3, OUI = 0 }: Fields) =>
  frag !== 0 || offset !== 0 || routing_present !== 0 || ctrl !== 3 || OUI !== 0;
