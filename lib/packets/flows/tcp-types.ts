/** TCP streams: two directions, their segments with marks, and the turns of the two sides. */
import type { FlowEnd } from "./ends";
import type { ByteRange } from "./pieces";

/** One of the two sides: the client opened the connection. */
export type TCPSide = "client" | "server";

/**
 * The kind of a segment, compared with those before it:
 * - `"new"`: its bytes follow those before them
 * - `"retransmission"`: all its bytes were seen before; `"partial retransmission"`: some of them
 * - `"out of order"`: its bytes belong before others that were seen already: it was late, or lost and sent again
 * - `"after a hole"`: bytes before its own have not been seen (yet)
 * - `"conflict"`: some of its bytes were seen before as other ones; what came first stays
 * - `"keep-alive"`: asks whether the other side still lives (RFC 9293 §3.8.4); `"zero-window probe"`: whether it takes
 *   bytes again (§3.8.6.1)
 * - `"zero window"`: its sender takes no more bytes for now
 * - `"acks unseen bytes"`: it confirms bytes that are not in the capture
 * - `"cut"`: the capture did not keep all of its bytes
 * - `"left out"`: it came too late, or lies too far off, to be put in: far behind the window that the other side announced,
 *   before the SYN, or behind the FIN
 */
export type SegmentMark =
  | "new"
  | "retransmission"
  | "partial retransmission"
  | "out of order"
  | "after a hole"
  | "conflict"
  | "keep-alive"
  | "zero-window probe"
  | "zero window"
  | "acks unseen bytes"
  | "cut"
  | "left out";

/** One segment of a stream. */
export interface TCPSegment {
  /** Number of its packet. */
  readonly no: number;
  /** When it was seen, in seconds. */
  readonly time: number | undefined;
  /** The side that sent it. */
  readonly from: TCPSide;
  /** Its flags, as scapy writes them: `"SA"`. */
  readonly flags: string;
  /** Its sequence number, counted from 0 for the SYN: the first byte of data has 1. */
  readonly seq: number;
  /** The next byte it expects, counted the same way; undefined without the flag A. */
  readonly ack: number | undefined;
  /** Bytes of data that it carried. */
  readonly length: number;
  /** Its window, as written, before scaling. */
  readonly window: number;
  /** Its kind, compared with those before it. */
  readonly marks: readonly SegmentMark[];
  /** Which bytes of the stream contradict those seen before (from the first to the last of them). */
  readonly conflict: ByteRange | undefined;
}

/** A run of bytes of one direction: what one packet brought, or a hole. */
export interface StreamPart extends ByteRange {
  /** The bytes; undefined for a hole. */
  readonly bytes: Uint8Array | undefined;
  /** Number of the packet that brought them; undefined for a hole. */
  readonly no: number | undefined;
  /** Of a hole: whether the other side confirmed these bytes, so that only the capture lacks them. */
  readonly acked: boolean;
}

/** All that one side sent. Places count from 0, the first byte of data. */
export interface TCPDirection {
  /** The side that sent it. */
  readonly side: TCPSide;
  /** Its address and port. */
  readonly end: FlowEnd;
  /** The sequence number of its SYN; undefined where that was not seen. */
  readonly isn: number | undefined;
  /** Bytes of data, holes counted. */
  readonly length: number;
  /** Bytes that are missing. */
  readonly holes: readonly ByteRange[];
  /** Whether it announced the end of its bytes (FIN). */
  readonly finished: boolean;
  /** The bytes from one place up to another (default: all), without the holes. */
  bytes(from?: number, to?: number): Uint8Array;
  /** The same, part by part: which packet brought which bytes, and where the holes are. */
  parts(from?: number, to?: number): readonly StreamPart[];
  /** In which packets these bytes came (default: all): `packets(1460, 2920)`. */
  packets(from?: number, to?: number): readonly number[];
}

/** Bytes that one side sent before the other spoke: a request, a response. */
export interface TCPTurn extends ByteRange {
  /** The side that sent. */
  readonly side: TCPSide;
  /** When the first of the bytes was there for the other side to read, in seconds. */
  readonly time: number | undefined;
  /** The bytes, without the holes. */
  readonly bytes: Uint8Array;
  /** The same, part by part. */
  readonly parts: readonly StreamPart[];
  /** Bytes that are missing. */
  readonly missing: number;
}

/** One TCP connection. */
export interface TCPStream {
  /** Its number among those of the capture, from 0. */
  readonly number: number;
  /** The bytes of the side that opened the connection; where no SYN was seen, the one with the higher port. */
  readonly client: TCPDirection;
  /** The bytes of the other side. */
  readonly server: TCPDirection;
  /** Whether its beginning is in the capture. */
  readonly fromStart: boolean;
  /** Its end: by FIN of both sides, by RST, or not in this capture. */
  readonly end: "closed" | "reset" | "open";
  /** Its segments as they were captured. */
  readonly segments: readonly TCPSegment[];
  /** The turns of the two sides. */
  readonly turns: readonly TCPTurn[];
}
