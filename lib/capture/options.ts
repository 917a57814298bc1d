/** Options of capture(), checked: which packets, and where. */
import { networkInterfaces } from "node:os";
import { inspect } from "node:util";
import { type CallOptions, checkedName } from "../cell";
import { checkedCount, checkedOptions, invalid, type NamesOf, NetcellError } from "../errors";
import type { CaptureOptions, WithPort } from "./api";

/** A capture to be opened: the options, with what follows from them. */
export interface CaptureSetup {
  readonly interface: string;
  readonly filter: string;
  readonly name: string;
  readonly key: string;
  readonly keep: number;
  /** The time to wait for the tool. */
  readonly call: CallOptions;
  /** The packets in words, and in words that are the same in every run. */
  readonly packets: string;
  readonly stablePackets: string;
}

/** The options of every call that waits. */
export const callNames: NamesOf<CallOptions> = { timeout: true, signal: true };

const optionNames: NamesOf<CaptureOptions> = {
  port: true,
  filter: true,
  interface: true,
  name: true,
  keep: true,
  ...callNames,
};

const defaultKeep = 10_000;

/** The setup that the arguments of {@link capture} stand for. */
export function captureSetup(source: CaptureOptions | WithPort, more: CaptureOptions): CaptureSetup {
  for (const argument of [source, more])
    if (typeof argument !== "object" || argument === null || argument instanceof Promise)
      throw notAnObject(argument);
  const owner = "endpoint" in source || "local" in source ? (source as WithPort) : undefined;
  checkedOptions(more, optionNames);
  const options: CaptureOptions = owner
    ? { ...more, port: portOf(owner) }
    : { ...checkedOptions(source as CaptureOptions, optionNames), ...more };
  const { port, filter, keep = defaultKeep, interface: where = loopback() } = options;
  if (port !== undefined) checkPort(port);
  checkFilter(filter);
  checkInterface(where);
  checkedName(options.name);
  checkedCount(keep, "keep");
  if (port === undefined && filter === undefined) {
    throw invalid(
      "capture() does not know which packets to capture",
      'Give a server, { port: 8080 } or { filter: "tcp" }; { filter: "" } takes all, Jupyter\'s own messages too.',
    );
  }
  const portText = port === undefined ? "" : `port ${port}`;
  const packets = joined(", ", portText, filter) || "all packets";
  const name = options.name ?? (owner ? joined(", ", owner.name, filter) : packets);
  return {
    interface: where,
    filter: port === undefined ? (filter ?? "") : joined(" and ", portText, filter && `(${filter})`),
    name,
    key: `capture ${where} ${name}`,
    keep,
    call: options,
    packets,
    stablePackets: joined(", ", owner && `the port of ${owner.name}`, filter) || "packets",
  };
}

function joined(separator: string, ...parts: ReadonlyArray<string | undefined>): string {
  return parts.filter(Boolean).join(separator);
}

/** The loopback interface, by the name that the operating system has for it. */
function loopback(): string {
  if (process.platform === "win32") return "\\Device\\NPF_Loopback";
  return interfaceNames().find((name) => networkInterfaces()[name]?.some(({ internal }) => internal)) ?? "lo";
}

/** The interfaces that have an address. */
const interfaceNames = (): string[] => Object.keys(networkInterfaces());

function portOf({ name, endpoint, local }: WithPort): number {
  const { port } = (endpoint ?? local)!;
  if (port !== 0) return port;
  throw invalid(`${name} has no port`, "What goes through a Unix-domain socket passes no network interface.");
}

function checkPort(port: unknown): void {
  if (Number.isInteger(port) && (port as number) > 0 && (port as number) <= 65535) return;
  throw invalid(`${inspect(port)} is not a port`, "Ports are whole numbers from 1 to 65535.");
}

/** Refuses what the tools would take for an option, a file, or another machine. */
function checkInterface(name: unknown): void {
  if (typeof name === "string" && /^[^-/@\0][^/@\0]*$/.test(name)) return;
  throw noInterface(inspect(name));
}

/** The error for an interface that this machine does not have. */
export function noInterface(name: string): NetcellError {
  return new NetcellError(`there is no network interface ${name}`, {
    code: "ENODEV",
    hint: `Leave it out for the loopback interface; those with an address are ${interfaceNames().join(", ")}.`,
  });
}

function checkFilter(filter: unknown): void {
  if (filter === undefined || (typeof filter === "string" && !filter.includes("\0"))) return;
  throw invalid(`filter is ${inspect(filter)}`, 'Give text, such as "tcp port 80".');
}

function notAnObject(argument: unknown): NetcellError {
  return argument instanceof Promise
    ? invalid("a promise is nothing to capture", "Write await before what makes the server.")
    : invalid(
        `${inspect(argument)} is nothing to capture`,
        "Give a server, { port: 8080 }, or { filter: … }.",
      );
}
