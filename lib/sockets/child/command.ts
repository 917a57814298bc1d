/** A command line, checked: a program and its arguments, which no shell interprets. */
import { existsSync } from "node:fs";
import { inspect } from "node:util";
import { invalid, NetcellError } from "../../errors";

/** A program to start, its arguments, folder and environment. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The command line, if it is one. */
export function checkedCommand(
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
): Command {
  if (!isWord(file) || file === "")
    throw invalid(`${inspect(file)} is not a program`, 'Give its name, such as "cat", or its path.');
  if (!Array.isArray(args) || !args.every(isWord))
    throw invalid(`${inspect(args)} are not arguments`, 'Give an array of strings: child("sort", ["-r"]).');
  const { cwd = process.cwd(), env = {} } = options;
  // The system would say the same of a program that does not exist.
  if (!existsSync(cwd))
    throw new NetcellError(`there is no folder ${inspect(cwd)} to start ${file} in`, {
      code: "ENOENT",
      hint: 'Check "cwd", or leave it out.',
    });
  return { file, args, cwd, env: { ...process.env, ...env } };
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}
