/** A notebook that cannot be used, and why: the message names the file and the cure. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
  constructor(
    readonly path: string,
    readonly fault: string,
  ) {
    super(`${path}: ${fault}`);
  }
}
