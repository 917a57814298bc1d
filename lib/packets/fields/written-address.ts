/** Addresses as they are typed: text, or a value with a text. */

/** An address as a value: what `ip("10.0.0.1")` and `mac("02:00:00:00:00:01")` give. */
export interface AddressValue {
  /** The address as people write it. */
  readonly text: string;
}

/** The values that an address field takes. */
export type AddressInit = string | AddressValue;

/** Its text. The zone of a value says which link it is meant on, and never goes over the wire (RFC 4007 §11). */
export function textOf(value: AddressInit): unknown {
  if (typeof value !== "object" || value === null) return value;
  return typeof value.text === "string" ? value.text.split("%", 1)[0] : value;
}
