/** Errors written for the person who reads them: what happened, to what, what to do. */
import { dirname } from "node:path";
import { inspect } from "node:util";
import { visible } from "../view";

/** The live thing that an error happened to: a server, a connection, a capture. */
export interface ErrorHandle {
  /** The kind of thing: `"tcp server"`, `"tcp connection"`, … */
  readonly kind: string;
  /** Its name. */
  readonly name: string;
  /** Where it is in its life: `"open"`, `"closed"`, … */
  readonly state: string;
  /** Shows its card in this cell. */
  show(): void;
  /** Closes it. */
  close(): Promise<void>;
}

/** The parts of a {@link NetcellError} behind its sentence. */
export interface NetcellErrorDetails {
  /** The errno name (`ECONNREFUSED`, `ETIMEDOUT`, `EINTR`, …). */
  readonly code: string;
  /** One sentence a student can act on. */
  readonly hint: string;
  /** The handle it happened to. */
  readonly handle?: ErrorHandle | undefined;
  /** The error that was behind it. */
  readonly cause?: unknown;
}

/**
 * What went wrong, with the operating system's word for it (`code`) and what to do about it (`hint`).
 *
 * @example
 * ```ts
 * import { tcp } from "netcell";
 * try { await tcp.connect(1) } catch (error) { console.log(error.code, error.hint) }
 * ```
 */
export class NetcellError extends Error {
  /** The errno name: `ECONNREFUSED`, `EADDRINUSE`, `ETIMEDOUT`, `EINTR`, … */
  readonly code: string;
  /** The event and its object: the message without code and hint. */
  readonly what: string;
  /** One sentence that says what to do. */
  readonly hint: string;
  /** The handle it happened to, if it happened to one. */
  readonly handle: ErrorHandle | undefined;

  /** `message`: another sentence than the usual one of `what`, code and hint. */
  constructor(
    what: string,
    details: NetcellErrorDetails,
    message = `${what} (${details.code}). ${details.hint}`,
  ) {
    const { stackTraceLimit } = Error;
    // Most frames are of netcell and Node, and are left out below: the reader's own must be among those that are kept.
    Error.stackTraceLimit = Math.max(stackTraceLimit, mostFrames);
    // Names and delimiters in it may hold anything: nothing in an error moves the cursor or turns the line around.
    super(visible(message), "cause" in details ? { cause: details.cause } : {});
    Error.stackTraceLimit = stackTraceLimit;
    this.name = new.target.name;
    this.what = visible(what);
    this.code = details.code;
    this.hint = details.hint;
    this.handle = details.handle;
    this.stack = studentsFrames(this.stack);
  }

  /** The message and the lines of the cell that led here; no dump of properties that the message says already. */
  [inspect.custom](): string {
    return this.stack ?? String(this);
  }
}

/** Frames among which the reader's own are looked for. */
const mostFrames = 30;

const ownFolder = dirname(__dirname);

/** The stack without the frames of netcell, Node and the kernel: what is left is the reader's own code. */
function studentsFrames(stack: string | undefined): string {
  return (stack ?? "")
    .split("\n")
    .filter((line) => !/^\s+at /.test(line) || !isMachinery(line))
    .join("\n");
}

function isMachinery(frame: string): boolean {
  return (
    frame.includes(ownFolder) ||
    /\(?node:|[\\/]tslab[\\/]dist[\\/]|<anonymous>\)?$|\(index \d+\)$/.test(frame)
  );
}

/** The error for an argument that is not understood (`EINVAL`): what it was, and what to write instead. */
export function invalid(what: string, hint: string): NetcellError {
  return new NetcellError(what, { code: "EINVAL", hint });
}
