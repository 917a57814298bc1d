/** Errors of kernelspecs, written for the person who installs one. */
import { NetcellError } from "../../errors";
import { whyUnwritable } from "../replace-file";

/** A kernelspec that cannot be written, read or removed. */
export class KernelSpecError extends NetcellError {
  constructor(
    what: string,
    details: { readonly code: string; readonly hint: string; readonly cause?: unknown },
  ) {
    super(what, details, `${what}. ${details.hint}`);
  }
}

/** The file system's refusal: `what` was to be done, such as "Reading /a/kernel.json". */
export function fileSystemError(error: unknown, what: string): KernelSpecError {
  const elsewhere = "choose a place of your own with --user, --sys-prefix or --prefix PATH";
  const { code, reason, hint } = whyUnwritable(error, elsewhere);
  return new KernelSpecError(`${what} failed: ${reason}`, { code, hint, cause: error });
}
