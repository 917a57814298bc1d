/**
 * The libraries of JavaScript that the running Node.js has. A newer one is declared to cells only if it is there: what
 * compiles must run.
 */

/** What every supported Node.js has. */
const always = ["es2023", "esnext.decorators"];

/** Each newer library, and whether it is there. The names are those of TypeScript's `lib` option. */
const newer: { readonly [library: string]: () => boolean } = {
  "es2024.arraybuffer": () => "transfer" in ArrayBuffer.prototype,
  "es2024.collection": () => "groupBy" in Map,
  "es2024.object": () => "groupBy" in Object,
  "es2024.promise": () => "withResolvers" in Promise,
  "es2024.regexp": () => "unicodeSets" in RegExp.prototype,
  "es2024.sharedmemory": () => "waitAsync" in Atomics,
  "es2024.string": () => "isWellFormed" in String.prototype,
  "es2025.collection": () => "union" in Set.prototype,
  "es2025.float16": () => "Float16Array" in globalThis,
  "es2025.intl": () => "DurationFormat" in Intl,
  "es2025.iterator": () => "Iterator" in globalThis,
  "es2025.promise": () => "try" in Promise,
  "es2025.regexp": () => "escape" in RegExp,
  "esnext.array": () => "fromAsync" in Array,
  "esnext.collection": () => "getOrInsert" in Map.prototype,
  "esnext.date": () => "toTemporalInstant" in Date.prototype,
  "esnext.disposable": () => "DisposableStack" in globalThis,
  "esnext.error": () => "isError" in Error,
  "esnext.sharedmemory": () => "pause" in Atomics,
  "esnext.temporal": () => "Temporal" in globalThis,
  "esnext.typedarrays": () => "fromBase64" in Uint8Array,
};

/** The libraries that are there, as values of the compiler's `lib` option: file names. */
export function presentLibraries(): string[] {
  const present = Object.entries(newer).flatMap(([name, isPresent]) => (isPresent() ? [name] : []));
  return [...always, ...present].map((name) => `lib.${name}.d.ts`);
}
