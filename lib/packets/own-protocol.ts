/** define.protocol(): a protocol of one's own, looked over before it is taken in. */

import { PacketError } from "./error";
import { type Definition, definitions } from "./model/definition";
import type { FieldTable } from "./model/field";
import { isFixed, slotsOf } from "./model/slots";
import type { Protocol } from "./packet";
import { own, type ProtocolDetails, protocol } from "./protocol";

/**
 * Defines a protocol: from its field table and how its limits are found follows all the rest. A cell that is run again
 * defines it anew, and the newer one takes the place of the older.
 *
 * @throws PacketError when netcell has a protocol of this name, or its fields do not fill whole bytes
 */
export function ownProtocol<V extends object, I>(details: ProtocolDetails): Protocol<V, I> {
  const { name, fields } = details;
  if (definitions.some((each: Definition | undefined) => each?.name === name && !own.has(each))) {
    throw new PacketError(`There is a protocol ${name} already`, "Take another name.");
  }
  inWholeBytes(name, fields);
  const made = protocol<V, I>(details);
  own.add(made.definition);
  return made;
}

/** Refuses fixed fields that leave a byte half used where the header ends or a field of varying length begins. */
function inWholeBytes(name: string, fields: FieldTable): void {
  const slots = slotsOf(fields);
  const behind = slots.findIndex((slot) => !isFixed(slot));
  const next = slots[behind];
  const last = slots.at(behind < 0 ? -1 : behind - 1);
  if (!last || behind === 0 || next?.field.bits) return;
  const bits = last.at + last.field.bits;
  if (bits % 8 === 0) return;
  throw new PacketError(
    `The fields of ${name} up to ${last.name} take ${bits} bits, which are not whole bytes`,
    `Add one for the rest behind ${last.name}: spare: uint(${8 - (bits % 8)}).`,
  );
}
