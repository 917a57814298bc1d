/** Resets of TCP (RFC 9293, section 3.5.2): making one, recognizing one, and the reason where this notebook knows it. */
import type { Socket } from "node:net";
import { machine, perNetwork } from "../network";

/** Members that Node's types leave out: the carrier of a socket of TLS, and the handle of the system. */
interface Inner {
  readonly _parent?: Socket | null;
  readonly _handle?: { getpeername?(name: object): number } | null;
  /** Of a socket of TLS; this one is public. */
  readonly encrypted?: true;
}

/** Ends both directions at once: what was not sent is lost, and the peer gets an RST. A socket of TLS closes a moment later. */
export function reset(socket: Socket): void {
  const carrier = (socket as Inner)._parent ?? socket;
  // Where Node does not show what carries TLS, it can only be ended: the peer reads that no close_notify came.
  if ((carrier as Inner).encrypted) carrier.destroy();
  else carrier.resetAndDestroy();
}

/**
 * Whether the end that the socket has just reported was a reset. libuv reports one that comes together with the last
 * bytes as an orderly end. But after a reset the socket has no peer, while a peer that only ended its direction remains.
 */
export function wasReset(socket: Socket): boolean {
  // When both directions have ended, it has no peer either.
  if (socket.writableEnded) return false;
  const { _handle } = socket as Inner;
  return _handle?.getpeername !== undefined && _handle.getpeername({}) !== 0;
}

/** The error as Node makes it. */
export function resetError(): NodeJS.ErrnoException {
  return Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read" });
}

/** The number of resets whose reasons are remembered. */
const remembered = 1000;
const reasonsOf = perNetwork(() => new Map<string, { readonly reason: string; readonly at: number }>());

/** Notes why this notebook's own socket resets a connection: RST itself says nothing, and its peer may be here too. */
export function noteReset(from: string, to: string, reason: string, network = machine): void {
  const reasons = reasonsOf(network);
  if (reasons.size >= remembered) reasons.delete(reasons.keys().next().value!);
  reasons.set(`${from} ${to}`, { reason, at: performance.now() });
}

/** Why `from` reset its connection with `to`, if this notebook did that since then: ports are used again. */
export function resetReason(from: string, to: string, since: number, network = machine): string | undefined {
  const found = reasonsOf(network).get(`${from} ${to}`);
  return found && found.at >= since ? found.reason : undefined;
}
