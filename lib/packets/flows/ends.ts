/** The two ends of a layer: the fields that name them, read without reading the others. */

import type { PlacedLayer } from "../describe/placed-layer";
import type { Packet } from "../packet";

/** One end of a conversation. */
export interface FlowEnd {
  /** MAC address, IP address. */
  readonly address: string;
  /** Port, at the transport layer. */
  readonly port?: number;
}

/** Sender and receiver. */
export type Ends = readonly [from: FlowEnd, to: FlowEnd];

/** The values of the two fields that name this layer's ends; undefined if it has none. */
export function endValues(packet: Packet, layer: PlacedLayer): readonly [unknown, unknown] | undefined {
  const { details, byName } = layer.definition;
  const ends = details.dialog?.ends;
  if (!ends) return undefined;
  const [from, to] = ends.map((name) => {
    const { field, at } = byName.get(name)!;
    return field.read(packet.bytes, 8 * layer.start + at, field.bits, layer.start);
  });
  return [from, to];
}

/** `10.0.0.1`, `10.0.0.1:80`, `[2001:db8::1]:80`. */
export function endText({ address, port }: FlowEnd): string {
  if (port === undefined) return address;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
