/** Errors about packets. */
import { NetcellError } from "../errors";

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
export class PacketError extends NetcellError {
  constructor(what: string, hint: string) {
    super(what, { code: "EINVAL", hint }, `${what}. ${hint}`);
  }
}

/** Why a field does not take a value; the layer adds its own name. */
export class Refusal extends NetcellError {
  constructor(what: string, hint: string) {
    super(what, { code: "EINVAL", hint }, what);
  }
}
