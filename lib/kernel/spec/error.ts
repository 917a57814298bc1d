/** What can go wrong with a kernelspec, told to the person who installs it. */
export class KernelSpecError extends Error {
  override readonly name = "KernelSpecError";
}

/** The file system's refusal, as a sentence that says what to do. */
export function fileSystemError(error: unknown, doing: string, path: string): KernelSpecError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  const reason = reasons[code] ?? `${message}.`;
  return new KernelSpecError(`${doing} ${path} failed: ${reason}`, { cause: error });
}

const notAllowed =
  "you may not write there. Choose a place of your own with --user, --sys-prefix or --prefix PATH.";

const reasons: Readonly<Record<string, string>> = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOTDIR: "a part of that path is a file, not a folder.",
  EEXIST: "a part of that path is a file, not a folder.",
  ENOSPC: "the disk is full.",
};
