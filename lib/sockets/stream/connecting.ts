/** Connecting: the handshake, or the reason why there was none. */
import { createConnection, type NetConnectOpts, type Socket } from "node:net";
import { type CallOptions, Deadline, type LiveHandle, withinDeadline } from "../../cell";
import { NetcellError } from "../../errors";

/** An attempt: for whom it is, and what it says when it fails. */
export interface Attempt {
  /** The other end, as text. */
  readonly peer: string;
  /** The handle that connects. */
  readonly handle: LiveHandle;
  /** The system's error in our words. */
  failed(error: NodeJS.ErrnoException): Error;
}

/** Resolves with the socket when it is connected; rejects when that fails or takes too long. */
export async function connected(to: NetConnectOpts, options: CallOptions, attempt: Attempt): Promise<Socket> {
  const { peer, handle } = attempt;
  const deadline = new Deadline(options, { time: handle.time, idle: false });
  const socket = createConnection(to).unref();
  const call = {
    what: `connect() to ${peer}`,
    awaited: "got no answer",
    hint: "Check the address: the host is off, or something drops the packets.",
  };
  try {
    await withinDeadline(happened(socket, "connect"), deadline, call, { handle });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error instanceof NetcellError ? error : attempt.failed(error as NodeJS.ErrnoException);
  }
}

/** Resolves with the event; rejects with the error that comes instead. */
export function happened(socket: Socket, event: "connect" | "secureConnect"): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once(event, () => {
      socket.off("error", reject);
      resolve();
    });
  });
}
