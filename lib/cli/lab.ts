/** `netcell lab` (`npm start`): opens JupyterLab on the course, with netcell's kernel in it. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { labArguments } from "./lab/arguments";
import { jupyterFolderFirst } from "./lab/jupyter-folder";
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
    await jupyterFolderFirst(join(packageFolder, "node_modules", ".cache", "netcell", "jupyter")),
  );
}

const packageFolder = resolve(__dirname, "../..");

/** The course beside this program, or, where netcell is a mere dependency, the folder one is in. */
function course(): { project: string; root: string } {
  const notebooks = join(packageFolder, "notebooks");
  if (existsSync(notebooks)) return { project: packageFolder, root: notebooks };
  return { project: process.cwd(), root: process.cwd() };
}

function say(text: string): void {
  console.log(`netcell: ${text}`);
}
