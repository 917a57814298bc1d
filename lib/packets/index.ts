/** The front door of lib/packets: bytes to layers and layers to bytes. */
export { internetChecksum } from "./checksum";
export * as define from "./define";
export type { Definition } from "./definition";
export type { Stop } from "./dissect";
export { PacketError } from "./error";
export type { Field as PacketField } from "./field";
export * from "./files";
export * from "./flows";
export { packetFromJSON } from "./from-json";
export type { LayerJson } from "./json";
export {
  type AnyProtocol,
  Layer as PacketLayer,
  Packet,
  type Part,
  type Protocol,
  packet,
} from "./packet";
export type { PlacedLayer } from "./placed";
export * from "./protocols";
export { dissect, linkTypes } from "./read";
export { type SequenceNumbers, seq } from "./seq";
export { summarizer } from "./summarizer";
export type { Node as PacketNode } from "./tree";
export type { Origin, Verdict } from "./verdict";
