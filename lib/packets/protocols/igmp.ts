/** IGMP: which multicast groups have listeners here? Versions 1 (RFC 1112), 2 (RFC 2236) and 3 (RFC 9776). */

import { ip4 } from "../fields/address";
import { uint } from "../fields/uint";
import { RAW, startAt } from "../frame";
import type { ComputedRule, Fields, InitOf, Named, ValuesOf } from "../model/field";
import { type Limits, untilLimit } from "../model/limits";
import { checksumOf } from "../model/rules";
import type { Protocol } from "../packet";
import { bind, type ProtocolDetails, protocol } from "../protocol";
import { IP } from "./ip";

/** Of routers that look for each other (RFC 4286): messages of another form. */
const isRouters = (type: number) => type >= 0x30 && type <= 0x32;

/** The protocol for each type that has one of its own, by id. */
const byType = new Uint16Array(256);

/** The bytes at which a query is one of version 3 (RFC 9776 §7.1). */
const longQuery = 12;

/** Which form of IGMP begins here. */
function formAt(b: Uint8Array, o: number, e: number): number {
  const type = b[o]!;
  if (isRouters(type)) return RAW;
  return (type !== 0x11 || e - o >= longQuery ? byType[type] : 0) || IGMP.definition.id;
}

/** Protocol 2: its first byte, and its length, say which form it has. */
const anyIGMP = protocol<object, Record<string, never>>({
  name: "IGMP",
  title: "Internet Group Management Protocol, of any version",
  rfc: "RFC 9776",
  layer: 3,
  pdu: "message",
  fields: {},
  limits: { min: 1, size: (_b, o, e) => e - o, end: untilLimit, next: () => 0, as: formAt },
});
bind(IP, { frag: 0, proto: 2 }, anyIGMP);

/** The details of an IGMP message of any version. */
interface Message extends Omit<ProtocolDetails, "layer" | "pdu" | "limits"> {
  readonly limits: Pick<Limits, "min" | "size" | "as">;
  /** Its type, where its form is its own. */
  readonly type?: number;
}

/** Defines a message. Every one goes to the neighbours only, and asks routers to look (RFC 9776 §4, RFC 2236 §2). */
export function igmp<V extends object, I>({ type, limits, ...details }: Message): Protocol<V, I> {
  const made = protocol<V, I>({
    ...details,
    layer: 3,
    pdu: "message",
    limits: { ...limits, end: untilLimit, next: () => 0 },
  });
  if (type !== undefined) byType[type] = made.definition.id;
  bind(IP, { proto: 2, ttl: 1, tos: 0xc0, options: [["RouterAlert", 0]] }, made);
  return made;
}

const types = {
  17: "Group Membership Query",
  18: "Version 1 - Membership Report",
  22: "Version 2 - Membership Report",
  23: "Leave Group",
} as const;

const responseTime: ComputedRule = {
  kind: "length",
  rule: "2 seconds for a query, else 0",
  advisory: true,
  compute: (frame, i) => (frame.bytes[startAt(frame, i)] === 0x11 ? 20 : 0),
};

const fields = {
  type: uint(8, { names: types, default: 17, doc: "what it is about" }),
  mrcode: uint(8, {
    auto: responseTime,
    doc: "of a query: tenths of a second within which to answer; 0 in version 1",
    meaning: (tenths, { type }) =>
      type === 17 ? (tenths === 0 ? "version 1: within 10 s" : `answer within ${tenths / 10} s`) : undefined,
  }),
  chksum: uint(16, { hex: true, auto: checksumOf("layer"), doc: "checksum over the message" }),
  gaddr: ip4({ doc: "the group; 0.0.0.0 asks for all" }),
};

/** The fields of an IGMP message of version 1 or 2. */
export interface IGMPValues extends ValuesOf<typeof fields> {}
/** The same to be written: each may be left out. */
export interface IGMPInit extends InitOf<typeof fields>, Named {}

/**
 * An IGMP message of version 1 or 2: a router asks, a host says that it listens, or that it does so no more.
 *
 * @example
 * ```ts
 * import { packet, IP, IGMP } from "netcell";
 * packet(IP({ dst: "239.1.2.3" }), IGMP({ type: "Version 2 - Membership Report", gaddr: "239.1.2.3" }))
 * ```
 */
export const IGMP: Protocol<IGMPValues, IGMPInit> = igmp<IGMPValues, IGMPInit>({
  name: "IGMP",
  title: "Internet Group Management Protocol",
  rfc: "RFC 2236",
  fields,
  summary,
  limits: { min: 8, size: 8, as: formAt },
});

function summary({ type, mrcode, gaddr }: Fields): string {
  if (type === 0x12) return `igmp v1 report ${gaddr}`;
  if (type === 0x16) return `igmp v2 report ${gaddr}`;
  if (type === 0x17) return `igmp leave ${gaddr}`;
  if (type !== 0x11) return `igmp-${type}`;
  const within = mrcode === 0 || mrcode === 100 ? "" : ` [max resp time ${mrcode}]`;
  return `igmp query v${mrcode === 0 ? 1 : 2}${within}${gaddr === "0.0.0.0" ? "" : ` [gaddr ${gaddr}]`}`;
}
