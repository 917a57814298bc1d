/** The setup of the operating system's stream sockets, on both ends. */
import { NetcellError } from "../../errors";
import type { TcpOptions } from "../stack/server";

/** For every kind of stream. */
export const streamOptions = {
  // The peer's FIN ends one direction only (RFC 9293, section 3.6).
  allowHalfOpen: true,
  // Room for a few large pieces: an awaited send need not wait until the operating system has taken the one before.
  highWaterMark: 256 * 1024,
};

/** For streams over TCP. */
export function tcpStreamOptions({ noDelay = true, keepAlive }: TcpOptions) {
  if (keepAlive !== undefined) checkKeepAlive(keepAlive);
  return {
    ...streamOptions,
    noDelay,
    ...(keepAlive !== undefined && { keepAlive: true, keepAliveInitialDelay: keepAlive }),
  };
}

/** The operating system counts whole seconds, and takes 0 for its own usual two hours. */
function checkKeepAlive(milliseconds: number): void {
  if (Number.isFinite(milliseconds) && milliseconds >= 1000) return;
  throw new NetcellError(`keepAlive is ${String(milliseconds)}`, {
    code: "EINVAL",
    hint: "Give milliseconds, 1000 or more, or leave it out to send no probes.",
  });
}
