/** TCP of the operating system: listen and connect. */
import { createConnection, type NetConnectOpts, type Socket } from "node:net";
import { Deadline, type Handle, liveHandles, NetcellError, replaceOlder, Waiters, waitError } from "../cell";
import { checkedCount, checkedHandler, checkedName, checkedOptions } from "./checks";
import { checkedHost, checkedPort, endpointText, loopback, resolveTarget, type Target } from "./endpoint";
import { freshName } from "./names";
import { shownEndpoint } from "./port-names";
import { socketError } from "./socket-error";
import type { ConnectionHandler, ListenOptions, Server } from "./stack/server";
import type { ConnectOptions, TcpApi } from "./stack/tcp";
import { TcpConnection } from "./stream/connection";
import { streamOptions } from "./stream/options";
import { TcpServer } from "./stream/server";

/** TCP on this machine's network. */
export const tcp: TcpApi = { listen, connect };

function listen(first?: ConnectionHandler | ListenOptions, options: ListenOptions = {}): Promise<Server> {
  return typeof first === "object" && first !== null ? open(undefined, first) : open(first, options);
}

async function open(handler: ConnectionHandler | undefined, options: ListenOptions): Promise<Server> {
  checkedHandler(handler);
  const { maxConnections } = checkedOptions(options);
  if (maxConnections !== undefined) checkedCount(maxConnections, "maxConnections");
  const host = checkedHost(options.host ?? loopback, options.public === true);
  const wanted = checkedPort(options.port ?? 0, 0);
  const name = checkedName(options.name) ?? (wanted > 0 ? `tcp:${wanted}` : freshName("server"));
  const key = options.name !== undefined || wanted > 0 ? `tcp server ${name}` : undefined;
  const server = new TcpServer(name, key, handler, options);
  const previous = await replaceOlder(server);
  if (server.state !== "opening") throw replacedWhileOpening(server);
  try {
    if (wanted === 0 && previous) await openOnPortOf(server, previous, host);
    else await server.open(host, wanted);
  } catch (error) {
    const failure = listenError(error, server, host, wanted);
    await server.closeAs({ by: "error", error: failure });
    throw failure;
  }
  return server;
}

/** The port that the replaced server had, so that clients and notes still hold; another one if it is gone. */
async function openOnPortOf(server: TcpServer, previous: TcpServer, host: string): Promise<void> {
  try {
    await server.open(host, previous.endpoint.port);
  } catch {
    await server.open(host, 0);
  }
}

async function connect(to: Target, options: ConnectOptions = {}): Promise<TcpConnection> {
  const { host, port } = resolveTarget(to);
  const { name, localPort } = checkedOptions(options);
  checkedName(name);
  if (localPort !== undefined) checkedPort(localPort, 1);
  const key = name === undefined ? undefined : `tcp connection ${name}`;
  const connection = new TcpConnection({
    name: name ?? freshName("client"),
    ...(key !== undefined && { key }),
    ...(localPort !== undefined && { localPort }),
  });
  try {
    await replaceOlder(connection);
    const socket = await connected(
      { ...streamOptions, host, port, ...(localPort !== undefined && { localPort }) },
      options,
      connection,
    );
    connection.attach(socket, "connect");
    return connection;
  } catch (error) {
    await connection.closeAs({ by: "error", error: error as Error });
    throw error;
  }
}

/** Resolves with the socket when the handshake is done; rejects when it fails or takes too long. */
async function connected(
  to: NetConnectOpts,
  options: ConnectOptions,
  connection: TcpConnection,
): Promise<Socket> {
  const deadline = new Deadline(options, false);
  const arrived = new Waiters();
  const socket = createConnection(to).unref();
  let failure: Error | undefined;
  const onError = (error: Error) => {
    failure = error;
    arrived.wake();
  };
  socket.once("connect", () => arrived.wake());
  socket.once("error", onError);
  const { host, port } = to as { host: string; port: number };
  const peer = shownEndpoint(endpointText({ address: host, port }));
  while (socket.connecting && !failure) {
    const end = await arrived.wait(deadline);
    if (end === "event") continue;
    socket.destroy();
    const call = {
      what: `connect() to ${peer}`,
      awaited: "got no answer",
      hint: "Check the address: the host is off, or something drops the packets.",
    };
    throw waitError(end, deadline, call, { handle: connection });
  }
  if (failure) throw connectError(failure, peer, connection);
  socket.off("error", onError);
  return socket;
}

function connectError(error: NodeJS.ErrnoException, peer: string, connection: TcpConnection): NetcellError {
  const what = error.code === "ECONNREFUSED" ? `${peer} refused the connection` : `cannot connect to ${peer}`;
  return socketError(error, what, connection);
}

function listenError(error: unknown, server: TcpServer, host: string, port: number): NetcellError {
  const endpoint = endpointText({ address: host, port });
  const code = (error as NodeJS.ErrnoException).code;
  return socketError(
    error,
    code === "EADDRINUSE" ? `${endpoint} is held by ${holder(port)}` : `cannot listen on ${endpoint}`,
    server,
  );
}

/** Who has the port: a server of this notebook, or a program we know nothing of. */
function holder(port: number): string {
  const own = liveHandles().find((handle) => handle instanceof TcpServer && handle.listensOn(port));
  return own ? `this notebook's own server ${JSON.stringify(own.name)}` : "another program";
}

function replacedWhileOpening(server: Handle): NetcellError {
  return new NetcellError(`${server.name} was replaced while it opened`, {
    code: "ECANCELED",
    hint: "Another listen() with the same name ran at the same time: give each its own name.",
    handle: server,
  });
}
