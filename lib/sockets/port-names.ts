/** The names of the handles behind ephemeral ports, so that a handout shows the same words on every run. */
import { stableByDefault } from "../view";

const names = new Map<string, string>();

/** `endpoint` (`address:port`) belongs to the handle of this name. There are never more entries than ports. */
export function nameEndpoint(endpoint: string, name: string, when?: "unless named"): void {
  if (when === undefined || !names.has(endpoint)) names.set(endpoint, name);
}

/** The name of the handle at this endpoint, if it is one of this kernel's on an ephemeral port. */
export function portName(endpoint: string): string | undefined {
  return names.get(endpoint);
}

/** The endpoint as text; in an export the name of its handle, where the port would differ from run to run. */
export function shownEndpoint(endpoint: string, stable = stableByDefault()): string {
  return stable ? (portName(endpoint) ?? endpoint) : endpoint;
}
