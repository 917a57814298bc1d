/** `netcell lab` (`npm start`): opens JupyterLab on the course, with netcell's kernel in it. */
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { Command } from "commander";
import { KernelSpecError } from "../kernel/spec/error";
import { writeKernelSpec } from "../kernel/spec/write";
import { CliError } from "./error";
import { labArguments } from "./lab/arguments";
import { findJupyterLab } from "./lab/jupyterlab";
import { ownJupyterLab } from "./lab/own-environment";
import { runHere } from "./lab/run-here";

export function addLab(program: Command): void {
  // What stands after "lab" is JupyterLab's, even where netcell has an option of that name.
  program.enablePositionalOptions();
  program
    .command("lab")
    .description("open JupyterLab on the course, with netcell's kernel; all arguments go to JupyterLab")
    .usage("[arguments for JupyterLab…]")
    .argument("[arguments...]")
    .helpOption("--help", "show this; JupyterLab's own options: netcell lab --help-all")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (given: string[]) => {
      process.exitCode = await openLab(given);
    });
}

async function openLab(given: readonly string[]): Promise<number> {
  const { project, root } = course();
  const jupyterlab = findJupyterLab(say) ?? (await ownJupyterLab(project, say));
  say(`Opening JupyterLab ${jupyterlab.version} (${jupyterlab.place}) on ${root}`);
  return await runHere(
    { command: jupyterlab.command, args: [...jupyterlab.args, ...labArguments(root, given)] },
    { JUPYTER_PATH: [kernelFolder(), process.env.JUPYTER_PATH].filter(Boolean).join(delimiter) },
  );
}

const packageFolder = resolve(__dirname, "../..");

/** The course beside this program, or, where netcell is a mere dependency, the folder one is in. */
function course(): { project: string; root: string } {
  const notebooks = join(packageFolder, "notebooks");
  if (existsSync(notebooks)) return { project: packageFolder, root: notebooks };
  return { project: process.cwd(), root: process.cwd() };
}

/**
 * A Jupyter data folder with netcell's kernel in it. Named first in JUPYTER_PATH, it is searched before the
 * user's folder, the environment's and the system's, so a stock tslab in any of them is not found; and
 * nothing outside the project is written to.
 */
function kernelFolder(): string {
  const folder = join(packageFolder, "node_modules", ".cache", "netcell", "jupyter");
  try {
    writeKernelSpec(folder);
    return folder;
  } catch (error) {
    throw error instanceof KernelSpecError ? new CliError(error.message) : error;
  }
}

function say(text: string): void {
  console.log(`netcell: ${text}`);
}
