/** What a packet refuses, told to the person who wrote it. */

/**
 * A packet that cannot be made or read as asked: what was wrong (`message` begins with it) and what to do (`hint`).
 * Only what you write can be refused. Bytes that came from elsewhere never are: they get a `Stop` and verdicts.
 *
 * @example
 * ```ts
 * import { TCP } from "netcell";
 * try { TCP({ flags: "SX" }) } catch (error) { console.log(error.hint) }
 * ```
 */
export class PacketError extends Error {
  /** One sentence that says what to do. */
  readonly hint: string;

  constructor(what: string, hint: string) {
    super(`${what}. ${hint}`);
    this.name = "PacketError";
    this.hint = hint;
  }
}
