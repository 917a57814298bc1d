/** Public types of capture(): its options, and a running capture. */
import type { CallOptions, Handle } from "../cell";
import type { CapturedPacket } from "../packets";

/** Options of `capture()`. */
export interface CaptureOptions extends CallOptions {
  /** Packets from or to this port, of TCP or UDP. */
  readonly port?: number;
  /** Packets for which this is true, in the language of `man pcap-filter`: `"tcp[tcpflags] & tcp-syn != 0"`. */
  readonly filter?: string;
  /** The network interface: `"eth0"`, `"any"`, … (default: the loopback interface, on which this machine talks to itself). */
  readonly interface?: string;
  /** A re-run of the cell replaces the capture of the same name. */
  readonly name?: string;
  /** The number of the newest packets to keep (default: 10 000); older ones are dropped and counted. */
  readonly keep?: number;
}

/** Something with a port: a server or a connection. */
export interface WithPort {
  /** Its name. */
  readonly name: string;
  /** Where it listens. */
  readonly endpoint?: PortOf;
  /** Its end of a connection. */
  readonly local?: PortOf;
}

/** The port in an endpoint. */
export interface PortOf {
  /** The port; 0 for none. */
  readonly port: number;
}

/**
 * Packets as they pass through a network interface, captured by an installed tool. Iterating gives them as they come,
 * and ends when the capture is closed.
 */
export interface LiveCapture extends Handle, AsyncIterable<CapturedPacket> {
  /** The network interface. */
  readonly interface: string;
  /** The program that captures: `"tcpdump"` or `"dumpcap"`, which is up to a quarter of a second behind. */
  readonly tool: string;
  /** The newest packets, oldest first: for `tcpStreams()`, for `pcap.write()`, to be looked at one by one. */
  readonly packets: readonly CapturedPacket[];
  /** The number of packets captured, including those that are no longer kept. */
  readonly captured: number;
  /** The number of captured packets that are no longer kept: `keep` limits how many are. */
  readonly dropped: number;
  /** Packets that the operating system dropped because its buffer was full; known when the capture is closed. */
  readonly lost: number | undefined;
  /**
   * The next packet that was not taken yet.
   * @throws NetcellError `ETIMEDOUT` when none comes within 5 s or `timeout`, `ENOTCONN` when the capture is closed
   */
  next(options?: CallOptions): Promise<CapturedPacket>;
  /** The next packet for which this is true; those before it count as taken. */
  next(condition: (packet: CapturedPacket) => boolean, options?: CallOptions): Promise<CapturedPacket>;
}
