/** `netcell handout`. */
import type { Command } from "commander";

export function addHandout(program: Command): void {
  program.command("handout");
}
