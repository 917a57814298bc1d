/** The arguments that JupyterLab is started with: ours, unless the person says otherwise, then the person's. */
import { existsSync } from "node:fs";
import { join } from "node:path";

/** `root` is the folder that JupyterLab shows. */
export function labArguments(root: string, given: readonly string[]): string[] {
  // JupyterLab refuses a setting that is given twice.
  const ours = settings(root, given).filter(
    ({ names }) => !given.some((argument) => names.includes(argument.split("=")[0]!)),
  );
  return [...ours.map(({ argument }) => argument), ...given];
}

interface Setting {
  readonly argument: string;
  /** All the ways to say the same. */
  readonly names: readonly string[];
}

function settings(root: string, given: readonly string[]): Setting[] {
  const all = [
    setting("--ServerApp.root_dir", root, ["--notebook-dir"]),
    // Ctrl-C ends it at once: npm, the shell and this program hear it as well, and the terminal would be
    // the shell's again before JupyterLab's question could be answered.
    setting("--ServerApp.answer_yes", "True", ["-y", "--y"]),
  ];
  if (opensIndex(root, given)) all.push(setting("--LabApp.default_url", "/lab/tree/index.ipynb"));
  // Root is who one is in a container, where JupyterLab would refuse to start. It listens on loopback only,
  // behind a token, so whoever reaches it could as well have used this terminal.
  if (process.getuid?.() === 0) all.push(setting("--ServerApp.allow_root", "True", ["--allow-root"]));
  return all;
}

function setting(name: string, value: string, aliases: readonly string[] = []): Setting {
  return { argument: `${name}=${value}`, names: [name, ...aliases] };
}

/** Not when the person names another root, or a folder or notebook to open. */
function opensIndex(root: string, given: readonly string[]): boolean {
  const elsewhere = given.some(
    (argument) =>
      /^--(ServerApp\.root_dir|notebook-dir)(=|$)/.test(argument) ||
      (!argument.startsWith("-") && existsSync(argument)),
  );
  return !elsewhere && existsSync(join(root, "index.ipynb"));
}
