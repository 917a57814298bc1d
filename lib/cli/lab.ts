/** `netcell lab`. */
import type { Command } from "commander";

export function addLab(program: Command): void {
  program.command("lab");
}
