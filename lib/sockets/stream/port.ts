/** Ports of TCP, as TCP itself, TLS and HTTP use them: listening on one, and connecting to one. */
import type { Socket } from "node:net";
import { type Identity, identityOf, type LiveHandle, openReplacing } from "../../cell";
import type { NetcellError } from "../../errors";
import { checkedHost, checkedPort, endpointText, loopback } from "../endpoint";
import { nameEndpoint, portName, shownEndpoint } from "../endpoint-names";
import { type Hints, socketError } from "../socket-error";
import type { PortOptions } from "../stack/server";
import type { ConnectOptions } from "../tcp/api";
import { connected } from "./connecting";
import { type AnyServer, holder } from "./listening";
import { tcpStreamOptions } from "./options";
import { type Ends, internetEnds } from "./transport";

/** Which server it is, and where it is to listen. */
export interface PortBinding extends Identity {
  readonly host: string;
  readonly port: number;
}

/** The place of a server of this protocol; throws what is wrong with the options. */
export function portBinding(protocol: "tcp" | "tls" | "http", options: PortOptions): PortBinding {
  const host = checkedHost(options.host ?? loopback, options.public === true);
  const port = checkedPort(options.port ?? 0, 0);
  const name = options.name ?? (port > 0 ? `${protocol}:${port}` : undefined);
  return { host, port, ...identityOf(`${protocol} server`, name, "server") };
}

/** Opens a server on a port, in the place of the one that a re-run replaces. */
export function openOnPort<S extends AnyServer>(server: S, { host, port }: PortBinding): Promise<S> {
  return openReplacing(
    server,
    server.opener,
    async (previous) => {
      if (port > 0 || !previous) return await server.open({ host, port }, port === 0);
      // The port that the replaced server had, so that clients and notes still hold; another one if it is gone.
      const again = server.open({ host, port: previous.endpoint.port }, true);
      await again.catch(() => server.open({ host, port }, true));
    },
    (error) => listenError(error, server, host, port),
  );
}

/** The ends of an accepted socket. A client that this kernel does not know by name is named after the connection. */
export function acceptedEnds(socket: Socket, name: string): Ends {
  const ends = internetEnds(socket);
  if (portName(ends.remote.text) === undefined) nameEndpoint(ends.remote.text, `client of ${name}`);
  return ends;
}

/** A socket that is connected, where its ends are, and what the peer is called in messages. */
export interface ConnectedSocket {
  readonly socket: Socket;
  readonly ends: Ends;
  readonly peer: string;
}

/** Connects to a port for `handle`. */
export async function connectedToPort(
  handle: LiveHandle,
  { host, port }: { readonly host: string; readonly port: number },
  options: ConnectOptions,
): Promise<ConnectedSocket> {
  const { localPort } = options;
  const peer = shownEndpoint(endpointText({ address: host, port }));
  const socket = await connected(
    { ...tcpStreamOptions(options), host, port, ...(localPort !== undefined && { localPort }) },
    options,
    { peer, handle, failed: (error) => connectError(error, peer, handle) },
  );
  const ends = internetEnds(socket);
  if (localPort === undefined) nameEndpoint(ends.local.text, handle.name);
  return { socket, ends, peer };
}

function connectError(error: NodeJS.ErrnoException, peer: string, handle: LiveHandle): NetcellError {
  const what = error.code === "ECONNREFUSED" ? `${peer} refused the connection` : `cannot connect to ${peer}`;
  return socketError(error, what, handle, connectHints);
}

const connectHints: Hints = {
  EADDRINUSE: 'This end\'s port is taken: leave out "localPort" to get a free one.',
  EACCES: 'Ports below 1024 need the rights of an administrator: leave out "localPort".',
  EADDRNOTAVAIL:
    'This end\'s port has a connection to that peer already, or had one a minute ago (TIME-WAIT): leave out "localPort". Without it: this machine has no address of that family.',
};

function listenError(error: unknown, server: AnyServer, host: string, port: number): NetcellError {
  const endpoint = endpointText({ address: host, port });
  const isHeld = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  const what = isHeld
    ? `${endpoint} is held by ${holder((at) => at.port === port, "another program")}`
    : `cannot listen on ${endpoint}`;
  return socketError(error, what, server);
}
