/** The types of Node.js itself: those packages of `@types/node` that are there, and the one that fits the running Node.js. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Found {
  /** The file of types with which the package begins. */
  readonly file: string;
  readonly major: number;
}

/** netcell's own packages of `@types/node`, under the names that its package.json gives them. */
const ownPackages = ["@types/node", "types-node-22", "types-node-24", "types-node-26"];

/**
 * The types that fit the running Node.js best: of the notebook's own package and of netcell's, the one whose version is
 * nearest. Of two that are equally near, the notebook's own wins.
 */
export function nodeTypes(folder: string, running = process.versions.node): string | undefined {
  const wanted = Number.parseInt(running, 10);
  const found = [notebooksOwn(folder), ...ownPackages.map(ours)].filter((each) => each !== undefined);
  const distance = ({ major }: Found) => Math.abs(major - wanted);
  return found.sort((one, other) => distance(one) - distance(other))[0]?.file;
}

function notebooksOwn(folder: string): Found | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = packageAt(join(at, "node_modules", "@types", "node"));
    if (found || dirname(at) === at) return found;
  }
}

function ours(name: string): Found | undefined {
  try {
    return packageAt(dirname(require.resolve(`${name}/package.json`)));
  } catch {
    return undefined;
  }
}

function packageAt(folder: string): Found | undefined {
  try {
    const { version, types = "index.d.ts" } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const major = Number.parseInt(version, 10);
    return Number.isNaN(major) ? undefined : { file: join(folder, types), major };
  } catch {
    return undefined;
  }
}
