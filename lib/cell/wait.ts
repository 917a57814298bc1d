/** Waiting that always ends: with the event, at the deadline, by an interrupt or by an abort signal. */
import { inspect } from "node:util";
import { invalid, NetcellError, type NetcellErrorDetails } from "../errors";
import { inHandler } from "./context";
import { inKernel, onInterrupt } from "./host";
import { shared } from "./shared";
import { type Alarm, machineTime, type TimeSource } from "./time";

/** Options of a call that waits. */
export interface CallOptions {
  /**
   * Milliseconds until the call gives up with `ETIMEDOUT` (default: 5000); `Infinity` waits without end. In a handler,
   * which holds up no cell, the default for waiting for the peer is `Infinity`.
   */
  readonly timeout?: number;
  /** Ends the wait with `ABORT_ERR` when it fires. */
  readonly signal?: AbortSignal;
}

/** The end of a wait. */
type WaitEnd = "event" | "timeout" | "interrupt" | "abort";

/** Milliseconds that a wait in a cell may take by default. */
const defaultTimeout = 5000;

/** The waits that hold up a cell: an interrupt ends them, while servers and their handlers go on. */
const cellWaits = shared("waits", () => {
  const waits = new Set<Waiting>();
  onInterrupt(() => {
    for (const wait of [...waits]) wait.end("interrupt");
  });
  return waits;
});

/** Options of a deadline; the handle that waits has them, too. */
interface DeadlineSetup {
  /** The time by which it is measured (default: the machine's). */
  readonly time?: TimeSource;
  /** Whether the call waits for the peer to do something, which a handler may do without end (default: true). */
  readonly idle?: boolean;
}

/** The moment until which one call may wait, however many waits it takes. */
export class Deadline {
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly time: TimeSource;
  /** The moment, in milliseconds of its time. */
  readonly at: number;
  /** Whether the waiting holds up a cell. A handler's does not. */
  readonly holdsUpCell = !inHandler();

  constructor(options: CallOptions = {}, { time = machineTime, idle = true }: DeadlineSetup = {}) {
    checkSignal(options.signal);
    const byDefault = idle && !this.holdsUpCell ? Number.POSITIVE_INFINITY : defaultTimeout;
    this.timeout = checkedTimeout(options.timeout ?? byDefault);
    this.signal = options.signal;
    this.time = time;
    this.at = time.now() + this.timeout;
  }

  get isOver(): boolean {
    return this.time.now() >= this.at;
  }
}

/** The waits for one thing to happen, all by the same time. */
export class Waiters {
  readonly #waiting = new Set<Waiting>();
  // One alarm serves all waits in turn: a busy connection waits for each message, and would set and cancel one each time.
  #alarm: Alarm | undefined;
  #alarmAt = Number.POSITIVE_INFINITY;
  /** How many of the waits keep the program alive. */
  #holding = 0;

  /** Something happened: all that wait look again. */
  wake(): void {
    for (const waiting of this.#waiting) waiting.end("event");
  }

  /** Nothing happens any more: all that wait look again, and no alarm is kept for later waits. */
  end(): void {
    this.wake();
    this.#alarm?.cancel();
    this.#alarm = undefined;
  }

  /** Resolves when something happened, or says what else ended the wait. Never rejects. */
  wait(deadline: Deadline): Promise<WaitEnd> {
    if (deadline.signal?.aborted) return Promise.resolve("abort");
    return new Promise((resolve) => {
      const waiting = new Waiting(deadline, resolve, this.#ended);
      this.#waiting.add(waiting);
      this.#watch(deadline);
      if (!deadline.holdsUpCell) return;
      cellWaits.add(waiting);
      deadline.time.waiting?.add(waiting);
      // In plain Node a pending wait keeps the program alive; a kernel lives by itself, and must be able to exit.
      if (!inKernel() && this.#holding++ === 0) this.#alarm!.ref();
    });
  }

  readonly #ended = (waiting: Waiting): void => {
    this.#waiting.delete(waiting);
    if (!waiting.deadline.holdsUpCell) return;
    cellWaits.delete(waiting);
    waiting.deadline.time.waiting?.delete(waiting);
    if (!inKernel() && --this.#holding === 0) this.#alarm?.unref();
  };

  /** Looks at the clock no later than at this deadline. */
  #watch({ at, time, holdsUpCell }: Deadline): void {
    if (this.#alarm && at >= this.#alarmAt) return;
    // A wait without end needs an alarm only where that keeps the program alive.
    if (at === Number.POSITIVE_INFINITY && (!holdsUpCell || inKernel())) return;
    this.#alarm?.cancel();
    this.#alarm = time.wakeAt(at, () => this.#look());
    this.#alarmAt = at;
    if (this.#holding === 0) this.#alarm.unref();
  }

  #look(): void {
    this.#alarm = undefined;
    let next: Deadline | undefined;
    for (const waiting of this.#waiting) {
      const { deadline } = waiting;
      if (deadline.isOver) waiting.end("timeout");
      else if (!next || deadline.at < next.at) next = deadline;
    }
    if (next) this.#watch(next);
  }
}

/** One wait. */
class Waiting {
  readonly deadline: Deadline;
  readonly #resolve: (how: WaitEnd) => void;
  readonly #ended: (waiting: Waiting) => void;

  constructor(deadline: Deadline, resolve: (how: WaitEnd) => void, ended: (waiting: Waiting) => void) {
    this.deadline = deadline;
    this.#resolve = resolve;
    this.#ended = ended;
    deadline.signal?.addEventListener("abort", this);
  }

  end(how: WaitEnd): void {
    this.#ended(this);
    this.deadline.signal?.removeEventListener("abort", this);
    this.#resolve(how);
  }

  /** Called by the signal. */
  handleEvent(): void {
    this.end("abort");
  }
}

/** A call that waits: its name, what it waited for in vain, and what to do about that. */
interface WaitingCall {
  /** `"recv() on client-1"`. */
  readonly what: string;
  /** `"nothing came"`. */
  readonly awaited: string;
  readonly hint: string;
}

/** The result of `work`, or the error of a wait that ended before. */
export async function withinDeadline<T>(
  work: Promise<T>,
  deadline: Deadline,
  call: WaitingCall,
  details: Pick<NetcellErrorDetails, "handle">,
): Promise<T> {
  const over = new Waiters();
  let isOver = false;
  const wake = () => {
    isOver = true;
    over.wake();
  };
  work.then(wake, wake);
  try {
    while (!isOver) {
      const end = await over.wait(deadline);
      if (end !== "event" && !isOver) throw waitError(end, deadline, call, details);
    }
  } finally {
    over.end();
  }
  return work;
}

/** The error of a wait that ended without its event. */
export function waitError(
  end: Exclude<WaitEnd, "event">,
  deadline: Deadline,
  call: WaitingCall,
  details: Pick<NetcellErrorDetails, "handle">,
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

function checkSignal(signal: unknown): void {
  if (signal === undefined || signal instanceof AbortSignal) return;
  throw invalid(
    `signal is ${inspect(signal, { depth: 0 })}`,
    "Give the signal of a new AbortController(), or AbortSignal.timeout(1000); milliseconds alone are { timeout: 1000 }.",
  );
}

function checkedTimeout(timeout: number): number {
  if (typeof timeout === "number" && timeout >= 0) return timeout;
  throw invalid(
    `timeout is ${String(timeout)}`,
    "Give milliseconds, 0 or more, or Infinity to wait without end.",
  );
}
