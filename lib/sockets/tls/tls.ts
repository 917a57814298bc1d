/** TLS over the operating system's TCP: listen and connect. */
import { createServer, connect as nodeConnect, type TLSSocket } from "node:tls";
import { type CallOptions, Deadline, identityOf, openReplacing, withinDeadline } from "../../cell";
import { checkedOptions, type NamesOf, NetcellError } from "../../errors";
import { checkServing, connectNames, handlerAndOptions, listenNames } from "../arguments";
import { checkedPort, resolveTarget, type Target } from "../endpoint";
import type { ConnectionHandler, Server } from "../stack/server";
import { happened } from "../stream/connecting";
import { tcpStreamOptions } from "../stream/options";
import { acceptedEnds, connectedToPort, openOnPort, portBinding } from "../stream/port";
import { StreamServer } from "../stream/server";
import type { TlsApi, TlsConnection, TlsConnectOptions, TlsHandler, TlsListenOptions } from "./api";
import { handshakeTimeout, identityFor } from "./certificate";
import { TlsStreamConnection, tlsTransport } from "./connection";
import { addressOf, clientFault, handshakeError } from "./failure";
import { checkAlpn, checkCertificate } from "./options";
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

async function listen(
  first?: TlsHandler | TlsListenOptions,
  second: TlsListenOptions = {},
): Promise<Server<TlsConnection>> {
  const [handler, options] = handlerAndOptions<TlsHandler, TlsListenOptions>(first, second);
  checkServing(handler, options, tlsListenNames);
  checkCertificate(options.certificate);
  checkAlpn(options.alpn);
  const binding = portBinding("tls", options);
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
    ...binding,
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
  return (await openOnPort(server, binding)) as unknown as Server<TlsConnection>;
}

async function connect(to: Target, options: TlsConnectOptions = {}): Promise<TlsConnection> {
  const target = resolveTarget(to);
  const { name, alpn, localPort, trust } = checkedOptions(options, tlsConnectNames);
  checkAlpn(alpn);
  if (localPort !== undefined) checkedPort(localPort, 1, "localPort");
  const secureContext = trusting(trust);
  const connection = new TlsStreamConnection({
    ...identityOf("tls connection", name, "client"),
    transport: tlsTransport,
  });
  return await openReplacing(connection, tlsTransport.opener, async () => {
    const serverName = options.serverName ?? (isThisMachine(target.host) ? "localhost" : target.host);
    const { socket: carrier, ends, peer } = await connectedToPort(connection, target, options);
    const protocols = alpn && { ALPNProtocols: [...alpn] };
    const socket = nodeConnect({ socket: carrier, servername: serverName, secureContext, ...protocols });
    await shakenHands(socket, options, { peer, serverName, connection });
    connection.attach(socket, "connect", ends);
  });
}

/** Resolves when the handshake is done, and the server is the one it should be. */
async function shakenHands(
  socket: TLSSocket,
  options: CallOptions,
  { peer, serverName, connection }: { peer: string; serverName: string; connection: TlsStreamConnection },
): Promise<void> {
  const deadline = new Deadline(options, { time: connection.time, idle: false });
  const call = {
    what: `the handshake with ${peer}`,
    awaited: "got no answer",
    hint: "The server may not speak TLS: tcp.connect() does without it.",
  };
  try {
    await withinDeadline(happened(socket, "secureConnect"), deadline, call, { handle: connection });
  } catch (error) {
    socket.destroy();
    if (error instanceof NetcellError) throw error;
    throw handshakeError(error as NodeJS.ErrnoException, peer, serverName, connection);
  }
}

function isThisMachine(host: string): boolean {
  return host === "::1" || host.startsWith("127.");
}
