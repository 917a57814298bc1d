/** Public types of child(): a program as the peer of a connection. */
import type { CallOptions } from "../../cell";
import type { Connection } from "../stack/connection";

/** How a program ended: by itself with a code (0 means success), or by a signal. */
export interface ChildExit {
  /** Its exit code; `null` if a signal ended it. */
  readonly code: number | null;
  /** The signal's name; `null` if it ended by itself. */
  readonly signal: string | null;
}

/** A running program, and this end of the connection to it. */
export interface Child extends Connection {
  /** The number that the operating system gave the process. */
  readonly pid: number;
  /** Resolves when the program has ended. It has no deadline: in a cell, an interrupt ends the wait (`EINTR`). */
  readonly exited: Promise<ChildExit>;
}

/** Options of {@link child}. */
export interface ChildOptions extends CallOptions {
  /** A re-run of the cell replaces the program of the same name. */
  readonly name?: string;
  /** The folder to start it in (default: the notebook's). */
  readonly cwd?: string;
  /** Variables to add to its environment. */
  readonly env?: { readonly [variable: string]: string };
}
