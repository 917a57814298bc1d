/** What is to be captured: where, and which packets; said by a cell, checked here. */

import { networkInterfaces } from "node:os";
import { inspect } from "node:util";
import type { CallOptions } from "../cell";
import { NetcellError } from "../errors";

/** What to capture, and how. */
export interface CaptureOptions extends CallOptions {
  /** Packets from or to this port, of TCP or UDP. */
  readonly port?: number;
  /** Packets for which this is true, in the language of `man pcap-filter`: `"tcp[tcpflags] & tcp-syn != 0"`. */
  readonly filter?: string;
  /** Where: the loopback interface unless told otherwise, on which this machine talks to itself; `"eth0"`, `"any"`, … */
  readonly interface?: string;
  /** A re-run of the cell replaces the capture of the same name. */
  readonly name?: string;
  /** How many of the newest packets to keep, 10 000 unless told otherwise; older ones are dropped and counted. */
  readonly keep?: number;
}

/** Something with a port: a server or a connection. */
export interface WithPort {
  /** Its name. */
  readonly name: string;
  /** Where it listens. */
  readonly endpoint?: PortOf;
  /** Its end of a connection. */
  readonly local?: PortOf;
}

/** The port in an endpoint. */
export interface PortOf {
  /** The port; 0 for none. */
  readonly port: number;
}

/** What was understood. */
export interface What {
  readonly on: string;
  readonly filter: string;
  readonly name: string;
  readonly key: string;
  readonly keep: number;
  /** How long to wait for the tool. */
  readonly call: CallOptions;
  /** The packets in words, and in words that are the same in every run. */
  readonly packets: string;
  readonly stable: string;
}

const defaultKeep = 10_000;

/** Understands what {@link capture} was given. */
export function understood(of: CaptureOptions | WithPort, more: CaptureOptions): What {
  for (const given of [of, more])
    if (typeof given !== "object" || given === null || given instanceof Promise) throw notAnObject(given);
  const owner = "endpoint" in of || "local" in of ? (of as WithPort) : undefined;
  const options: CaptureOptions = owner ? { ...more, port: portOf(owner) } : { ...of, ...more };
  const { port, filter, keep = defaultKeep, interface: on = loopback() } = options;
  if (port !== undefined) checkPort(port);
  if (filter !== undefined) checkText(filter, "filter", 'Give text, such as "tcp port 80".');
  checkInterface(on);
  if (options.name !== undefined) checkText(options.name, "name", 'Give a string, such as "wire".');
  if (!Number.isInteger(keep) || keep < 1) {
    throw invalid(`keep is ${String(keep)}`, "Give a whole number of packets, 1 or more.");
  }
  if (port === undefined && filter === undefined) {
    throw invalid(
      "capture() was not told which packets",
      'Give a server, { port: 8080 } or { filter: "tcp" }; { filter: "" } takes all, Jupyter\'s own messages too.',
    );
  }
  const whole = [port === undefined ? "" : `port ${port}`, filter ? `(${filter})` : ""].filter(Boolean);
  const packets =
    [port === undefined ? "" : `port ${port}`, filter].filter(Boolean).join(", ") || "all packets";
  const name = options.name ?? (owner ? [owner.name, filter].filter(Boolean).join(", ") : packets);
  const stable = [owner ? `the port of ${owner.name}` : "", filter].filter(Boolean).join(", ") || "packets";
  const expression = port === undefined ? (filter ?? "") : whole.join(" and ");
  const key = `capture ${on} ${name}`;
  return { on, filter: expression, name, key, keep, call: options, packets, stable };
}

/** The loopback interface, by the name that the operating system has for it. */
export function loopback(): string {
  if (process.platform === "win32") return "\\Device\\NPF_Loopback";
  return interfaceNames().find((name) => networkInterfaces()[name]?.some(({ internal }) => internal)) ?? "lo";
}

/** The interfaces that have an address. */
export const interfaceNames = (): string[] => Object.keys(networkInterfaces());

function portOf({ name, endpoint, local }: WithPort): number {
  const { port } = (endpoint ?? local)!;
  if (port !== 0) return port;
  throw invalid(`${name} has no port`, "What goes through a Unix-domain socket passes no network interface.");
}

function checkPort(port: unknown): void {
  if (Number.isInteger(port) && (port as number) > 0 && (port as number) <= 65535) return;
  throw invalid(`${inspect(port)} is not a port`, "Ports are whole numbers from 1 to 65535.");
}

/** A name; nothing that the tools would take for an option, a file, or another machine. */
function checkInterface(on: unknown): void {
  if (typeof on === "string" && /^[^-/@\0][^/@\0]*$/.test(on)) return;
  throw noInterface(inspect(on));
}

/** What is said of an interface that is none. */
export function noInterface(on: string): NetcellError {
  return new NetcellError(`there is no network interface ${on}`, {
    code: "ENODEV",
    hint: `Leave it out for the loopback interface; those with an address are ${interfaceNames().join(", ")}.`,
  });
}

function checkText(text: unknown, name: string, hint: string): void {
  if (typeof text === "string" && !text.includes("\0")) return;
  throw invalid(`${name} is ${inspect(text)}`, hint);
}

function notAnObject(given: unknown): NetcellError {
  return invalid(
    `${given instanceof Promise ? "a promise" : inspect(given)} is nothing to capture`,
    given instanceof Promise
      ? "Write await before what makes the server."
      : "Give a server, { port: 8080 }, or { filter: … }.",
  );
}

function invalid(what: string, hint: string): NetcellError {
  return new NetcellError(what, { code: "EINVAL", hint });
}
