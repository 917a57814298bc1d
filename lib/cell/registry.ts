/** The registry of live handles, with the variables that hold them. */
import type { LiveHandle } from "./handle";
import { cellVariables, onCellBegin } from "./host";
import { shared } from "./shared";

interface Registry {
  /** Live handles, oldest first, each with the variables that held it when we looked last. */
  readonly live: Map<LiveHandle, ReadonlySet<string>>;
}

const registry: Registry = shared("registry", () => {
  onCellBegin(sweep);
  return { live: new Map() };
});

/** The live handles, oldest first. */
export function liveHandles(): LiveHandle[] {
  return [...registry.live.keys()];
}

/** The variable that holds the handle, if one of a cell does. */
export function variableOf(handle: LiveHandle): string | undefined {
  return registry.live.get(handle)?.values().next().value;
}

/** Takes a new handle in. */
export function register(handle: LiveHandle): void {
  registry.live.set(handle, new Set());
}

export function unregister(handle: LiveHandle): void {
  registry.live.delete(handle);
}

/** Notes which variables hold which handles, and closes a handle whose variables all hold a newer one. */
export function sweep(): void {
  const variables = cellVariables();
  if (!variables) return;
  const holders = new Map<unknown, Set<string>>();
  for (const [name, value] of Object.entries(variables)) {
    if (!registry.live.has(value as LiveHandle)) continue;
    const names = holders.get(value) ?? new Set();
    holders.set(value, names.add(name));
  }
  for (const [handle, before] of registry.live) {
    const now = holders.get(handle) ?? new Set();
    const overwritten = [...before].some((name) => holdsNewer(variables[name], handle));
    if (overwritten && now.size === 0) void handle.closeAs({ by: "rerun" });
    else registry.live.set(handle, now.size > 0 ? now : before);
  }
}

function holdsNewer(value: unknown, handle: LiveHandle): boolean {
  const other = value as LiveHandle;
  return other !== handle && registry.live.has(other) && other.since > handle.since;
}
