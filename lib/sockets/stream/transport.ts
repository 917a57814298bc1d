/** In what one kind of byte stream differs from another: TCP, AF_UNIX, and what is built on them. */
import type { Socket } from "node:net";
import { type Endpoint, endpointText } from "../endpoint";
import type { Hints } from "../socket-error";
import type { Transcript } from "../transcript/transcript";
import { reset } from "./reset";

/** One kind of byte stream. */
export interface Transport {
  /** What one end is called: `"tcp connection"`. */
  readonly kind: string;
  /** The call that makes one: `"tcp.connect()"`. */
  readonly opener: string;
  /** What kind of addresses it has; the Internet's unless told otherwise. */
  readonly family?: Transcript["family"];
  /** What its bytes are wrapped in on their way. */
  readonly wrapping?: Transcript["wrapping"];
  /** Has it the states of RFC 9293? */
  readonly hasTcpStates: boolean;
  /** What to do about its errors, where that is not what one does about TCP's. */
  readonly hints?: Hints;
  /** Ends both directions at once so that the peer is told, where there is a way to tell it. */
  reset?(socket: Socket): void;
}

/** Where one end of a connection is, and how transcripts write it. */
export interface Place {
  readonly endpoint: Endpoint;
  readonly text: string;
}

/** Both ends of a connection. */
export interface Ends {
  readonly local: Place;
  readonly remote: Place;
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
    local: place(socket.localAddress, socket.localPort, socket.localFamily),
    remote: place(socket.remoteAddress, socket.remotePort, socket.remoteFamily),
  };
}

/** A peer that is gone already has no address any more. */
function place(address = "", port = 0, family = "IPv4"): Place {
  const endpoint: Endpoint = { address, port, family: family === "IPv6" ? "IPv6" : "IPv4" };
  return { endpoint, text: endpointText(endpoint) };
}
