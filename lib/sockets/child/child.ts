/** A program as the peer of a connection: parent and child process, joined by a pair of sockets. */
import { basename } from "node:path";
import type { CallOptions } from "../../cell";
import { checkedOptions, type NamesOf } from "../../errors";
import { callNames } from "../arguments";
import { identityOf } from "../handle-names";
import type { Connection } from "../stack/connection";
import { checkFamily } from "../unix/unix";
import { checkedCommand } from "./command";
import { ChildConnection } from "./connection";

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

/** How to start a program. */
export interface ChildOptions extends CallOptions {
  /** A re-run of the cell replaces the program of the same name. */
  readonly name?: string;
  /** The folder to start it in; the notebook's unless told otherwise. */
  readonly cwd?: string;
  /** Variables to add to its environment. */
  readonly env?: { readonly [variable: string]: string };
}

/**
 * Starts a program and connects to it. Its standard input and its standard output are one socket, as inetd gave it to
 * servers, and the connection is the other end of that pair: what is sent, the program reads; what it writes, is
 * received; `shutdown()` ends its input. What it writes to standard error appears in the cell. No shell is involved:
 * each argument arrives as it is.
 *
 * When the connection closes, the program has as long as the grace lasts (250 ms) to leave, then it is killed with all
 * that it started; so it is when the kernel ends. Of a kernel that is killed itself, it finds its input at the end.
 *
 * @throws NetcellError `ENOENT` when there is no such program, `EACCES`, `EAFNOSUPPORT` (on Windows)
 * @example
 * ```ts
 * import { child } from "netcell";
 * const sorter = await child("sort");
 * await sorter.send("pear\napple\n");
 * await sorter.shutdown();
 * String(await sorter.recv())
 * ```
 */
export async function child(
  command: string,
  args: readonly string[] = [],
  options: ChildOptions = {},
): Promise<Child> {
  checkFamily("child()");
  const { name } = checkedOptions(options, childNames);
  const program = checkedCommand(command, args, options);
  const connection = new ChildConnection(identityOf("child process", name, basename(command)));
  await connection.start(program, options);
  return connection;
}

const childNames: NamesOf<ChildOptions> = { name: true, cwd: true, env: true, ...callNames };
