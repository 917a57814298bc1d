/** `netcell lab` (`npm start`): opens JupyterLab on the course, with netcell's kernel in it. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { labArguments } from "./lab/arguments";
import { runInForeground } from "./lab/foreground";
import { jupyterFolderFirst } from "./lab/jupyter-folder";
import { findJupyterLab } from "./lab/jupyterlab";
import { projectJupyterLab } from "./lab/project-environment";

export function addLab(program: Command): void {
  // Everything after "lab" is for JupyterLab, even an option of a name that netcell has.
  program.enablePositionalOptions();
  program
    .command("lab")
    .description("open JupyterLab on the course, with netcell's kernel; all arguments go to JupyterLab")
    .usage("[arguments for JupyterLab…]")
    .argument("[arguments...]")
    .helpOption("--help", "show this; JupyterLab's own options: netcell lab --help-all")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[]) => {
      process.exitCode = await openLab(args);
    });
}

async function openLab(args: readonly string[]): Promise<number> {
  const { project, root } = course();
  const jupyterlab = findJupyterLab(say) ?? (await projectJupyterLab(project, say));
  say(`Opening JupyterLab ${jupyterlab.version} (${jupyterlab.place}) on ${root}`);
  return await runInForeground(
    { command: jupyterlab.command, args: [...jupyterlab.args, ...labArguments(root, args)] },
    await jupyterFolderFirst(join(packageFolder, "node_modules", ".cache", "netcell", "jupyter")),
  );
}

const packageFolder = resolve(__dirname, "../..");

/** The course beside this program, or the current folder where netcell is a dependency. */
function course(): { project: string; root: string } {
  const notebooks = join(packageFolder, "notebooks");
  if (existsSync(notebooks)) return { project: packageFolder, root: notebooks };
  return { project: process.cwd(), root: process.cwd() };
}

function say(text: string): void {
  console.log(`netcell: ${text}`);
}
