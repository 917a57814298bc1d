/** Calling a student's handler for a connection: where it prints, when the connection ends, what a throw does. */
import { inspect } from "node:util";
import { type LiveHandle, runHandler } from "../../cell";
import { NetcellError } from "../../errors";
import type { ConnectionHandler } from "../stack/server";
import type { StreamConnection } from "./connection";

/**
 * Calls the handler on behalf of `cell`, the newest if it is `undefined`; what the handler throws ends this connection
 * only, and is told there.
 */
export function handle(
  connection: StreamConnection,
  handler: ConnectionHandler,
  cell: Parameters<typeof runHandler>[0],
): void {
  runHandler(cell, async () => {
    try {
      const dialogue = handler(connection);
      // A handler that returns no promise has only set something up: the connection stays.
      if (!(dialogue instanceof Promise)) return;
      await dialogue;
      await connection.close();
    } catch (error) {
      if (isOwnClose(error, connection)) return;
      if (isReset(error, connection)) console.error(resetText(connection));
      else await tell(error, connection);
    }
  });
}

async function tell(error: unknown, connection: StreamConnection): Promise<void> {
  connection.noteError(`the handler threw ${inWords(error)}`);
  console.error(`${connection.name}: the handler threw`, error);
  // The client's own handshake comes first: it did connect, and finds the reset when it reads.
  await new Promise(setImmediate);
  await connection.abortBecause(`the handler threw ${inWords(error)}`);
}

/** A handler that was still talking when its peer reset the connection has done nothing wrong either. */
export function isReset(error: unknown, handle: LiveHandle): boolean {
  return error instanceof NetcellError && error.handle === handle && /^(ECONNRESET|EPIPE)$/.test(error.code);
}

/** What is said of it, in one line. */
export function resetText({ name }: LiveHandle): string {
  return `${name}: the client reset the connection while the handler was talking to it`;
}

/** Anything can be thrown, also what cannot be made a string. */
export function inWords(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}`
    : inspect(error, { depth: 0, breakLength: 200 });
}

/** A handler that was still talking when its handle was closed at this end has done nothing wrong. */
export function isOwnClose(error: unknown, handle: LiveHandle): boolean {
  const by = handle.reason?.by;
  const isLocal = by === "local" || by === "rerun";
  return isLocal && error instanceof NetcellError && error.handle === handle;
}
