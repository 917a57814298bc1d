/** All it takes to define a protocol of your own: fields, rules, bindings. */

export { u16 } from "./bits";
export { type AddressSaid, ip4, ip6, mac } from "./fields/address";
export { type BytesSaid, bytes } from "./fields/bytes";
export { type FixedSaid, fixed } from "./fields/fixed";
export { type FlagsSaid, flags } from "./fields/flags";
export type { Structure } from "./fields/structures";
export { paddedText, type TextSaid, zeroTerminated } from "./fields/text";
export { type Aliases, type Names, type UintSaid, uint } from "./fields/uint";
export type { AddressInit, AddressValue } from "./fields/written-address";
export type { Frame } from "./frame";
export type {
  DefinitionDetails,
  InnerLayer,
  Inside,
  Overload,
  Overloads,
  PseudoAddresses,
  Remark,
  Summary,
} from "./model/definition";
export type { Dialog, Judged, ReplyLayer, ReplyPart, Told } from "./model/dialog";
export type {
  Auto,
  ComputedRule,
  CoveredSum,
  Excuse,
  Field,
  FieldTable,
  InitOf,
  Known,
  Named,
  NextRule,
  Part,
  Said,
  ValuesOf,
} from "./model/field";
export {
  type AsUpTo,
  type EndBy,
  type EndOf,
  type Hot,
  type NextBy,
  type NextByPorts,
  type NextOf,
  type SizeOf,
  untilLimit,
  type WhichOf,
} from "./model/limits";
export {
  type ChecksumSaid,
  checksumOf,
  countOf,
  lengthOf,
  lengthOfFields,
  nextProtocol,
} from "./model/rules";
export type { Slot } from "./model/slots";
export { ownProtocol as protocol } from "./own-protocol";
export {
  type ByteClue,
  bind,
  type Clue,
  guess,
  overload,
  type PortClue,
  type ProtocolDetails,
} from "./protocol";
