/** The differences between kinds of byte stream: TCP, AF_UNIX, and what is built on them. */
import type { Socket } from "node:net";
import { type Endpoint, endpointText } from "../endpoint";
import type { Hints } from "../socket-error";
import type { Transcript } from "../transcript/transcript";
import { reset } from "./reset";

/** One kind of byte stream. */
export interface Transport {
  /** The kind of one end: `"tcp connection"`. */
  readonly kind: string;
  /** The call that makes one: `"tcp.connect()"`. */
  readonly opener: string;
  /** The kind of its addresses (default: the Internet's). */
  readonly family?: Transcript["family"];
  /** The wrapping of its bytes on their way. */
  readonly wrapping?: Transcript["wrapping"];
  /** Whether it has the states of RFC 9293. */
  readonly hasTcpStates: boolean;
  /** The hints for its errors, where they differ from those for TCP. */
  readonly hints?: Hints;
  /** Ends both directions at once and lets the peer know, where that is possible. */
  reset?(socket: Socket): void;
}

/** Where one end of a connection is, and how transcripts write it. */
export interface End {
  readonly endpoint: Endpoint;
  readonly text: string;
}

/** Both ends of a connection. */
export interface Ends {
  readonly local: End;
  readonly remote: End;
}

/** A connection over the operating system's TCP. */
export const tcpTransport: Transport = {
  kind: "tcp connection",
  opener: "tcp.connect()",
  hasTcpStates: true,
  reset,
};

/** The ends of a connected socket of the Internet families. */
export function internetEnds(socket: Socket): Ends {
  return {
    local: endOf(socket.localAddress, socket.localPort, socket.localFamily),
    remote: endOf(socket.remoteAddress, socket.remotePort, socket.remoteFamily),
  };
}

/** A peer that is gone already has no address any more. */
function endOf(address = "", port = 0, family = "IPv4"): End {
  const endpoint: Endpoint = { address, port, family: family === "IPv6" ? "IPv6" : "IPv4" };
  return { endpoint, text: endpointText(endpoint) };
}
