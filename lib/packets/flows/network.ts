/** The parts of an IP packet that fragments are made of: what every fragment has, and the bytes that are divided. */
import { build, type Recipe } from "../build/build";
import type { PlacedLayer } from "../describe/placed-layer";
import { Packet } from "../packet";
import { IP } from "../protocols/ip";
import { IPv6 } from "../protocols/ipv6";
import { IPv6ExtHdrFragment, IPv6ExtHdrHopByHop, IPv6ExtHdrRouting } from "../protocols/ipv6-extensions";
import { Raw } from "../protocols/raw";
import { frameOf } from "../read";
import { ownLayers } from "./seen";

/** An IP packet, seen as fragments are. */
export interface Network {
  readonly version: 4 | 6;
  /** The IP layer. */
  readonly ip: PlacedLayer;
  /** The last header that every fragment has: the IP header, or an extension header that routers read. */
  readonly last: PlacedLayer;
  /** IPv6's fragment header, if there is one. */
  readonly fragment: PlacedLayer | undefined;
  /** The first byte that is divided, and the first one behind. */
  readonly from: number;
  readonly to: number;
}

/** The first IP layer of a packet for which something holds. */
export function networkOf(packet: Packet, wanted: (network: Network) => boolean): Network | undefined {
  const layers = [...ownLayers(packet)];
  for (const ip of layers) {
    const network =
      ip.definition === IP.definition
        ? { version: 4 as const, ip, last: ip, fragment: undefined, from: ip.start + ip.header, to: ip.end }
        : ip.definition === IPv6.definition
          ? network6(ip, layers.slice(ip.at + 1))
          : undefined;
    if (network && wanted(network)) return network;
  }
  return undefined;
}

/** Routers read the options of each hop and routes (RFC 8200 §4.5): these are in every fragment. */
const readByRouters = [IPv6ExtHdrHopByHop.definition, IPv6ExtHdrRouting.definition];

function network6(ip: PlacedLayer, above: readonly PlacedLayer[]): Network {
  let last = ip;
  let fragment: PlacedLayer | undefined;
  for (const layer of above) {
    if (!layer.definition.name.startsWith("IPv6ExtHdr")) break;
    if (readByRouters.includes(layer.definition)) last = layer;
    if (layer.definition === IPv6ExtHdrFragment.definition) {
      fragment = layer;
      break;
    }
  }
  const front = fragment ?? last;
  return { version: 6, ip, last, fragment, from: front.start + front.header, to: ip.end };
}

/** The fields that follow from the bytes, and so are computed again. */
const derived: ReadonlySet<string> = new Set(["ihl", "len", "chksum", "plen"]);

/** The packet up to the last header that all fragments have, with some of its fields changed, and with other bytes in it. */
export function withBytes(
  packet: Packet,
  { ip, last }: Network,
  changes: Readonly<Record<string, unknown>>,
  between: readonly Recipe[],
  load: Uint8Array,
): Packet {
  const below = packet.recipes().slice(0, ip.at);
  const headers = packet.layers.slice(ip.at, last.at + 1).map((layer) => {
    const { definition, fields } = layer;
    const set = layer.at === last.at ? { ...fields, ...changes } : { ...fields };
    const kept = Object.entries(set).filter(
      ([name, value]) => value !== undefined && !(layer.at === ip.at && derived.has(name)),
    );
    return { definition, set: Object.fromEntries(kept) };
  });
  const recipes = [...below, ...headers, ...between, { definition: Raw.definition, set: { load } }];
  const { bytes } = build(recipes);
  return new Packet(frameOf(bytes, recipes[0]!.definition.id));
}
