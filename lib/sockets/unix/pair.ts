/** Two connected sockets without a name: AF_UNIX as two parts of one program, or parent and child, use it. */
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { type CallOptions, identityOf, type LiveHandle, openReplacing } from "../../cell";
import { checkedOptions, NetcellError } from "../../errors";
import { callNames } from "../arguments";
import { socketError } from "../socket-error";
import type { Connection } from "../stack/connection";
import { connected } from "../stream/connecting";
import { StreamConnection } from "../stream/connection";
import { streamOptions } from "../stream/options";
import { ownerOnly, privatePath, releasePath } from "./path";
import { unixTransport, unnamedEnds } from "./transport";
import { checkFamily } from "./unix";

/** Options of a pair of sockets. */
export interface SocketpairOptions extends CallOptions {
  /** A re-run of the cell replaces the pair of the same name. */
  readonly name?: string;
}

/**
 * Two connections that are each other's peer, as socketpair(2) makes them: what one end sends, the other receives. No
 * port is used, no path stays, and no other program can connect.
 *
 * Node has no socketpair(2). The two are connected through a socket in a private directory, both of which are gone
 * before they are returned; from then on there is no difference.
 *
 * @throws NetcellError `EMFILE`, `ENAMETOOLONG`, `EAFNOSUPPORT` (on Windows)
 * @example
 * ```ts
 * import { socketpair } from "netcell";
 * const [left, right] = await socketpair();
 * await left.send("from one part of a program to another");
 * String(await right.recv())
 * ```
 */
export async function socketpair(options: SocketpairOptions = {}): Promise<[Connection, Connection]> {
  checkFamily("socketpair()");
  const { name, key } = identityOf(
    "socketpair",
    checkedOptions(options, { name: true, ...callNames }).name,
    "pair",
  );
  const end = (side: "a" | "b") =>
    new StreamConnection({
      name: `${name}.${side}`,
      key: key && `${key}.${side}`,
      transport: { ...unixTransport, opener: "socketpair()" },
    });
  const [a, b] = [end("a"), end("b")];
  const connect = async () => {
    const [near, far] = await connectedPair(options, a);
    a.attach(near, "connect", unnamedEnds(a.name, b.name));
    b.attach(far, "connect", unnamedEnds(b.name, a.name));
    far.resume();
  };
  await openReplacing(a, "socketpair()", async () => {
    await openReplacing(b, "socketpair()", connect);
  });
  return [a, b];
}

/** Two connected sockets, of which the second does not read yet. */
export async function connectedPair(options: CallOptions, handle: LiveHandle): Promise<[Socket, Socket]> {
  const failed = (error: unknown) => socketError(error, "cannot make a pair of sockets", handle);
  const own = privatePath("pair");
  const server = createServer({ ...streamOptions, pauseOnConnect: true }).unref();
  try {
    ownerOnly(() => server.listen(own.path));
    await once(server, "listening");
    const arrival = accepted(server);
    const near = await connected({ ...streamOptions, path: own.path }, options, {
      peer: "the other end",
      handle,
      failed,
    });
    return [near, await arrival];
  } catch (error) {
    throw error instanceof NetcellError ? error : failed(error);
  } finally {
    server.close();
    releasePath(own);
  }
}

/** The one connection that can come: only this user can use the directory. */
function accepted(server: Server): Promise<Socket> {
  return new Promise((resolve) => server.once("connection", resolve));
}
