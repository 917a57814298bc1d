/** A handout that cannot be made, and why: the message is all that is printed. */
export class HandoutError extends Error {
  override readonly name = "HandoutError";
}
