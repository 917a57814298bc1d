/** Opening a server where an older one may be: the one that a re-run replaces, another of this notebook's, a stranger's. */
import { type LiveHandle, liveHandles, replaceOlder } from "../../cell";
import { checkedOptions, type NamesOf, NetcellError } from "../../errors";
import { checkedCount, checkedHandler } from "../checks";
import type { Endpoint } from "../endpoint";
import type { ConnectionHandler, ServingOptions } from "../stack/server";
import type { SocketHandle } from "../stack/socket";
import { ListeningHandle } from "./listening";

/** A server of any kind. */
export type AnyServer = ListeningHandle<LiveHandle & SocketHandle>;

/** Throws what is wrong with the arguments that all kinds of server share. */
export function checkServing<O extends ServingOptions>(
  handler: ConnectionHandler | undefined,
  options: O,
  names: NamesOf<O>,
): void {
  checkedHandler(handler);
  const { maxConnections, backlog } = checkedOptions(options, names);
  if (maxConnections !== undefined) checkedCount(maxConnections, "maxConnections");
  if (backlog !== undefined) checkedCount(backlog, "backlog");
}

/** Closes the server that this one replaces, and opens this one; when that fails it is closed, and says why in words. */
export async function openReplacing<S extends AnyServer>(
  server: S,
  open: (previous: S | undefined) => Promise<void>,
  inWords: (error: unknown) => NetcellError,
): Promise<void> {
  const previous = await replaceOlder(server);
  if (server.state !== "opening")
    throw new NetcellError(`${server.name} was replaced while it opened`, {
      code: "ECANCELED",
      hint: "Another listen() with the same name ran at the same time: give each its own name.",
      handle: server,
    });
  try {
    await open(previous);
  } catch (error) {
    const failure = error instanceof NetcellError ? error : inWords(error);
    await server.closeAs({ by: "error", error: failure });
    throw failure;
  }
}

/** Who is at a place like that: a server of this notebook, or a program we know nothing of. */
export function holder(isThere: (endpoint: Endpoint) => boolean, stranger: string): string {
  const own = liveHandles().find((handle) => handle instanceof ListeningHandle && handle.isAt(isThere));
  return own ? `this notebook's own server ${JSON.stringify(own.name)}` : stranger;
}
