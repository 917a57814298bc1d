/** A connection over AF_UNIX: a byte stream without addresses, segments or a reset. */
import type { Endpoint } from "../endpoint";
import type { End, Ends, Transport } from "../stream/transport";

export const unixTransport: Transport = {
  kind: "unix connection",
  opener: "unix.connect()",
  family: "unix",
  hasTcpStates: false,
  hints: {
    ECONNRESET: "The other end closed it before it had read everything: it failed, or was killed.",
  },
};

const nowhere: Endpoint = { address: "", port: 0, family: "unix" };

/** An end that never was bound to a path, as clients are not: transcripts show the name of its handle. */
export function unnamed(text: string): End {
  return { endpoint: nowhere, text };
}

/** Two ends without a path. */
export function unnamedEnds(local: string, remote: string): Ends {
  return { local: unnamed(local), remote: unnamed(remote) };
}
