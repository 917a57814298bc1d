/** Waiting that always ends: with the event, at the deadline, by an interrupt or by an abort signal. */
import { inspect } from "node:util";
import { NetcellError } from "../errors";
import { inHandler } from "./context";
import { inKernel, onInterrupt } from "./host";
import { shared } from "./shared";

/** How long a call may wait, and what else may end it. */
export interface CallOptions {
  /**
   * Milliseconds until the call gives up with `ETIMEDOUT`; 5000 unless told otherwise, `Infinity` to wait for ever.
   * In a handler, which holds up no cell, waiting for the peer has no deadline of its own.
   */
  readonly timeout?: number;
  /** Ends the wait with `ABORT_ERR` when it fires. */
  readonly signal?: AbortSignal;
}

/** What ended a wait. */
export type WaitEnd = "event" | "timeout" | "interrupt" | "abort";

/** Milliseconds a wait in a cell may take unless told otherwise. */
export const defaultTimeout = 5000;

const longestTimer = 2 ** 31 - 1;

/** Waits that hold up a cell: an interrupt ends them, while servers and their handlers go on. */
const interruptible = shared("waits", () => {
  const waits = new Set<Waiting>();
  onInterrupt(() => {
    for (const wait of [...waits]) wait.end("interrupt");
  });
  return waits;
});

/** The moment until which one call may wait, however many waits it takes. */
export class Deadline {
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  /** The moment, in milliseconds of `performance.now()`. */
  readonly at: number;
  /** Does the waiting hold up a cell? A handler's does not. */
  readonly holdsUpCell = !inHandler();

  /** `idle`: the call waits for the peer to do something, which a handler may do without end. */
  constructor(options: CallOptions = {}, idle = true) {
    checkOptions(options);
    const unless = idle && !this.holdsUpCell ? Number.POSITIVE_INFINITY : defaultTimeout;
    this.timeout = checkedTimeout(options.timeout ?? unless);
    this.signal = options.signal;
    this.at = performance.now() + this.timeout;
  }
}

/** Those who wait for the same thing to happen. */
export class Waiters {
  readonly #waiting = new Set<Waiting>();
  // One timer serves all waits in turn: a busy connection waits for each message, and would make and clear a timer each time.
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  /** How many of those who wait keep the program alive. */
  #holding = 0;

  /** Something happened: everybody looks again. */
  wake(): void {
    for (const waiting of this.#waiting) waiting.end("event");
  }

  /** Resolves when something happened, or says what else ended the wait. Never rejects. */
  wait(deadline: Deadline): Promise<WaitEnd> {
    if (deadline.signal?.aborted) return Promise.resolve("abort");
    return new Promise((resolve) => {
      const waiting = new Waiting(deadline, resolve, this.#ended);
      this.#waiting.add(waiting);
      this.#watch(deadline.at);
      if (!deadline.holdsUpCell) return;
      interruptible.add(waiting);
      // In plain Node a pending wait keeps the program alive; a kernel lives by itself, and must be able to exit.
      if (!inKernel() && this.#holding++ === 0) this.#timer!.ref();
    });
  }

  readonly #ended = (waiting: Waiting): void => {
    this.#waiting.delete(waiting);
    if (!waiting.deadline.holdsUpCell) return;
    interruptible.delete(waiting);
    if (!inKernel() && --this.#holding === 0) this.#timer?.unref();
  };

  /** Looks at the clock no later than `at`. */
  #watch(at: number): void {
    if (this.#timer && at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    // What is beyond the reach of a timer is looked at again when the timer ends.
    this.#timer = setTimeout(() => this.#look(), Math.min(Math.ceil(at - performance.now()), longestTimer));
    this.#timerAt = at;
    if (this.#holding === 0) this.#timer.unref();
  }

  #look(): void {
    this.#timer = undefined;
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const waiting of this.#waiting) {
      if (waiting.deadline.at <= now) waiting.end("timeout");
      else next = Math.min(next, waiting.deadline.at);
    }
    if (this.#waiting.size > 0) this.#watch(next);
  }
}

/** One wait. */
class Waiting {
  constructor(
    readonly deadline: Deadline,
    private readonly resolve: (how: WaitEnd) => void,
    private readonly ended: (waiting: Waiting) => void,
  ) {
    deadline.signal?.addEventListener("abort", this);
  }

  end(how: WaitEnd): void {
    this.ended(this);
    this.deadline.signal?.removeEventListener("abort", this);
    this.resolve(how);
  }

  /** What the signal calls. */
  handleEvent(): void {
    this.end("abort");
  }
}

/** What a wait that ended without its event says: `what` did not happen, and `hint` what to do about it. */
export function waitError(
  end: Exclude<WaitEnd, "event">,
  deadline: Deadline,
  call: { readonly what: string; readonly awaited: string; readonly hint: string },
  details: Pick<ConstructorParameters<typeof NetcellError>[1], "handle">,
): NetcellError {
  const { what, awaited, hint } = call;
  if (end === "timeout")
    return new NetcellError(`${what} waited ${deadline.timeout} ms and ${awaited}`, {
      code: "ETIMEDOUT",
      hint,
      ...details,
    });
  if (end === "interrupt")
    return new NetcellError(`${what} was interrupted`, {
      code: "EINTR",
      hint: "Servers and connections are still open: handles() lists them.",
      ...details,
    });
  return new NetcellError(`${what} was aborted by its signal`, {
    code: "ABORT_ERR",
    hint: "The signal given to the call fired.",
    cause: deadline.signal?.reason,
    ...details,
  });
}

function checkOptions(options: unknown): void {
  if (typeof options !== "object" || options === null)
    throw new NetcellError(`${inspect(options)} is not an object of options`, {
      code: "EINVAL",
      hint: "Write the options in braces, such as { timeout: 1000 }, or leave them out.",
    });
  const { signal } = options as CallOptions;
  if (signal === undefined || signal instanceof AbortSignal) return;
  throw new NetcellError(`signal is ${inspect(signal, { depth: 0 })}`, {
    code: "EINVAL",
    hint: "Give the signal of a new AbortController(), or AbortSignal.timeout(1000); milliseconds alone are { timeout: 1000 }.",
  });
}

function checkedTimeout(timeout: number): number {
  if (typeof timeout === "number" && timeout >= 0) return timeout;
  throw new NetcellError(`timeout is ${String(timeout)}`, {
    code: "EINVAL",
    hint: "Give milliseconds, 0 or more, or Infinity to wait for ever.",
  });
}
