/** The fields of a layer as they were typed, parsed one by one. */

import { namesThatExist, typedValue } from "../../errors";
import { PacketError, Refusal } from "../error";
import type { Definition } from "../model/definition";

/** Parses the fields of a protocol as they were typed; a field that is not set is left out. */
export function parseFields(definition: Definition, init: unknown): Record<string, unknown> {
  const set: Record<string, unknown> = {};
  if (init === undefined) return set;
  if (typeof init !== "object" || init === null || Array.isArray(init) || init instanceof Uint8Array) {
    throw new PacketError(
      `${definition.name} cannot be made of ${Array.isArray(init) ? "a list" : typedValue(init)}`,
      `Give its fields by name: ${definition.name}({ ${definition.slots[0]?.name}: … }).`,
    );
  }
  const given = init as Readonly<Record<string, unknown>>;
  for (const name in given) {
    const value = given[name];
    if (value === undefined) continue;
    const slot = definition.byName.get(name);
    if (!slot) {
      throw new PacketError(
        `${definition.name} has no field "${name}"`,
        namesThatExist(
          name,
          definition.slots.map((each) => each.name),
          "fields",
        ),
      );
    }
    try {
      set[name] = slot.field.parse(value);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      throw new PacketError(`${definition.name}.${name}: ${refusal.message}`, refusal.hint);
    }
  }
  return set;
}
