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
