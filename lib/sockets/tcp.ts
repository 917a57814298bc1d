/** TCP of the operating system: listen and connect. */
import { createServer, type Socket } from "node:net";
import { type Handle, replaceOlder } from "../cell";
import { checkedOptions, type NetcellError } from "../errors";
import { checkedName } from "./checks";
import { checkedHost, checkedPort, endpointText, loopback, resolveTarget, type Target } from "./endpoint";
import { freshName } from "./names";
import { connectNames, listenNames } from "./option-names";
import { nameEndpoint, shownEndpoint } from "./port-names";
import { type Hints, socketError } from "./socket-error";
import type { ConnectionHandler, ListenOptions, Server } from "./stack/server";
import type { ConnectOptions, TcpApi } from "./stack/tcp";
import { connected } from "./stream/connecting";
import { StreamConnection } from "./stream/connection";
import { type AnyServer, checkServing, holder, openReplacing } from "./stream/opening";
import { tcpStreamOptions } from "./stream/options";
import { StreamServer } from "./stream/server";
import { type Ends, internetEnds, tcpTransport } from "./stream/transport";

/** TCP on this machine's network. */
export const tcp: TcpApi = { listen, connect };

function listen(first?: ConnectionHandler | ListenOptions, options: ListenOptions = {}): Promise<Server> {
  return typeof first === "object" && first !== null ? open(undefined, first) : open(first, options);
}

async function open(handler: ConnectionHandler | undefined, options: ListenOptions): Promise<Server> {
  checkServing(handler, options, listenNames);
  const host = checkedHost(options.host ?? loopback, options.public === true);
  const port = checkedPort(options.port ?? 0, 0);
  const name = checkedName(options.name) ?? (port > 0 ? `tcp:${port}` : freshName("server"));
  const server = new StreamServer({
    kind: "tcp server",
    opener: "tcp.listen()",
    name,
    key: options.name !== undefined || port > 0 ? `tcp server ${name}` : undefined,
    handler,
    options,
    net: createServer(tcpStreamOptions(options)),
    arrival: "connection",
    transport: tcpTransport,
    ends: acceptedEnds,
  });
  await openOnPort(server, host, port);
  return server;
}

/** Opens a server on a port, in the place of the one that a re-run replaces; says in words why it cannot. */
export function openOnPort(server: AnyServer, host: string, port: number): Promise<void> {
  return openReplacing(
    server,
    (previous) =>
      port === 0 && previous ? openOnPortOf(server, previous, host) : server.open({ host, port }, port === 0),
    (error) => listenError(error, server, host, port),
  );
}

/** The ends of an accepted socket. A client that this kernel does not know by name is its connection's. */
export function acceptedEnds(socket: Socket, name: string): Ends {
  const ends = internetEnds(socket);
  nameEndpoint(ends.remote.text, `client of ${name}`, "unless named");
  return ends;
}

/** The port that the replaced server had, so that clients and notes still hold; another one if it is gone. */
async function openOnPortOf(server: AnyServer, previous: AnyServer, host: string): Promise<void> {
  try {
    await server.open({ host, port: previous.endpoint.port }, true);
  } catch {
    await server.open({ host, port: 0 }, true);
  }
}

async function connect(to: Target, options: ConnectOptions = {}): Promise<StreamConnection> {
  const { host, port } = resolveTarget(to);
  const { name, localPort } = checkedOptions(options, connectNames);
  checkedName(name);
  if (localPort !== undefined) checkedPort(localPort, 1, "localPort");
  const streamOptions = tcpStreamOptions(options);
  const connection = new StreamConnection({
    name: name ?? freshName("client"),
    ...(name !== undefined && { key: `tcp connection ${name}` }),
    transport: tcpTransport,
  });
  try {
    await replaceOlder(connection);
    const peer = shownEndpoint(endpointText({ address: host, port }));
    const socket = await connected(
      { ...streamOptions, host, port, ...(localPort !== undefined && { localPort }) },
      options,
      { peer, handle: connection, failed: (error) => connectError(error, peer, connection) },
    );
    const ends = internetEnds(socket);
    if (localPort === undefined) nameEndpoint(ends.local.text, connection.name);
    connection.attach(socket, "connect", ends);
    return connection;
  } catch (error) {
    await connection.closeAs({ by: "error", error: error as Error });
    throw error;
  }
}

/** Why there was no connection, in words. */
export function connectError(error: NodeJS.ErrnoException, peer: string, connection: Handle): NetcellError {
  const what = error.code === "ECONNREFUSED" ? `${peer} refused the connection` : `cannot connect to ${peer}`;
  return socketError(error, what, connection, hints);
}

function listenError(error: unknown, server: AnyServer, host: string, port: number): NetcellError {
  const endpoint = endpointText({ address: host, port });
  const code = (error as NodeJS.ErrnoException).code;
  return socketError(
    error,
    code === "EADDRINUSE"
      ? `${endpoint} is held by ${holder((at) => at.port === port, "another program")}`
      : `cannot listen on ${endpoint}`,
    server,
  );
}

const hints: Hints = {
  EADDRINUSE: 'This end\'s port is taken: leave out "localPort" to get a free one.',
  EACCES: 'Ports below 1024 need the rights of an administrator: leave out "localPort".',
  EADDRNOTAVAIL:
    'This end\'s port has a connection to that peer already, or had one a minute ago (TIME-WAIT): leave out "localPort". Without it: this machine has no address of that family.',
};
