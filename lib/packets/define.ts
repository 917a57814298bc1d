/** The names of `define`: fields, rules and bindings for a protocol of your own. */

export { u16 } from "./bits";
export { type AddressOptions, ip4, ip6, mac } from "./fields/address";
export { type BytesOptions, bytes } from "./fields/bytes";
export { type FixedOptions, fixed } from "./fields/fixed";
export { type FlagsOptions, flags } from "./fields/flags";
export type { Structure } from "./fields/structures";
export { paddedText, type TextOptions, zeroTerminated } from "./fields/text";
export { type Aliases, type Names, type UintOptions, uint } from "./fields/uint";
export type { AddressInit, AddressValue } from "./fields/written-address";
export type { Frame } from "./frame";
export type {
  DefinitionDetails,
  Description,
  InnerLayer,
  Inside,
  Overload,
  Overloads,
  PseudoAddresses,
  Remark,
  Summary,
} from "./model/definition";
export type { Dialog, DialogLayer, Judgement, ReplyLayer, ReplyPart } from "./model/dialog";
export type {
  Auto,
  ComputedRule,
  CoveredSum,
  Excuse,
  Field,
  FieldOptions,
  Fields,
  FieldTable,
  InitOf,
  Named,
  NextRule,
  Part,
  ValuesOf,
} from "./model/field";
export {
  type AsUpTo,
  type EndBy,
  type EndOf,
  type Limits,
  type NextBy,
  type NextByPorts,
  type NextOf,
  type SizeOf,
  untilLimit,
  type WhichOf,
} from "./model/limits";
export {
  type ChecksumOptions,
  checksumOf,
  countOf,
  type LengthOptions,
  lengthOf,
  lengthOfFields,
  nextProtocol,
} from "./model/rules";
export type { Slot } from "./model/slots";

export {
  type ByteClue,
  bind,
  type Clue,
  guess,
  overload,
  ownProtocol as protocol,
  type PortClue,
  type ProtocolDetails,
} from "./protocol";
