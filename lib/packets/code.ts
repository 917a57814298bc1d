/** A packet as code that makes it again: for a cell, or for scapy. */
import type { Recipe } from "./build";
import { PADDING, RAW } from "./frame";

/** The cell's way: `packet(IP({ dst: "10.0.0.1" }), TCP(), "GET")`. */
export function cellCode(recipes: readonly Recipe[]): string {
  return `packet(${recipes.map(cellLayer).join(", ")})`;
}

function cellLayer({ definition, set }: Recipe): string {
  if (definition.id === RAW) return cellValue(set.load ?? new Uint8Array(0));
  const fields = Object.entries(set).map(([name, value]) => `${name}: ${cellValue(value)}`);
  return `${definition.name}(${fields.length ? `{ ${fields.join(", ")} }` : ""})`;
}

function cellValue(value: unknown): string {
  if (value instanceof Uint8Array) {
    const text = asText(value);
    return text === undefined ? `Uint8Array.of(${Array.from(value).join(", ")})` : JSON.stringify(text);
  }
  if (Array.isArray(value)) return `[${value.map(cellValue).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([name, each]) => `${name}: ${cellValue(each)}`)
      .join(", ")} }`;
  }
  return JSON.stringify(value);
}

/** The text that these bytes are the UTF-8 of, if they are plain text. */
function asText(value: Uint8Array): string | undefined {
  for (const byte of value) {
    if (byte > 0x7e || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)) return undefined;
  }
  return new TextDecoder().decode(value);
}

/** scapy's way: `IP(dst='10.0.0.1')/TCP()/b'GET'`. */
export function scapyCode(recipes: readonly Recipe[]): string {
  return recipes.map(scapyLayer).join("/");
}

function scapyLayer({ definition, set }: Recipe): string {
  if (definition.id === RAW || definition.id === PADDING) {
    const load = scapyValue(set.load ?? new Uint8Array(0));
    return `${definition.name}(load=${load})`;
  }
  const fields = Object.entries(set).map(([name, value]) => {
    const scapy = definition.byName.get(name)?.field.scapy;
    return `${name}=${scapy ? scapy(value) : scapyValue(value)}`;
  });
  return `${definition.name}(${fields.join(", ")})`;
}

/** A value as Python has it. */
export function scapyValue(value: unknown): string {
  if (value instanceof Uint8Array) {
    return `b'${Array.from(value, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}'`;
  }
  if (Array.isArray(value)) return `[${value.map(scapyValue).join(", ")}]`;
  return typeof value === "string" ? `'${value}'` : String(value);
}
