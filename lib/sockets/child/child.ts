/** A program as the peer of a connection: parent and child process, joined by a pair of sockets. */
import { basename } from "node:path";
import { identityOf } from "../../cell";
import { checkedOptions, type NamesOf } from "../../errors";
import { callNames } from "../arguments";
import { checkFamily } from "../unix/unix";
import type { Child, ChildOptions } from "./api";
import { checkedCommand } from "./command";
import { ChildConnection } from "./connection";

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
