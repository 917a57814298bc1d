/** Names of sockets: the key under which a newer one replaces them, and the names behind ephemeral ports. */
import { checkedName, freshName } from "../cell";
import { stableByDefault } from "../view";
import { machine, perNetwork } from "./network";

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
