/** Names of endpoints: the names of the handles behind ephemeral ports, so that a handout shows the same words on every run. */
import { stableByDefault } from "../view";
import { machine, perNetwork } from "./network";

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
