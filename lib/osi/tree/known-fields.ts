/** What the fields of a header hold, for those that ask: read when they do, and not before. */
import type { Fields } from "../../packets";
import { isFixed, type Slot } from "../../packets";

/** The fields of the header that was looked at last. */
export class KnownFields {
  readonly values: Fields = {};
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;

  constructor(slots: readonly Slot[]) {
    for (const slot of slots) {
      const { field, name, at } = slot;
      const property = isFixed(slot)
        ? {
            enumerable: true,
            get: () => field.read(this.#bytes, 8 * this.#start + at, field.bits, this.#start),
          }
        : { enumerable: true, writable: true, value: undefined };
      Object.defineProperty(this.values, name, property);
    }
  }

  /** Looks at the header that begins here. */
  lookAt(bytes: Uint8Array, start: number): Fields {
    this.#bytes = bytes;
    this.#start = start;
    return this.values;
  }
}
