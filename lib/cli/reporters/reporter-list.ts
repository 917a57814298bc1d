/** The reporters by their names; each is loaded when it is asked for. */
import type { Outlets, Reporter } from "./reporter";

interface Entry {
  /** Does a program read it? Then all of standard output is the reporter's. */
  readonly forPrograms: boolean;
  /** `total` is the number of notebooks. */
  load(): Promise<(outlets: Outlets, total: number) => Reporter>;
}

const reporters = {
  text: { forPrograms: false, load: async () => (await import("./text.js")).textReporter },
  json: { forPrograms: true, load: async () => (await import("./json.js")).jsonReporter },
  junit: { forPrograms: true, load: async () => (await import("./junit.js")).junitReporter },
  github: { forPrograms: false, load: async () => (await import("./github.js")).githubReporter },
} satisfies Record<string, Entry>;

export type ReporterName = keyof typeof reporters;

export const reporterNames = Object.keys(reporters) as ReporterName[];

export function isForPrograms(name: ReporterName): boolean {
  return reporters[name].forPrograms;
}

/** Loads the reporter of that name; `total` is the number of notebooks. */
export async function makeReporter(name: ReporterName, outlets: Outlets, total: number): Promise<Reporter> {
  return (await reporters[name].load())(outlets, total);
}
