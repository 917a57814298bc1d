/** A connection over TLS: TCP's, with the facts of the handshake. */
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { NetcellError } from "../../errors";
import { StreamConnection } from "../stream/connection";
import { reset } from "../stream/reset";
import type { Ends, Transport } from "../stream/transport";
import type { TlsConnection, TlsFacts } from "./api";
import { factsOf } from "./facts";

export class TlsStreamConnection extends StreamConnection implements TlsConnection {
  #facts: TlsFacts | undefined;

  get tls(): TlsFacts {
    if (this.#facts) return this.#facts;
    throw new NetcellError(`${this.name} has not shaken hands`, {
      code: "ENOTCONN",
      hint: "Await tls.connect() before asking what it agreed on.",
      handle: this,
    });
  }

  override attach(socket: Socket, event: "connect" | "accept", ends: Ends): void {
    // Kept, because a socket forgets them when it closes.
    this.#facts = factsOf(socket as TLSSocket);
    super.attach(socket, event, ends);
  }
}

export const tlsTransport: Transport = {
  kind: "tls connection",
  opener: "tls.connect()",
  wrapping: "TLS",
  // What ends a direction of TLS is an alert of its own, close_notify (RFC 8446, section 6.1), not TCP's FIN.
  hasTcpStates: false,
  reset,
};
