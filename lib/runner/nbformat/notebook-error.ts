/** A notebook that cannot be used, and why. */
import { NetcellError } from "../../errors";

export interface NotebookErrorDetails {
  /** The errno name (default: EINVAL, a fault in the notebook itself). */
  readonly code?: string;
  /** What to do, as a part of the message; left out where the fault says it already. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The message names the file, the fault, and what to do. */
export class NotebookError extends NetcellError {
  readonly path: string;

  constructor(path: string, fault: string, { code = "EINVAL", hint, ...rest }: NotebookErrorDetails = {}) {
    const what = `${path}: ${fault}`;
    super(
      what,
      { code, hint: hint ?? (code === "EINVAL" ? editIt : checkFile), ...rest },
      hint === undefined ? what : `${what} ${hint}`,
    );
    this.path = path;
  }
}

const editIt = "Open the notebook in JupyterLab, correct this, and save it.";
const checkFile = "Check the name of the file, and its permissions.";
