/** The WebSocket that JupyterLab's client is given: it shows the token in a header, and survives what the client cannot read. */
import { WebSocket } from "ws";

/** `fault` hears what the client throws on a message that makes no sense to it, which would end our process. */
export function socketWith(
  headers: Record<string, string>,
  fault: (error: Error) => void,
): typeof globalThis.WebSocket {
  class Socket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      // In the address, where the client would put it, the token would be in the log of every proxy.
      super(url, protocols, { headers });
    }

    override emit(event: string | symbol, ...values: unknown[]): boolean {
      try {
        return super.emit(event, ...values);
      } catch (error) {
        fault(error as Error);
        return true;
      }
    }
  }
  return Socket as unknown as typeof globalThis.WebSocket;
}
