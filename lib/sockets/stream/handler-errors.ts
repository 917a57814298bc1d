/** Errors of handlers: which of them are expected, and what is said of the others. */
import { inspect } from "node:util";
import type { LiveHandle } from "../../cell";
import { NetcellError } from "../../errors";

/** A handler that was still talking when its peer reset the connection has done nothing wrong either. */
export function isReset(error: unknown, handle: LiveHandle): boolean {
  return error instanceof NetcellError && error.handle === handle && /^(ECONNRESET|EPIPE)$/.test(error.code);
}

/** The line that reports it. */
export function resetText({ name }: LiveHandle): string {
  return `${name}: the client reset the connection while the handler was talking to it`;
}

/** A thrown value as text: anything can be thrown, even what cannot be made a string. */
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
