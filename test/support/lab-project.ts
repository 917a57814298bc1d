/** A copy of the built project where a test may make a .venv, and Pythons that only pretend. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const repository = resolve(import.meta.dirname, "../..");

export interface LabProject {
  readonly folder: string;
  /** `netcell lab` with nothing on PATH but the programs put there; output is what a person sees. */
  lab(...args: string[]): { readonly status: number | null; readonly output: string };
  /** Puts a shell script on that PATH. */
  install(name: string, script: string): void;
  remove(): void;
}

export function labProject(): LabProject {
  const folder = mkdtempSync(join(tmpdir(), "netcell-project-"));
  const programs = join(folder, "programs");
  for (const part of ["dist/cli", "dist/kernel", "dist/errors", "dist/view", "package.json"])
    cpSync(join(repository, part), join(folder, part), { recursive: true });
  for (const made of ["notebooks", "node_modules", "programs"]) mkdirSync(join(folder, made));
  for (const dependency of ["commander", "tslab"])
    symlinkSync(join(repository, "node_modules", dependency), join(folder, "node_modules", dependency));
  return {
    folder,
    lab(...args) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(folder, "dist/cli/main.js"), "lab", ...args],
        { encoding: "utf8", env: { PATH: programs, HOME: folder } },
      );
      return { status, output: stdout + stderr };
    },
    install(name, script) {
      script = `#!/bin/sh\n${script}\n`;
      writeFileSync(join(programs, name), script);
      chmodSync(join(programs, name), 0o755);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * As much of a Python as `netcell lab` asks for. It notes in `made` and `installed` beside the
 * environment what it was told to do.
 */
export function pretendedPython(
  options: { readonly version?: string; readonly venv?: boolean } = {},
): string {
  const { version = "3.13.1", venv = true } = options;
  return `
PATH=/usr/bin:/bin
home=$(dirname "$(dirname "$0")")
case "$*" in
  *version_info*) echo ${version} ;;
  *ensurepip*) exit ${venv ? 0 : 1} ;;
  *"import pip"*) test -e "$home/pip" ;;
  *importlib.metadata*) test -e "$home/jupyterlab" && echo 4.9.9 ;;
  "-m venv"*)
    for last; do :; done
    mkdir -p "$last/bin"; cp "$0" "$last/bin/python"; touch "$last/pyvenv.cfg" "$last/pip"
    echo "$*" >> "$(dirname "$last")/made" ;;
  "-m pip install"*) touch "$home/jupyterlab"; echo "$*" >> "$(dirname "$home")/installed" ;;
esac`;
}
