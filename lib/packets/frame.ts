/** A frame: bytes, and where each of its layers lies. The builder makes it, and the dissector finds it. */

/** Numbers that one layer takes in `rows`: protocol, start, header length, end. */
export const rowLength = 4;

/** The numbers of the protocols that builder and dissector themselves use. */
export const RAW = 1;
export const PADDING = 2;

/** Bytes and their layers. */
export interface Frame {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** Per layer: [protocol id (negative: broken off), first byte, header length, first byte behind the layer]. */
  readonly rows: Int32Array;
  /** Number of layers. */
  readonly count: number;
  /** Whether it was put together here (then every layer is where it was meant to be) or read. */
  readonly built: boolean;
  /** Bytes that were on the wire, of a frame that was read: more than there are if a capture kept only the first of them. */
  readonly wire?: number | undefined;
}

/** The id of layer `i`'s protocol. */
export const idAt = (frame: Frame, i: number): number => Math.abs(frame.rows[i * rowLength]!);
/** Whether layer `i` broke off. */
export const brokenAt = (frame: Frame, i: number): boolean => frame.rows[i * rowLength]! < 0;
/** The first byte of layer `i`. */
export const startAt = (frame: Frame, i: number): number => frame.rows[i * rowLength + 1]!;
/** The bytes of its header (of a broken one: what is there of it). */
export const headerAt = (frame: Frame, i: number): number => frame.rows[i * rowLength + 2]!;
/** The first byte behind it and all it carries. */
export const endAt = (frame: Frame, i: number): number => frame.rows[i * rowLength + 3]!;
