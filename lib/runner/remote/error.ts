/** A Jupyter Server or a JupyterHub that cannot be reached, or will not do what we ask. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
  constructor(
    message: string,
    /** The HTTP status, where there was an answer at all. */
    readonly status?: number,
    /** How long the server wants to be left in peace, in milliseconds. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}
