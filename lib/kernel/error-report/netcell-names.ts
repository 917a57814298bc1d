/** The names that netcell exports, read from its declarations: netcell itself is not loaded to explain an error. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

let names: ReadonlySet<string> | undefined;

/** Does netcell export this name: a value or a type? */
export function isNetcellName(name: string): boolean {
  names ??= namesIn(declarations());
  return names.has(name);
}

function declarations(): string {
  try {
    return readFileSync(join(__dirname, "../../../dist/netcell.d.ts"), "utf8");
  } catch {
    return "";
  }
}

/** The names in the lists of exports with which a bundled declaration file ends. */
function namesIn(text: string): Set<string> {
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\};$/gm)];
  return new Set(
    lists.flatMap(([, list]) =>
      list!.split(",").map(
        (each) =>
          each
            .trim()
            .split(/\s+as\s+/)
            .at(-1)!,
      ),
    ),
  );
}
