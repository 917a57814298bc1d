/** Errors of the operating system, with a sentence about what to do. */
import type { Handle } from "../cell";
import { NetcellError } from "../errors";

/** Hints for errors, by their errno names. */
export interface Hints {
  readonly [code: string]: string | undefined;
}

/**
 * A system error of Node's as a {@link NetcellError}: `what` is the sentence about what happened, in our words;
 * `special` are the hints that differ from those for the Internet families.
 */
export function socketError(
  error: unknown,
  what: string,
  handle?: Handle,
  special: Hints = {},
): NetcellError {
  const code = (error as NodeJS.ErrnoException).code ?? "EUNKNOWN";
  const hint = special[code] ?? hints[code] ?? `The operating system said: ${(error as Error).message}.`;
  return new NetcellError(what, { code, hint, handle, cause: error });
}

const hints: Hints = {
  EADDRINUSE: 'Leave out "port" to get a free one.',
  EACCES: 'Ports below 1024 need the rights of an administrator: leave out "port" to get a free one.',
  EADDRNOTAVAIL: "That address does not belong to this machine: leave it out for 127.0.0.1.",
  ECONNREFUSED: "Nothing listens there: start the server first, and check the port.",
  ECONNRESET:
    "The other end ended it with a reset (RST): its handler threw, it called abort() or was killed, or it had as many connections as it takes (maxConnections).",
  EPIPE: "The other end does not receive any more: stop sending when the peer has closed.",
  ENOTFOUND: "No such name: check the spelling, or write the address.",
  EAI_AGAIN: "Names cannot be looked up right now: write the address, such as 127.0.0.1.",
  EHOSTUNREACH: "No route leads to that host: check the address.",
  ENETUNREACH: "No route leads to that network: check the address, or whether this machine has one.",
  EAFNOSUPPORT: "This machine does not offer that address family: use 127.0.0.1.",
  EMFILE: "Too many files and sockets are open: await closeAll() closes netcell's.",
};
