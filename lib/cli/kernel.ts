/** `netcell kernel`: registers netcell's kernel with Jupyter, removes it, lists kernels and lists repairs. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import {
  activePrefix,
  defaultName,
  findKernelSpec,
  loadRepairs,
  prefixFolder,
  removeKernelSpec,
  userFolder,
  writeKernelSpec,
} from "../kernel";
import { CliError } from "./error";
import { jupyterFolders } from "./kernel/jupyter-folders";
import { kernelTable } from "./kernel/list";
import { repairTable } from "./kernel/repairs";
import { askPython } from "./lab/python";

interface Place {
  readonly user?: true;
  readonly sysPrefix?: true;
  readonly prefix?: string;
  readonly name: string;
}

export function addKernel(program: Command): void {
  const kernel = program
    .command("kernel")
    .description(
      "register netcell's kernel with Jupyter, remove it, list what Jupyter finds, or list its repairs",
    );
  withPlaceOptions(kernel.command("install"))
    .description("register netcell's kernel; needs no Python")
    .action(install);
  withPlaceOptions(kernel.command("uninstall"))
    .description("remove the kernel that install has registered")
    .action(uninstall);
  kernel
    .command("list")
    .description("list the kernels that Jupyter finds, and those that they hide")
    .action(list);
  kernel
    .command("repairs")
    .description("list the repairs of the kernel: whether each is on, and the fault of tslab that it mends")
    .addHelpText("after", repairNotes)
    .action(listRepairs);
}

const repairNotes = `
The environment variable NETCELL_KERNEL_REPAIRS of the kernel switches repairs off: -flood,
-flood,-lines or none. Set it for the Jupyter that starts the kernel.`;

async function install(place: Place): Promise<void> {
  const { folder, replaced } = await writeKernelSpec(jupyterFolder(place), place.name);
  console.log(`Registered the kernel "${place.name}" in ${folder}`);
  if (replaced) console.log(`It replaces ${replaced.display_name}; "tslab install" brings that one back.`);
  const found = findKernelSpec(place.name, jupyterFolders());
  if (!found) console.log("Jupyter finds it when it runs from that prefix, or with JUPYTER_PATH set.");
  else if (resolve(found.folder) !== resolve(folder))
    console.log(
      `Jupyter finds ${found.spec.display_name} in ${found.folder} before it. Remove that one, or give this one another --name.`,
    );
}

function uninstall(place: Place): void {
  console.log(
    `Removed the kernel "${place.name}" from ${removeKernelSpec(jupyterFolder(place), place.name)}`,
  );
}

function list(): void {
  const folders = jupyterFolders();
  const table = kernelTable(folders);
  console.log(
    table || `Jupyter finds no kernel. It looks in:\n${folders.map((each) => `  ${each}`).join("\n")}`,
  );
}

async function listRepairs(): Promise<void> {
  const { repairs, chosenRepairs } = await loadRepairs();
  console.log(
    repairTable(repairs, chosenRepairs(process.env.NETCELL_KERNEL_REPAIRS), process.stdout.columns),
  );
}

function withPlaceOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--user", "for this user (the default when no environment is active)").conflicts([
        "sysPrefix",
        "prefix",
      ]),
    )
    .addOption(
      new Option(
        "--sys-prefix",
        "for the active virtual or conda environment (the default when there is one), else for the Python on PATH",
      ).conflicts(["prefix"]),
    )
    .option("--prefix <path>", "for the Python that lives under this path")
    .option("--name <name>", "the name notebooks ask for", defaultName);
}

function jupyterFolder({ user, sysPrefix, prefix }: Place): string {
  if (prefix !== undefined) return prefixFolder(folderThatIs(prefix));
  if (user) return userFolder();
  const active = activePrefix();
  if (active) return prefixFolder(active);
  return sysPrefix ? prefixFolder(pythonPrefix()) : userFolder();
}

function folderThatIs(prefix: string): string {
  const path = resolve(prefix);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isDirectory())
    throw new CliError(`--prefix ${prefix} is a file`, {
      code: "ENOTDIR",
      hint: "Name the folder of an environment.",
    });
  return path;
}

function pythonPrefix(): string {
  const prefix = askPython("import sys; print(sys.prefix)");
  if (prefix === undefined)
    throw new CliError("--sys-prefix: no environment is active and no Python is on PATH", {
      code: "ENOENT",
      hint: "Use --user, or --prefix PATH.",
    });
  return prefix;
}
