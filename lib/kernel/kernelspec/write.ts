/** Writing netcell's kernelspec into a data folder of Jupyter, and removing it. */
import { readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../replace-file";
import { fileSystemError, KernelSpecError } from "./error";
import { defaultName, isKernelName, isOurs, type KernelSpec, netcellSpec, startsTslab } from "./kernelspec";
import { logo } from "./logo";

interface WrittenSpec {
  /** The folder of the kernelspec. */
  readonly folder: string;
  /** The kernelspec of another program that was there before. */
  readonly replaced?: KernelSpec;
}

/** Writes it; `jupyterFolder` is a data folder of Jupyter: `<prefix>/share/jupyter`, or the user's own. */
export async function writeKernelSpec(
  jupyterFolder: string,
  name: string = defaultName,
): Promise<WrittenSpec> {
  const folder = specFolder(jupyterFolder, name);
  const before = readKernelSpec(folder);
  if (before && !isOurs(before) && !mayBeReplaced(before))
    throw new KernelSpecError(
      `${folder} holds another kernel (${before.display_name}), which netcell will not replace`,
      { code: "EEXIST", hint: "Choose another --name." },
    );
  try {
    await replaceFile(join(folder, logoFile), logo);
    // Last, because a folder is a kernelspec from the moment that this file is in it.
    await replaceFile(join(folder, specFile), `${JSON.stringify(netcellSpec(), null, 2)}\n`);
  } catch (error) {
    throw fileSystemError(error, `Writing the kernelspec to ${folder}`);
  }
  return before && !isOurs(before) ? { folder, replaced: before } : { folder };
}

/** Removes it, and returns its folder. */
export function removeKernelSpec(jupyterFolder: string, name: string = defaultName): string {
  const folder = specFolder(jupyterFolder, name);
  const spec = readKernelSpec(folder);
  if (!spec)
    throw new KernelSpecError(`There is no kernelspec in ${folder}`, {
      code: "ENOENT",
      hint: 'The command "netcell kernel list" shows where kernelspecs are.',
    });
  if (!isOurs(spec))
    throw new KernelSpecError(
      `The kernelspec in ${folder} (${spec.display_name}) was not written by netcell, so netcell leaves it alone`,
      { code: "EPERM", hint: "Remove it with the program that installed it." },
    );
  try {
    for (const file of [specFile, logoFile]) rmSync(join(folder, file), { force: true });
    // Files of others stay, and so does the folder then.
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  } catch (error) {
    throw fileSystemError(error, `Removing the kernelspec in ${folder}`);
  }
  return folder;
}

/** The kernelspec in that folder; undefined if there is none. */
export function readKernelSpec(folder: string): KernelSpec | undefined {
  const file = join(folder, specFile);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw fileSystemError(error, `Reading ${file}`);
  }
  const { argv, ...rest } = parse(text);
  return {
    display_name: "unreadable",
    language: "",
    ...rest,
    argv: Array.isArray(argv) ? argv.map(String) : [],
  };
}

const specFile = "kernel.json";
const logoFile = "logo-svg.svg";

function parse(text: string): Partial<KernelSpec> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Is it another tslab, which does the same job less well, or a kernel that cannot start anyway? */
function mayBeReplaced(spec: KernelSpec): boolean {
  return startsTslab(spec) || spec.argv.length === 0;
}

function specFolder(jupyterFolder: string, name: string): string {
  if (!isKernelName(name))
    throw new KernelSpecError(`"${name}" is not a name for a kernel`, {
      code: "EINVAL",
      hint: "Use letters, digits, dots, dashes and underscores only.",
    });
  // Jupyter looks kernels up in lower case.
  return join(jupyterFolder, "kernels", name.toLowerCase());
}
