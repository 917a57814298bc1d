/** The names of lib/packets that a cell gets: bytes to layers and layers to bytes. */
export { internetChecksum } from "./checksum";
export * as define from "./define";
export type { LayerJson } from "./describe/json";
export type { PlacedLayer } from "./describe/placed-layer";
export type { Node as PacketNode } from "./describe/tree";
export type { Origin, Verdict } from "./describe/verdict";
export type { Stop } from "./dissect/dissect";
export { PacketError } from "./error";
export * from "./files";
export { packetFromJSON } from "./files/from-json";
export * from "./flows";
export { summarizer } from "./flows/summarizer";
export type { Definition } from "./model/definition";
export type { Field as PacketField } from "./model/field";
export {
  type AnyProtocol,
  Layer as PacketLayer,
  Packet,
  type Part,
  type Protocol,
  packet,
} from "./packet";
export * from "./protocols";
export { dissect, linkTypes } from "./read";
export { type SequenceNumbers, seq } from "./seq";
