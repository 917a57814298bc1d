/** A packet as code that makes it again: for a cell, or for scapy. */
import { build, type Recipe } from "../build/build";
import { type Frame, headerAt, PADDING, RAW, startAt } from "../frame";
import { isDefinition, overloaded, overloads } from "../model/definition";
import { layoutOf } from "../model/layout";

/** The cell's way: `packet(IP({ dst: "10.0.0.1" }), TCP(), "GET")`. */
export function cellCode(recipes: readonly Recipe[]): string {
  return `packet(${recipes.map(cellLayer).join(", ")})`;
}

function cellLayer({ definition, set }: Recipe): string {
  const payload = (value: unknown) =>
    (value instanceof Uint8Array ? asText(value) : undefined) ?? cellValue(value);
  if (definition.id === RAW) return payload(set.load ?? new Uint8Array(0));
  const fields = Object.entries(set).map(
    ([name, value]) => `${name}: ${definition.byName.get(name)?.field.cell?.(value) ?? payload(value)}`,
  );
  return `${definition.name}(${fields.length ? `{ ${fields.join(", ")} }` : ""})`;
}

/** Whether it is a layer, as a list of structures holds them. */
const isRecipe = (value: unknown): value is Recipe =>
  typeof value === "object" && value !== null && isDefinition((value as Partial<Recipe>).definition);

/** A value as TypeScript has it. */
export function cellValue(value: unknown): string {
  if (value instanceof Uint8Array) return `Uint8Array.of(${Array.from(value).join(", ")})`;
  if (Array.isArray(value)) return `[${value.map(cellValue).join(", ")}]`;
  if (isRecipe(value)) return cellLayer(value);
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([name, each]) => `${name}: ${cellValue(each)}`)
      .join(", ")} }`;
  }
  return JSON.stringify(value);
}

/** Plain text as a string, which stands for its UTF-8. */
function asText(value: Uint8Array): string | undefined {
  for (const byte of value) {
    if (byte > 0x7e || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)) return undefined;
  }
  return JSON.stringify(new TextDecoder().decode(value));
}

/** scapy's way: `IP(dst='10.0.0.1')/TCP()/b'GET'`. */
export function scapyCode(recipes: readonly Recipe[]): string {
  let made: Frame | undefined;
  const frame = () => {
    made ??= build(recipes);
    return made;
  };
  return recipes
    .map((recipe, i) =>
      isUnknownToScapy(recipe)
        ? layerBytes(frame(), i)
        : scapyLayer(recipe, recipes[i + 1], (name) => layoutOf(frame(), i).values[name]),
    )
    .join("/");
}

const isUnknownToScapy = ({ definition, set }: Recipe) => definition.details.unknownToScapy?.(set) === true;

/** The bytes of what scapy cannot write. */
function layerBytes(frame: Frame, i: number): string {
  const start = startAt(frame, i);
  return `Raw(load=${scapyValue(frame.bytes.subarray(start, start + headerAt(frame, i)))})`;
}

function scapyLayer(
  { definition, set }: Recipe,
  upper: Recipe | undefined,
  worked?: (name: string) => unknown,
): string {
  if (definition.id === RAW || definition.id === PADDING) {
    const load = scapyValue(set.load ?? new Uint8Array(0));
    return `${definition.name}(load=${load})`;
  }
  // Which ports an application comes from and goes to, scapy has its own mind about; and it does not know bytes' names.
  const isTold = upper !== undefined && (definition.details.ports !== undefined || isUnknownToScapy(upper));
  const over = isTold ? overloads(definition, upper.definition) : undefined;
  const fields = definition.slots.flatMap(({ name, field }) => {
    const own =
      (field.scapyUsesHost && (!field.when || field.when(set))) || (over && /^[sd]port$/.test(name));
    const value =
      set[name] ??
      overloaded(over, name) ??
      (own ? field.default : field.scapyDiffers ? worked?.(name) : undefined);
    return value === undefined ? [] : [`${name}=${field.scapy ? field.scapy(value) : scapyValue(value)}`];
  });
  return `${definition.name}(${fields.join(", ")})`;
}

/** A value as Python has it. */
export function scapyValue(value: unknown): string {
  if (value instanceof Uint8Array) {
    return `b'${Array.from(value, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}'`;
  }
  if (Array.isArray(value)) return `[${value.map(scapyValue).join(", ")}]`;
  if (isRecipe(value)) return scapyLayer(value, undefined);
  return typeof value === "string" ? `'${value}'` : String(value);
}
