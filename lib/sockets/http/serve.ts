/** Starting a server of HTTP. */
import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { inspect } from "node:util";
import { checkedCount, invalid, type NamesOf } from "../../errors";
import { checkServing, portNames } from "../arguments";
import { openOnPort, portBinding } from "../stream/port";
import { handshakeTimeout, identityFor } from "../tls/certificate";
import type { HttpRoutes, HttpServeOptions, HttpServer } from "./api";
import { RouteTable } from "./routes";
import { RoutedServer } from "./server";

const serveNames: NamesOf<HttpServeOptions> = { ...portNames, maxBody: true, cors: true, tls: true };

/** `http.serve()`. */
export async function serve(routes: HttpRoutes, options: HttpServeOptions = {}): Promise<HttpServer> {
  checkServing(undefined, options, serveNames);
  const table = new RouteTable(routes);
  if (options.maxBody !== undefined) checkedCount(options.maxBody, "maxBody");
  checkCors(options.cors);
  const binding = portBinding("http", options);
  const server = new RoutedServer({ ...binding, routes: table, options, net: await nodeServer(options) });
  return await openOnPort(server, binding);
}

/** Node would refuse a request without a Host itself, and say nothing of why. */
const settings = { requireHostHeader: false };

async function nodeServer({ tls }: HttpServeOptions): Promise<Server> {
  return tls
    ? createSecureServer({ ...settings, ...(await identityFor()), handshakeTimeout })
    : createServer(settings);
}

function checkCors(cors: unknown): void {
  if (cors === undefined || cors === true || (typeof cors === "string" && /^https?:\/\/[^/\s]+$/.test(cors)))
    return;
  throw invalid(
    `${inspect(cors)} is not an origin`,
    'Write cors: true, or a scheme, host and port without a path: "http://localhost:8888".',
  );
}
