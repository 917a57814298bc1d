/** Writes a small file so that a reader sees the old one or the new one, never half of one. */
import { renameSync, rmSync, writeFileSync } from "node:fs";

export function writeAtomically(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
