/** Sources of time: the machine's clock, and what any other one has to offer. */

/** A source of time: calls wait by it, and transcripts are stamped by it. */
export interface TimeSource {
  /** Milliseconds since some beginning; they never go back. */
  now(): number;
  /** Calls `wake` once, as soon as `now()` has come to `moment`. */
  wakeAt(moment: number, wake: () => void): Alarm;
  /** Holds each wait that holds up a cell while it lasts, if the source has to know: its time may pass only then. */
  readonly waiting?: { add(wait: CellWait): unknown; delete(wait: CellWait): unknown };
}

/** What {@link TimeSource.wakeAt} has set. It keeps the program alive until it rings. */
export interface Alarm {
  cancel(): void;
  /** Lets it keep the program alive again. */
  ref(): void;
  /** Lets the program end before it rings. */
  unref(): void;
}

/** A wait that holds up a cell. */
export interface CellWait {
  /** The moment until which it may take. */
  readonly deadline: { readonly at: number };
}

/** The machine's own clock: monotonic, so that a change of the machine's date moves nothing. */
export const machineTime: TimeSource = {
  now: () => performance.now(),
  wakeAt: (moment, wake) => new MachineAlarm(moment, wake),
};

/** What is beyond the reach of a timer is looked at again when the timer ends. */
const longestTimer = 2 ** 31 - 1;

class MachineAlarm implements Alarm {
  readonly #moment: number;
  readonly #wake: () => void;
  #timer: NodeJS.Timeout;

  constructor(moment: number, wake: () => void) {
    this.#moment = moment;
    this.#wake = wake;
    this.#timer = this.#set();
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  ref(): void {
    this.#timer.ref();
  }

  unref(): void {
    this.#timer.unref();
  }

  #set(): NodeJS.Timeout {
    const left = Math.ceil(this.#moment - performance.now());
    return setTimeout(() => this.#ring(), Math.min(left, longestTimer));
  }

  /** Timers may end a little early. */
  #ring(): void {
    if (performance.now() >= this.#moment) {
      this.#wake();
      return;
    }
    const holds = this.#timer.hasRef();
    this.#timer = this.#set();
    if (!holds) this.#timer.unref();
  }
}
