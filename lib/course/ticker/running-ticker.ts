/** A ticker that runs. */
import { inspect } from "node:util";
import { checkedName, freshName, type HandleFacts, LiveHandle, replaceOlder, runHandler } from "../../cell";
import { checkedOptions, invalid } from "../../errors";
import type { Clock } from "../../sockets";
import { jupyterDisplay, type MimeBundle } from "../../view";
import type { Ticker, TickerOptions, TickHandler } from "./api";
import { tickerCard } from "./card";
import { Schedule } from "./schedule";
import { systemClock } from "./system-clock";

/** Timers count whole milliseconds. */
const highestRate = 1000;

export class RunningTicker extends LiveHandle implements Ticker {
  readonly kind = "ticker";
  readonly name: string;
  readonly #onTick: TickHandler;
  readonly #stop = new AbortController();
  #tick = 0;
  #skipped = 0;
  #errors = 0;
  /** Errors since the last one that was shown, and the tick of that one. */
  #unreported = 0;
  #reportedAt: number | undefined;

  constructor(
    readonly hz: number,
    onTick: TickHandler,
    name: string | undefined,
  ) {
    super(name === undefined ? undefined : `ticker ${name}`);
    this.name = name ?? freshName("ticker");
    this.#onTick = onTick;
  }

  static start(hz: number, onTick: TickHandler, options: TickerOptions): RunningTicker {
    checkRate(hz);
    checkHandler(onTick);
    const {
      name,
      clock = systemClock,
      output,
    } = checkedOptions(options, { name: true, clock: true, output: true });
    const ticker = new RunningTicker(hz, onTick, checkedName(name));
    // The older one of this name stops at once: there is nothing to wait for.
    void replaceOlder(ticker);
    ticker.opened();
    runHandler(output === "current" ? undefined : ticker.cell, () =>
      ticker.#run(clock).catch((error) => ticker.closeAs({ by: "error", error })),
    );
    return ticker;
  }

  get tick(): number {
    return this.#tick;
  }

  get skipped(): number {
    return this.#skipped;
  }

  get errors(): number {
    return this.#errors;
  }

  facts(): HandleFacts {
    return { endpoint: `${this.hz} Hz` };
  }

  [jupyterDisplay](): MimeBundle {
    return tickerCard(this)[jupyterDisplay]();
  }

  protected async release(): Promise<void> {
    this.#stop.abort();
  }

  async #run(clock: Clock): Promise<void> {
    const schedule = new Schedule(this.hz, clock.now());
    for (;;) {
      const last = this.#tick;
      // Also when the next tick is due already: others must have their turn.
      await clock.sleep(Math.max(0, schedule.due(last + 1) - clock.now()), this.#stop.signal);
      if (this.state !== "open") return;
      this.#tick = schedule.next(last, clock.now());
      this.#skipped += this.#tick - last - 1;
      await this.#call(schedule.duration(this.#tick - last));
      this.changed();
    }
  }

  async #call(dt: number): Promise<void> {
    try {
      await this.#onTick(this.#tick, dt);
    } catch (error) {
      this.#errors++;
      this.#report(error);
    }
  }

  /** At most once in a second's worth of ticks: the same fault comes back with every tick. */
  #report(error: unknown): void {
    if (this.#reportedAt !== undefined && this.#tick - this.#reportedAt < this.hz) {
      this.#unreported++;
      return;
    }
    const more = this.#unreported > 0 ? `, as ${this.#unreported} since tick ${this.#reportedAt} did` : "";
    console.error(`${this.name}: tick ${this.#tick} threw${more}`, error);
    this.#reportedAt = this.#tick;
    this.#unreported = 0;
  }
}

function checkRate(hz: number): void {
  if (typeof hz === "number" && hz > 0 && hz <= highestRate) return;
  throw invalid(
    `a ticker cannot run at ${inspect(hz)} Hz`,
    `Give ticks a second, more than 0 and at most ${highestRate}; 20 suits most games.`,
  );
}

function checkHandler(onTick: TickHandler): void {
  if (typeof onTick === "function") return;
  throw invalid(
    `${inspect(onTick, { depth: 0 })} cannot be called at each tick`,
    "Give a function: (tick, dt) => { … }.",
  );
}
