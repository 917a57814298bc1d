/** A folder, and all those that it lies in, the nearest first. */
import { dirname, resolve } from "node:path";

export function above(folder: string): string[] {
  const path = resolve(folder);
  const parent = dirname(path);
  return parent === path ? [path] : [path, ...above(parent)];
}
