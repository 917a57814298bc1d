/** Logical Link Control (IEEE 802.2): the payload of an 802.3 frame, named by two numbers of 8 bits. */

import { uint } from "../fields/uint";
import type { InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import { nextProtocol } from "../model/rules";
import { protocol } from "../protocol";

const points: Readonly<Record<number, string>> = {
  0: "Null",
  6: "IP",
  66: "STP",
  170: "SNAP",
  224: "IPX",
  240: "NetBeui",
  254: "ISO CLNS",
  255: "Global",
};

/** The name of a service access point; the last bit says whether it is a group, or an answer. */
const pointName = (point: number) =>
  points[point] ?? points[point & 0xfe] ?? `0x${point.toString(16).padStart(2, "0")}`;

const byPoint = new Uint16Array(256);

/** "Unnumbered information": simply data (IEEE 802.2 §5.2, §5.4.1). */
const information = 3;

const fields = {
  dsap: uint(8, {
    hex: true,
    default: 0,
    auto: nextProtocol(byPoint),
    doc: "for whom: service access point of the receiver",
    meaning: pointName,
  }),
  ssap: uint(8, { hex: true, doc: "from whom: service access point of the sender", meaning: pointName }),
  ctrl: uint(8, { doc: "kind of message; 3: simply data", meaning: kindOf }),
};

function kindOf(ctrl: number): string {
  if (ctrl === information) return "unnumbered information: simply data";
  if ((ctrl & 3) === 3) return "unnumbered: a command, or the answer to one";
  return `${ctrl & 1 ? "supervisory" : "information, numbered"}: the next byte goes on with it`;
}

/** The fields of an LLC header. */
export interface LLCValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface LLCInit extends InitOf<typeof fields>, Named {}

/**
 * An LLC header: 3 bytes that say for whom and from whom data are, and of what kind.
 *
 * @example
 * ```ts
 * import { packet, Dot3, LLC } from "netcell";
 * packet(Dot3(), LLC({ dsap: 0xf0, ssap: 0xf0, ctrl: 3 }), "NetBEUI")
 * ```
 */
export const LLC = protocol<LLCValues, LLCInit>({
  name: "LLC",
  title: "Logical Link Control",
  rfc: "IEEE 802.2",
  layer: 2,
  pdu: "frame",
  fields,
  summary: ({ dsap, ssap, ctrl }, _carried, { says, length }) => {
    if (says) return "";
    const [to, from] = [pointName(Number(dsap)), pointName(Number(ssap) & 0xfe)];
    const ends = to === from ? to : `${from} > ${to}`;
    const kind = ctrl === information ? "Unnumbered, ui" : `control 0x${Number(ctrl).toString(16)}`;
    return `${ends} ${kind}, Flags [${Number(ssap) & 1 ? "Response" : "Command"}], length ${length}`;
  },
  limits: {
    min: 3,
    size: 3,
    end: untilLimit,
    next: (b, o) => (b[o + 2] === information ? byPoint[b[o]!]! : 0),
  },
});
