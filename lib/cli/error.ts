/** Errors as the person at the terminal reads them. */
import { stripVTControlCharacters } from "node:util";
import { NetcellError } from "../errors";

interface CliErrorDetails {
  /** `EINVAL` for misuse of the command. */
  readonly code: string;
  readonly hint: string;
  /** Lines printed below the sentence, instead of the hint. */
  readonly notes?: string;
}

/** An error that the person at the terminal can do something about. */
export class CliError extends NetcellError {
  /** The exit status: 1 for a failure, 2 for misuse of the command. */
  readonly status: 1 | 2;

  constructor(what: string, { code, hint, notes }: CliErrorDetails) {
    super(what, { code, hint }, notes === undefined ? `${what}. ${hint}` : `${what}.`);
    if (notes !== undefined) this.message += `\n${notes}`;
    this.status = code === "EINVAL" ? 2 : 1;
  }
}

/** The error for a command line that makes no sense (exit status 2). */
export function misuse(what: string, hint: string): CliError {
  return new CliError(what, { code: "EINVAL", hint });
}

/** The text to print about an error: its message, or all of it when it is a fault of netcell's own. */
export function errorText(error: unknown): string {
  if (error instanceof NetcellError) return `netcell: ${error.message}`;
  return error instanceof Error ? (error.stack ?? String(error)) : `netcell: ${String(error)}`;
}

/** Prints what went wrong on standard error; in colours only on a terminal. */
export function complain(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? text : stripVTControlCharacters(text)}\n`);
}
