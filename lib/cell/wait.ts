/** Waiting that always ends: with the event, at the deadline, by an interrupt or by an abort signal. */
import { inHandler } from "./context";
import { NetcellError } from "./error";
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

interface Waiting {
  end(how: WaitEnd): void;
}

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
  readonly #end: number;

  /** `idle`: the call waits for the peer to do something, which a handler may do without end. */
  constructor(options: CallOptions = {}, idle = true) {
    this.timeout = checkedTimeout(
      options.timeout ?? (idle && inHandler() ? Number.POSITIVE_INFINITY : defaultTimeout),
    );
    this.signal = options.signal;
    this.#end = this.timeout === Number.POSITIVE_INFINITY ? this.timeout : performance.now() + this.timeout;
  }

  get left(): number {
    return Math.max(0, this.#end - performance.now());
  }
}

/** Those who wait for the same thing to happen. */
export class Waiters {
  readonly #waiting = new Set<Waiting>();

  get size(): number {
    return this.#waiting.size;
  }

  /** Something happened: everybody looks again. */
  wake(): void {
    for (const waiting of [...this.#waiting]) waiting.end("event");
  }

  /** Resolves when something happened, or says what else ended the wait. Never rejects. */
  wait(deadline: Deadline): Promise<WaitEnd> {
    const { signal, left } = deadline;
    if (signal?.aborted) return Promise.resolve("abort");
    if (left <= 0) return Promise.resolve("timeout");
    return new Promise((resolve) => {
      const waiting: Waiting = {
        end: (how) => {
          clearTimeout(timer);
          this.#waiting.delete(waiting);
          interruptible.delete(waiting);
          signal?.removeEventListener("abort", onAbort);
          resolve(how);
        },
      };
      const onAbort = () => waiting.end("abort");
      // Beyond what a timer can hold, it only makes the caller look again.
      const timer = setTimeout(
        () => waiting.end(left > longestTimer ? "event" : "timeout"),
        Math.min(left, longestTimer),
      );
      const holdsUpCell = !inHandler();
      // In plain Node a pending wait keeps the program alive; a kernel lives by itself, and must be able to exit.
      if (inKernel() || !holdsUpCell) timer.unref();
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#waiting.add(waiting);
      if (holdsUpCell) interruptible.add(waiting);
    });
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

function checkedTimeout(timeout: number): number {
  if (typeof timeout === "number" && timeout >= 0) return timeout;
  throw new NetcellError(`timeout is ${String(timeout)}`, {
    code: "EINVAL",
    hint: "Give milliseconds, 0 or more, or Infinity to wait for ever.",
  });
}
