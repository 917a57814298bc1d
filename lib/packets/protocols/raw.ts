/** Raw and Padding: bytes that no protocol here explains, and bytes that lie behind the end of one. */

import { bytes } from "../fields/bytes";
import { PADDING, RAW } from "../frame";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { protocol } from "../protocol";

const fields = {
  load: bytes({ doc: "the bytes themselves" }),
};

/** The fields of Raw and Padding. */
export interface RawValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface RawInit extends InitOf<typeof fields>, Named {}

const limits = {
  min: 0,
  size: (_b: Uint8Array, o: number, e: number) => e - o,
  end: untilLimit,
  next: () => 0,
};

/**
 * Bytes as they are: what a packet carries. Text becomes its UTF-8.
 *
 * @example
 * ```ts
 * import { packet, IP, UDP, Raw } from "netcell";
 * packet(IP(), UDP(), Raw({ load: Uint8Array.of(1, 2, 3) }))
 * ```
 */
export const Raw = protocol<RawValues, RawInit>(
  { name: "Raw", title: "Raw bytes", rfc: "no protocol", layer: 7, pdu: "data", fields, limits },
  RAW,
);

/**
 * Bytes behind the end of what a layer carries: an Ethernet frame has at least 46 bytes of data (IEEE 802.3), so a
 * short IP packet leaves some over. No length counts them.
 *
 * @example
 * ```ts
 * import { packet, Ether, IP, Padding } from "netcell";
 * packet(Ether(), IP(), Padding({ load: new Uint8Array(26) })).get(IP).len
 * ```
 */
export const Padding = protocol<RawValues, RawInit>(
  { name: "Padding", title: "Padding", rfc: "IEEE 802.3", layer: 2, pdu: "data", fields, limits },
  PADDING,
);
