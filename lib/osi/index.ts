/** The front door of lib/osi: every pretty-printer hangs on one object. */

export type { LayerNumber } from "../view";
export type { AnatomyOptions } from "./anatomy/anatomy";
export type { Bits, BitsOptions, BitsView, DecodeOptions } from "./bits/bits";
export type { BitOrder, LineCodeName } from "./bits/line-codes";
export type { Checksum, ChecksumOptions } from "./checksum/checksum";
export type { PacketChange, PacketDiff } from "./diff/diff";
export type { EncapsulationOptions } from "./encapsulation/encapsulation";
export type { FollowAs } from "./follow/blocks";
export type { FollowOptions } from "./follow/follow";
export type { BoxLines } from "./header/box-text";
export type { BoxNames } from "./header/boxes";
export type { HeaderOptions } from "./header/header";
export type { HexdumpOptions } from "./hexdump/hexdump";
export type { HexMark } from "./hexdump/mark";
export type { Drawable } from "./input/drawable";
export type { Recorded, Recorder } from "./input/exchange";
export type { PacketHolder, PacketLike, PacketsLike, ReadOptions } from "./input/packets";
export type { LadderOptions } from "./ladder/options";
export type { InternetLayer, Layer } from "./layers";
export type { TreeOptions } from "./tree/tree";
/** The seven layers, and every view of traffic through them. */
export * as osi from "./views";
