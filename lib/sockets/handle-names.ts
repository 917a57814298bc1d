/** Names of handles: those made for handles without one, and those of handles behind ephemeral ports. */
import { stableByDefault } from "../view";
import { checkedName } from "./arguments";
import { machine, perNetwork } from "./network";

const counts = new Map<string, number>();

/** `server-1`, `server-2`, …: the same in every run of a notebook from the top. */
export function freshName(kind: string): string {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return `${kind}-${count}`;
}

/** The name of a handle, and the key under which a newer one replaces it. */
export interface Identity {
  readonly name: string;
  readonly key: string | undefined;
}

/** The identity of a handle of this kind. Without a name of its own it gets a fresh one, and nothing replaces it. */
export function identityOf(kind: string, name: string | undefined, fresh: string): Identity {
  if (checkedName(name) === undefined) return { name: freshName(fresh), key: undefined };
  return { name: name!, key: `${kind} ${name}` };
}

const namesOf = perNetwork(() => new Map<string, string>());

/** Notes that `endpoint` (`address:port`) belongs to the handle of this name. There are never more entries than ports. */
export function nameEndpoint(endpoint: string, name: string, network = machine): void {
  namesOf(network).set(endpoint, name);
}

/** The name of the handle at this endpoint, if it is one of this kernel's on an ephemeral port. */
export function portName(endpoint: string, network = machine): string | undefined {
  return namesOf(network).get(endpoint);
}

/** The endpoint as text; in an export the name of its handle, where the port would differ from run to run. */
export function shownEndpoint(endpoint: string, stable = stableByDefault(), network = machine): string {
  return stable ? (portName(endpoint, network) ?? endpoint) : endpoint;
}
