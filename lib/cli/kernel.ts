/** `netcell kernel`. */
import type { Command } from "commander";

export function addKernel(program: Command): void {
  program.command("kernel");
}
