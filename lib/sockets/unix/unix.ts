/** Unix-domain sockets of the operating system: listen and connect. */
import { inspect } from "node:util";
import { type Handle, identityOf, openReplacing } from "../../cell";
import { checkedOptions, type NamesOf, NetcellError } from "../../errors";
import { callNames, handlerAndOptions } from "../arguments";
import { endpointText, type Listening } from "../endpoint";
import { shownEndpoint } from "../endpoint-names";
import { type Hints, socketError } from "../socket-error";
import type { Connection } from "../stack/connection";
import type { ConnectionHandler, Server } from "../stack/server";
import { connected } from "../stream/connecting";
import { StreamConnection } from "../stream/connection";
import { streamOptions } from "../stream/options";
import type { UnixApi, UnixConnectOptions, UnixListenOptions } from "./api";
import { checkedPath } from "./path";
import { UnixServer } from "./server";
import { unixTransport, unnamed } from "./transport";

const connectNames: NamesOf<UnixConnectOptions> = { name: true, ...callNames };

/** Unix-domain sockets of this machine. */
export const unix: UnixApi = { listen, connect };

async function listen(
  first?: ConnectionHandler | UnixListenOptions,
  second: UnixListenOptions = {},
): Promise<Server> {
  checkFamily("unix.listen()");
  const server = new UnixServer(...handlerAndOptions<ConnectionHandler, UnixListenOptions>(first, second));
  return await server.start();
}

async function connect(to: string | Listening, options: UnixConnectOptions = {}): Promise<Connection> {
  checkFamily("unix.connect()");
  const path = pathOf(to);
  const { name } = checkedOptions(options, connectNames);
  const connection = new StreamConnection({
    ...identityOf("unix connection", name, "client"),
    transport: unixTransport,
  });
  return await openReplacing(connection, unixTransport.opener, async () => {
    const remote = { address: path, port: 0, family: "unix" } as const;
    const text = endpointText(remote);
    const peer = shownEndpoint(text);
    const failed = (error: NodeJS.ErrnoException) => connectError(error, peer, connection);
    const socket = await connected({ ...streamOptions, path }, options, { peer, handle: connection, failed });
    const ends = { local: unnamed(connection.name), remote: { endpoint: remote, text } };
    connection.attach(socket, "connect", ends);
  });
}

/** Throws where there is no AF_UNIX: what Node offers on Windows instead, named pipes, has neither paths nor modes. */
export function checkFamily(call: string): void {
  if (process.platform !== "win32") return;
  throw new NetcellError(`${call} needs Unix-domain sockets, which Node does not offer on Windows`, {
    code: "EAFNOSUPPORT",
    hint: "Use tcp on 127.0.0.1 instead.",
  });
}

function pathOf(to: string | Listening): string {
  if (typeof to === "string") return checkedPath(to);
  const { endpoint } = (to ?? {}) as Partial<Listening>;
  if (endpoint?.family === "unix") return endpoint.address;
  if (endpoint)
    throw new NetcellError(`${endpointText(endpoint)} is not a path`, {
      code: "EAFNOSUPPORT",
      hint: "A server on the Internet families is reached with tcp.connect().",
    });
  throw new NetcellError(`${inspect(to)} is nothing to connect to`, {
    code: "EINVAL",
    hint: "Give a server that unix.listen() made (await it), or a path.",
  });
}

function connectError(error: NodeJS.ErrnoException, peer: string, connection: Handle): NetcellError {
  const what = error.code === "ECONNREFUSED" ? `${peer} refused the connection` : `cannot connect to ${peer}`;
  return socketError(error, what, connection, hints);
}

const hints: Hints = {
  ENOENT: "There is no such path: start the server first, and check the path.",
  ECONNREFUSED: "Nothing listens there: the file at the path is not a socket, or its server was killed.",
  EACCES: "The path belongs to another user: only its owner may connect.",
  EAGAIN: "As many connections wait there as the server's backlog allows: it does not accept them.",
};
