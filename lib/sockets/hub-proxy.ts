/** The path of a server that runs on a JupyterHub or a Binder: browsers reach it through jupyter-server-proxy. */
import { type Html, html, visible } from "../view";
import type { Endpoint } from "./endpoint";

/** A line for the card of a server: its path on the hub. `undefined` anywhere else, and where no proxy leads to it. */
export function proxiedLine(endpoint: Endpoint): { readonly text: string; readonly html: Html } | undefined {
  const path = proxiedPath(endpoint);
  if (path === undefined) return undefined;
  return {
    text: `in a browser: ${visible(path)} ${what}`,
    html: html`<div>in a browser: <a href="${path}" target="_blank" rel="noopener">${path}</a> ${what}</div>`,
  };
}

const what = "on this hub (HTTP and WebSocket, through jupyter-server-proxy)";

/** The hub tells each user's server where it begins; the proxy itself connects to this machine's loopback address. */
export function proxiedPath({ address, family, port }: Endpoint): string | undefined {
  const prefix = process.env.JUPYTERHUB_SERVICE_PREFIX;
  if (!prefix?.startsWith("/") || family === "unix" || !isReached.has(address)) return undefined;
  return `${prefix.replace(/\/+$/, "")}/proxy/${port}/`;
}

const isReached = new Set(["127.0.0.1", "0.0.0.0", "::1", "::"]);
