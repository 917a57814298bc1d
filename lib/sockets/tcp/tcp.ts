/** TCP of the operating system: listen and connect. */
import { createServer } from "node:net";
import { identityOf, openReplacing } from "../../cell";
import { checkedOptions } from "../../errors";
import { checkServing, connectNames, handlerAndOptions, listenNames } from "../arguments";
import { checkedPort, resolveTarget, type Target } from "../endpoint";
import type { ConnectionHandler, ListenOptions, Server } from "../stack/server";
import { StreamConnection } from "../stream/connection";
import { tcpStreamOptions } from "../stream/options";
import { acceptedEnds, connectedToPort, openOnPort, portBinding } from "../stream/port";
import { StreamServer } from "../stream/server";
import { tcpTransport } from "../stream/transport";
import type { ConnectOptions, TcpApi } from "./api";

/** TCP on this machine's network. */
export const tcp: TcpApi = { listen, connect };

async function listen(
  first?: ConnectionHandler | ListenOptions,
  second: ListenOptions = {},
): Promise<Server> {
  const [handler, options] = handlerAndOptions<ConnectionHandler, ListenOptions>(first, second);
  checkServing(handler, options, listenNames);
  const binding = portBinding("tcp", options);
  const server = new StreamServer({
    kind: "tcp server",
    opener: "tcp.listen()",
    ...binding,
    handler,
    options,
    net: createServer(tcpStreamOptions(options)),
    arrival: "connection",
    transport: tcpTransport,
    ends: acceptedEnds,
  });
  return await openOnPort(server, binding);
}

async function connect(to: Target, options: ConnectOptions = {}): Promise<StreamConnection> {
  const target = resolveTarget(to);
  const { name, localPort } = checkedOptions(options, connectNames);
  if (localPort !== undefined) checkedPort(localPort, 1, "localPort");
  tcpStreamOptions(options);
  const connection = new StreamConnection({
    ...identityOf("tcp connection", name, "client"),
    transport: tcpTransport,
  });
  return await openReplacing(connection, tcpTransport.opener, async () => {
    const { socket, ends } = await connectedToPort(connection, target, options);
    connection.attach(socket, "connect", ends);
  });
}
