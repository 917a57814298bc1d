/** The reporters by their names; each is loaded when it is asked for. */
import type { Outlets, Reporter } from "./reporter";

export const reporterNames = ["text", "json", "junit", "github"] as const;
export type ReporterName = (typeof reporterNames)[number];

/** Of those that machines read, all of standard output is theirs. */
export function isForMachines(name: ReporterName): boolean {
  return name === "json" || name === "junit";
}

/** Loads the reporter of that name; `total` is the number of notebooks. */
export async function makeReporter(name: ReporterName, outlets: Outlets, total: number): Promise<Reporter> {
  switch (name) {
    case "text":
      return (await import("./text.js")).textReporter(outlets, total);
    case "json":
      return (await import("./json.js")).jsonReporter(outlets);
    case "junit":
      return (await import("./junit.js")).junitReporter(outlets, total);
    case "github":
      return (await import("./github.js")).githubReporter(outlets, total);
  }
}
