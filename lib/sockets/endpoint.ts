/** Endpoints: an address and a port, or a path; targets to connect to; and the addresses a cell may listen on. */
import type { Server } from "node:net";
import { inspect } from "node:util";
import { NetcellError } from "../errors";

/** Where one end is: an address with a port (RFC 9293, section 4, "socket address"), or a path in the file system. */
export interface Endpoint {
  /** An IPv4 or IPv6 address as text; of a Unix-domain socket its path, or `""` if it has no path, as clients have none. */
  readonly address: string;
  /** 0 to 65535; 0 for a Unix-domain socket, which has no port. */
  readonly port: number;
  /** The version of IP the address belongs to; `unix` for a Unix-domain socket. */
  readonly family: "IPv4" | "IPv6" | "unix";
}

/** Where to connect or send to: a port of this machine, an address with a port, an end, or anything that listens. */
export type Target = number | HostAndPort | Endpoint | Listening;

/** A port of a host; the host is this machine by default. */
export interface HostAndPort {
  /** 1 to 65535. */
  readonly port: number;
  /** A name or an address. */
  readonly host?: string;
}

/** Anything that listens somewhere: a server. */
export interface Listening {
  /** Where. */
  readonly endpoint: Endpoint;
}

/** `127.0.0.1:80`, `[::1]:80` (RFC 3986, section 3.2.2, for the brackets) or `unix:/run/chat.sock`. */
export function endpointText(endpoint: Pick<Endpoint, "address" | "port"> & Partial<Endpoint>): string {
  const { address, port, family } = endpoint;
  if (family === "unix") return `unix:${address}`;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The words of exports for a place that the operating system chose, which differs in every run. */
export function freePlace({ address, family }: Endpoint): string {
  return family === "unix" ? "a path of its own" : `a free port of ${address}`;
}

/** Where a server of Node's listens. */
export function listeningEndpoint(server: Server): Endpoint {
  const at = server.address()!;
  if (typeof at === "string") return { address: at, port: 0, family: "unix" };
  return { address: at.address, port: at.port, family: at.family === "IPv6" ? "IPv6" : "IPv4" };
}

/** The host and port a target stands for. */
export function resolveTarget(target: Target): { readonly host: string; readonly port: number } {
  if (typeof target === "number") return { host: loopback, port: checkedPort(target, 1) };
  if (typeof target !== "object" || target === null) throw notATarget(target);
  if ("endpoint" in target) return resolveEndpoint(target.endpoint);
  if ("address" in target) return resolveEndpoint(target);
  if (!("port" in target)) throw notATarget(target);
  return { host: checkedTargetHost(target.host ?? loopback), port: checkedPort(target.port, 1) };
}

function checkedTargetHost(host: string): string {
  if (typeof host === "string" && host !== "") return host;
  throw new NetcellError(`host is ${inspect(host, { depth: 0 })}`, {
    code: "EINVAL",
    hint: 'Give a name or an address, such as "127.0.0.1"; left out, it is this machine.',
  });
}

function resolveEndpoint(endpoint: Endpoint): { readonly host: string; readonly port: number } {
  if (endpoint.family !== "unix")
    return { host: reachable(endpoint.address), port: checkedPort(endpoint.port, 1) };
  throw new NetcellError(`${endpointText(endpoint)} is a path, which has no port`, {
    code: "EAFNOSUPPORT",
    hint: "A Unix-domain server is reached with unix.connect().",
  });
}

/** The port, if it is one. */
export function checkedPort(port: number, least: 0 | 1, name = "port"): number {
  if (Number.isInteger(port) && port >= least && port <= 65535) return port;
  const isText = typeof port === "string" && /^\d+$/.test(port);
  throw new NetcellError(`${name} is ${inspect(port, { depth: 0 })}, which is not a port`, {
    code: "EINVAL",
    hint: isText
      ? `Ports are numbers: write ${Number(port)} without quotes, or Number(…).`
      : `Ports are whole numbers from ${least} to 65535.`,
  });
}

/** The address to listen on: this machine only, unless the cell and the environment both say otherwise. */
export function checkedHost(host: string, isPublic: boolean): string {
  if (typeof host !== "string" || host === "")
    throw new NetcellError(`${inspect(host)} is not a host`, {
      code: "EINVAL",
      hint: "Leave it out for 127.0.0.1.",
    });
  if (isLoopback(host) || (isPublic && process.env.NETCELL_ALLOW_PUBLIC === "1")) return host;
  throw new NetcellError(`listening on ${host} would let other machines in`, {
    code: "EACCES",
    hint: isPublic
      ? "To allow it, set the environment variable NETCELL_ALLOW_PUBLIC=1 before Jupyter starts."
      : 'Leave out "host", or write public: true and set NETCELL_ALLOW_PUBLIC=1 before Jupyter starts.',
  });
}

export const loopback = "127.0.0.1";

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A server that listens on every address is reached by the loopback one. */
function reachable(address: string): string {
  if (address === "0.0.0.0") return loopback;
  return address === "::" ? "::1" : address;
}

function notATarget(value: unknown): NetcellError {
  if (value instanceof Promise)
    return new NetcellError("a promise is nothing to connect to", {
      code: "EINVAL",
      hint: "Write await before the call that makes it, such as tcp.listen().",
    });
  return new NetcellError(`${inspect(value, { depth: 0 })} is nothing to connect to`, {
    code: "EINVAL",
    hint: 'Give a server, a port, or { host: "…", port: 80 }.',
  });
}
