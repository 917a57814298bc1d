/** Seeing the bytes of a socket that Node's HTTP reads and writes, without standing in their way. */
import type { Socket } from "node:net";

/** Who sees them: `outgoing` is what this end wrote. */
type Onlooker = (bytes: Uint8Array, outgoing: boolean) => void;

type Write = (
  chunk: string | Uint8Array,
  encoding?: BufferEncoding | ((error?: Error | null) => void),
  done?: (error?: Error | null) => void,
) => boolean;

/**
 * From now on `see` is called with all that passes. What Node's HTTP writes goes through the socket's `write`, and there
 * is no event for it: so the method of this one socket is covered by one that looks first.
 */
export function tap(socket: Socket, see: Onlooker): void {
  const seeIncoming = (bytes: Buffer) => see(bytes, false);
  // It is on() that makes a server of Node's read through events, and first in line one sees a request before its answer.
  socket.on("data", seeIncoming).off("data", seeIncoming).prependListener("data", seeIncoming);
  const write = socket.write.bind(socket) as Write;
  const seeing: Write = (chunk, encoding, done) => {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk, encodingOf(encoding)) : chunk;
    if (bytes.length > 0) see(bytes, true);
    return typeof encoding === "function" ? write(bytes, encoding) : write(bytes, undefined, done);
  };
  socket.write = seeing as Socket["write"];
}

function encodingOf(encoding: Parameters<Write>[1]): BufferEncoding {
  return typeof encoding === "string" ? encoding : "utf8";
}
