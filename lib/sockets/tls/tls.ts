/** TLS over the operating system's TCP: listen and connect. */
import { createServer, connect as nodeConnect, type TLSSocket } from "node:tls";
import { type CallOptions, Deadline, replaceOlder, Waiters, waitError } from "../../cell";
import { checkedOptions, type NamesOf } from "../../errors";
import { checkedName } from "../checks";
import { checkedHost, checkedPort, endpointText, loopback, resolveTarget, type Target } from "../endpoint";
import { freshName } from "../names";
import { connectNames, listenNames } from "../option-names";
import { nameEndpoint, shownEndpoint } from "../port-names";
import type { ConnectionHandler, Server } from "../stack/server";
import { connected } from "../stream/connecting";
import { checkServing } from "../stream/opening";
import { tcpStreamOptions } from "../stream/options";
import { StreamServer } from "../stream/server";
import { internetEnds } from "../stream/transport";
import { acceptedEnds, connectError, openOnPort } from "../tcp";
import type { TlsApi, TlsConnection, TlsConnectOptions, TlsHandler, TlsListenOptions } from "./api";
import { handshakeTimeout, identityFor } from "./certificate";
import { checkAlpn, checkCertificate } from "./checks";
import { TlsStreamConnection, tlsTransport } from "./connection";
import { addressOf, clientFault, handshakeError } from "./failure";
import { trusting } from "./trust";

const tlsListenNames: NamesOf<TlsListenOptions> = { ...listenNames, certificate: true, alpn: true };
const tlsConnectNames: NamesOf<TlsConnectOptions> = {
  ...connectNames,
  serverName: true,
  trust: true,
  alpn: true,
};

/** TLS on this machine's network. */
export const tls: TlsApi = { listen, connect };

function listen(
  first?: TlsHandler | TlsListenOptions,
  options: TlsListenOptions = {},
): Promise<Server<TlsConnection>> {
  return typeof first === "object" && first !== null ? open(undefined, first) : open(first, options);
}

async function open(
  handler: TlsHandler | undefined,
  options: TlsListenOptions,
): Promise<Server<TlsConnection>> {
  checkServing(handler as ConnectionHandler, options, tlsListenNames);
  checkCertificate(options.certificate);
  checkAlpn(options.alpn);
  const host = checkedHost(options.host ?? loopback, options.public === true);
  const port = checkedPort(options.port ?? 0, 0);
  const name = checkedName(options.name) ?? (port > 0 ? `tls:${port}` : freshName("server"));
  const net = createServer({
    ...tcpStreamOptions(options),
    ...(await identityFor(options.certificate)),
    ...(options.alpn && { ALPNProtocols: [...options.alpn] }),
    handshakeTimeout,
  });
  const server = new StreamServer({
    kind: "tls server",
    opener: "tls.listen()",
    wrapping: "TLS",
    name,
    key: options.name !== undefined || port > 0 ? `tls server ${name}` : undefined,
    handler: handler as ConnectionHandler | undefined,
    options,
    net,
    arrival: "secureConnection",
    transport: tlsTransport,
    Connection: TlsStreamConnection,
    ends: acceptedEnds,
  });
  net.on("tlsClientError", (error: NodeJS.ErrnoException, socket) => {
    server.noteError(addressOf(socket), clientFault(error));
  });
  await openOnPort(server, host, port);
  return server as unknown as Server<TlsConnection>;
}

async function connect(to: Target, options: TlsConnectOptions = {}): Promise<TlsConnection> {
  const { host, port } = resolveTarget(to);
  const name = checkedName(checkedOptions(options, tlsConnectNames).name);
  checkAlpn(options.alpn);
  if (options.localPort !== undefined) checkedPort(options.localPort, 1, "localPort");
  const secureContext = trusting(options.trust);
  const connection = new TlsStreamConnection({
    name: name ?? freshName("client"),
    ...(name !== undefined && { key: `tls connection ${name}` }),
    transport: tlsTransport,
  });
  try {
    await replaceOlder(connection);
    const { localPort } = options;
    const peer = shownEndpoint(endpointText({ address: host, port }));
    const serverName = options.serverName ?? (isThisMachine(host) ? "localhost" : host);
    const tcp = await connected(
      { ...tcpStreamOptions(options), host, port, ...(localPort !== undefined && { localPort }) },
      options,
      { peer, handle: connection, failed: (error) => connectError(error, peer, connection) },
    );
    const ends = internetEnds(tcp);
    if (localPort === undefined) nameEndpoint(ends.local.text, connection.name);
    const alpn = options.alpn && { ALPNProtocols: [...options.alpn] };
    const socket = nodeConnect({ socket: tcp, servername: serverName, secureContext, ...alpn });
    await shakenHands(socket, options, { peer, serverName, connection });
    connection.attach(socket, "connect", ends);
    return connection;
  } catch (error) {
    await connection.closeAs({ by: "error", error: error as Error });
    throw error;
  }
}

/** Resolves when the handshake is done, and the server is who it should be. */
async function shakenHands(
  socket: TLSSocket,
  options: CallOptions,
  { peer, serverName, connection }: { peer: string; serverName: string; connection: TlsStreamConnection },
): Promise<void> {
  const deadline = new Deadline(options, false);
  const changed = new Waiters();
  let failure: NodeJS.ErrnoException | undefined;
  let isDone = false;
  const onError = (error: Error) => {
    failure = error;
    changed.wake();
  };
  socket.once("error", onError);
  socket.once("secureConnect", () => {
    isDone = true;
    changed.wake();
  });
  while (!isDone && !failure) {
    const end = await changed.wait(deadline);
    if (end === "event") continue;
    socket.destroy();
    const call = {
      what: `the handshake with ${peer}`,
      awaited: "got no answer",
      hint: "The server may not speak TLS: tcp.connect() does without it.",
    };
    throw waitError(end, deadline, call, { handle: connection });
  }
  if (failure) {
    socket.destroy();
    throw handshakeError(failure, peer, serverName, connection);
  }
  socket.off("error", onError);
}

function isThisMachine(host: string): boolean {
  return host === "::1" || host.startsWith("127.");
}
