/** What was typed for a layer, understood field by field. */

import { namesThatExist, typedValue } from "../../errors";
import { PacketError, Refusal } from "../error";
import type { Definition } from "../model/definition";

/** Understands what was typed for a protocol's fields; what is not set stays away. */
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
