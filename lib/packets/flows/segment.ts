/** A TCP segment as the follower needs it: ends, numbers, flags and the bytes that were seen of those it carries. */
import { u16 } from "../bits";
import type { PlacedLayer } from "../describe/placed-layer";
import type { Packet } from "../packet";
import { TCP } from "../protocols/tcp";
import type { TCPOption } from "../protocols/tcp-options";
import { type Ends, endValues } from "./ends";
import { ownLayers, type Seen } from "./seen";

/** Flags of TCP (RFC 9293 §3.1). */
export const [FIN, SYN, RST, ACK] = [1, 2, 4, 16];

/** One segment. */
export interface Segment {
  readonly no: number;
  readonly time: number | undefined;
  readonly ends: Ends;
  readonly seq: number;
  readonly ack: number;
  readonly flags: number;
  readonly window: number;
  /** Of a SYN: by how many bits its sender shifts the windows it tells (RFC 7323 §2.2). */
  readonly scale: number | undefined;
  /** Bytes that it carried on the wire. */
  readonly length: number;
  /** Those of them that the capture kept. */
  readonly bytes: Uint8Array;
}

/** The segments in a packet: one, or none, or of a tunnel several. */
export function* segmentsIn({ packet, no, time }: Seen): Iterable<Segment> {
  const { bytes } = packet;
  let addresses: readonly [unknown, unknown] | undefined;
  for (const layer of ownLayers(packet)) {
    const values = endValues(packet, layer);
    if (!values) continue;
    if (layer.definition.layer < 4) addresses = values;
    if (layer.definition !== TCP.definition || !addresses) continue;
    const at = layer.start;
    const data = at + layer.header;
    yield {
      no,
      time,
      ends: endsOf(addresses, values),
      seq: u32(bytes, at + 4),
      ack: u32(bytes, at + 8),
      flags: bytes[at + 13]!,
      window: u16(bytes, at + 14),
      scale: bytes[at + 13]! & SYN ? scaleOf(layer) : undefined,
      length: carriedBy(packet, layer),
      bytes: bytes.subarray(data, layer.end),
    };
  }
}

/** Number of bytes a layer carried on the wire, whatever the capture kept of them. */
export function carriedBy(packet: Packet, which: PlacedLayer): number {
  let stated = Number.MAX_SAFE_INTEGER;
  for (const layer of packet.layers.slice(0, which.at + 1)) {
    stated = Math.min(stated, statedEnd(packet.bytes, layer));
  }
  const end = stated === Number.MAX_SAFE_INTEGER ? which.end : Math.max(stated, which.end);
  return end - which.start - which.header;
}

/** Where a layer says that it ends; without limit if it says nothing. */
function statedEnd(bytes: Uint8Array, { definition, start, header }: PlacedLayer): number {
  return definition.plan.end(bytes, start, Number.MAX_SAFE_INTEGER, header);
}

/** A shift of more than 14 counts as 14 (RFC 7323 §2.3). */
function scaleOf({ fields }: PlacedLayer): number | undefined {
  const option = (fields.options as readonly TCPOption[]).find(([name]) => name === "WScale");
  return option && Math.min(14, Number(option[1]));
}

function endsOf(addresses: readonly [unknown, unknown], ports: readonly [unknown, unknown]): Ends {
  const [from, to] = addresses.map((address, i) => ({ address: String(address), port: Number(ports[i]) }));
  return [from!, to!];
}

const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 65536 + u16(bytes, at + 2);
