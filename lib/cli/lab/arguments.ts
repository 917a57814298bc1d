/** The arguments of JupyterLab: netcell's own, where the user gives no others, then the user's. */
import { existsSync } from "node:fs";
import { join } from "node:path";

/** `root` is the folder that JupyterLab shows. */
export function labArguments(root: string, args: readonly string[]): string[] {
  // JupyterLab refuses a setting that is args twice.
  const ours = settings(root, args).filter(
    ({ names }) => !args.some((argument) => names.includes(argument.split("=")[0]!)),
  );
  return [...ours.map(({ argument }) => argument), ...args];
}

interface Setting {
  readonly argument: string;
  /** All names of the setting. */
  readonly names: readonly string[];
}

function settings(root: string, args: readonly string[]): Setting[] {
  const all = [
    setting("--ServerApp.root_dir", root, ["--notebook-dir"]),
    // Ctrl-C ends it at once: npm, the shell and this program get the signal as well, and the shell would have
    // the terminal back before JupyterLab's question could be answered.
    setting("--ServerApp.answer_yes", "True", ["-y", "--y"]),
  ];
  if (opensIndex(root, args)) all.push(setting("--LabApp.default_url", "/lab/tree/index.ipynb"));
  // In a container the user is root, for whom JupyterLab refuses to start. It listens on loopback only,
  // behind a token, so only a person who can use this terminal reaches it.
  if (process.getuid?.() === 0) all.push(setting("--ServerApp.allow_root", "True", ["--allow-root"]));
  return all;
}

function setting(name: string, value: string, aliases: readonly string[] = []): Setting {
  return { argument: `${name}=${value}`, names: [name, ...aliases] };
}

/** Not when the person names another root, or a folder or notebook to open. */
function opensIndex(root: string, args: readonly string[]): boolean {
  const elsewhere = args.some(
    (argument) =>
      /^--(ServerApp\.root_dir|notebook-dir)(=|$)/.test(argument) ||
      (!argument.startsWith("-") && existsSync(argument)),
  );
  return !elsewhere && existsSync(join(root, "index.ipynb"));
}
