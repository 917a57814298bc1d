/** Connecting: the handshake, or the reason why there was none. */
import { createConnection, type NetConnectOpts, type Socket } from "node:net";
import { type CallOptions, Deadline, type Handle, Waiters, waitError } from "../../cell";

/** What an attempt says when it fails. */
export interface Attempt {
  /** Where to, as text. */
  readonly peer: string;
  /** For which handle. */
  readonly handle: Handle;
  /** The system's error in our words. */
  failed(error: NodeJS.ErrnoException): Error;
}

/** Resolves with the socket when it is connected; rejects when that fails or takes too long. */
export async function connected(to: NetConnectOpts, options: CallOptions, attempt: Attempt): Promise<Socket> {
  const deadline = new Deadline(options, false);
  const arrived = new Waiters();
  const socket = createConnection(to).unref();
  let failure: Error | undefined;
  const onError = (error: Error) => {
    failure = error;
    arrived.wake();
  };
  socket.once("connect", () => arrived.wake());
  socket.once("error", onError);
  while (socket.connecting && !failure) {
    const end = await arrived.wait(deadline);
    if (end === "event") continue;
    socket.destroy();
    const call = {
      what: `connect() to ${attempt.peer}`,
      awaited: "got no answer",
      hint: "Check the address: the host is off, or something drops the packets.",
    };
    throw waitError(end, deadline, call, { handle: attempt.handle });
  }
  if (failure) throw attempt.failed(failure);
  socket.off("error", onError);
  return socket;
}
