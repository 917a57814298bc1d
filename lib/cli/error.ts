/** Errors as the person at the terminal reads them. */
import { stripVTControlCharacters } from "node:util";
import { NetcellError } from "../errors";

/** An error that the person at the terminal can do something about: its message is all that is printed. */
export class CliError extends Error {
  override readonly name = "CliError";
  constructor(
    message: string,
    /** The exit status: 1 for a failure, 2 for misuse of the command. */
    readonly status: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** Errors whose message says all: by name, for the code that throws them is loaded only when needed. */
const expected = new Set([
  "CliError",
  "NotebookError",
  "KernelError",
  "HandoutError",
  "PacketError",
  "PolicyError",
  "RemoteError",
]);

/** What to print about an error: its message, or all of it when it is a fault of netcell's own. */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return `netcell: ${String(error)}`;
  const isForPeople = error instanceof NetcellError || expected.has(error.name);
  return isForPeople ? `netcell: ${error.message}` : (error.stack ?? String(error));
}

/** Prints what went wrong; in colours only where somebody sees them. */
export function complain(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? text : stripVTControlCharacters(text)}\n`);
}
