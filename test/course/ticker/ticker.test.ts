/** A ticker, tick by tick: by a clock that the test turns, and once by the machine's. */
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Clock, closeAll, handles, ticker } from "../../../lib";
import { Schedule } from "../../../lib/course/ticker/schedule";

afterEach(() => closeAll());

/** Time passes when the test says so. */
class TurnedClock implements Clock {
  #now = 0;
  readonly #sleepers = new Set<{ readonly at: number; wake(): void }>();

  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = {
        at: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake);
      if (signal?.aborted) sleeper.wake();
    });
  }

  /** Lets milliseconds pass, and everybody do what they do when they wake up. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await new Promise(setImmediate);
      const next = [...this.#sleepers].sort((one, other) => one.at - other.at)[0];
      if (!next || next.at > end) break;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#now = end;
  }

  /** Time passes while somebody computes. */
  spend(ms: number): void {
    this.#now += ms;
  }
}

describe("a ticker", () => {
  test("calls at a fixed rate, from one period on, with the same dt each time", async () => {
    const clock = new TurnedClock();
    const calls: unknown[] = [];
    const loop = ticker(20, (tick, dt) => void calls.push([tick, dt, clock.now()]), { clock });
    await clock.pass(160);
    expect(calls).toEqual([
      [1, 50, 50],
      [2, 50, 100],
      [3, 50, 150],
    ]);
    expect([loop.tick, loop.skipped, loop.errors]).toEqual([3, 0, 0]);
  });

  test("does not drift: 1/60 of a second is no whole number of milliseconds, and an hour has 216 000 of them", () => {
    expect(new Schedule(60, 0).due(216_000)).toBe(3_600_000);
    const clock = new Schedule(60, 12_345.678);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 16, noNaN: true }), { maxLength: 300 }), (lateness) => {
        let last = 0;
        for (const late of lateness) {
          const next = clock.next(last, clock.due(last + 1) + late);
          expect(next).toBe(last + 1);
          last = next;
        }
      }),
    );
  });

  test("leaves out what was missed whole, counts it, and keeps its beat", async () => {
    const clock = new TurnedClock();
    const calls: unknown[] = [];
    const slow = (tick: number, dt: number) => {
      calls.push([tick, dt, clock.now()]);
      if (tick === 2) clock.spend(240);
    };
    const loop = ticker(10, slow, { clock });
    await clock.pass(760);
    expect(calls).toEqual([
      [1, 100, 100],
      [2, 100, 200],
      // At 440 tick 3 was missed, and tick 4 is 40 ms late.
      [4, 200, 440],
      [5, 100, 500],
      [6, 100, 600],
      [7, 100, 700],
    ]);
    expect(loop.skipped).toBe(1);
  });

  test("that never keeps up makes fewer ticks, and lets others have their turn", async () => {
    const clock = new TurnedClock();
    let sum = 0;
    const loop = ticker(
      10,
      (_, dt) => {
        sum += dt;
        clock.spend(250);
      },
      { clock },
    );
    await clock.pass(10_000);
    expect(loop.tick - loop.skipped).toBeLessThanOrEqual(41);
    expect(loop.tick).toBeGreaterThan(95);
    expect(sum).toBe(loop.tick * 100);
  });

  test("waits for a promise: two calls are never under way at once", async () => {
    const clock = new TurnedClock();
    const calls: string[] = [];
    const work = async (tick: number) => {
      calls.push(`begin ${tick}`);
      await clock.sleep(150);
      calls.push(`end ${tick}`);
    };
    ticker(10, work, { clock });
    await clock.pass(500);
    expect(calls).toEqual(["begin 1", "end 1", "begin 2", "end 2", "begin 4"]);
  });

  test("goes on when onTick throws, counts it, and shows at most one error in a second's worth of ticks", async () => {
    const clock = new TurnedClock();
    const printing = vi.spyOn(console, "error").mockImplementation(() => {});
    const boom = new RangeError("boom");
    const fail = (tick: number) => (tick % 2 ? Promise.reject(boom) : undefined);
    const loop = ticker(4, fail, { clock, name: "game" });
    await clock.pass(2500);
    expect([loop.tick, loop.errors, loop.state]).toEqual([10, 5, "open"]);
    expect(printing.mock.calls).toEqual([
      ["game: tick 1 threw", boom],
      ["game: tick 5 threw, as 1 since tick 1 did", boom],
      ["game: tick 9 threw, as 1 since tick 5 did", boom],
    ]);
    printing.mockRestore();
  });

  test("stops at once when it is closed, also by itself, and leaves nobody sleeping", async () => {
    const clock = new TurnedClock();
    let calls = 0;
    const loop = ticker(10, () => ++calls === 3 && loop.close(), { clock });
    await clock.pass(1000);
    expect([calls, loop.state, clock.sleeping]).toEqual([3, "closed", 0]);
    const other = ticker(10, () => calls++, { clock });
    await clock.pass(0);
    await closeAll();
    expect([other.state, clock.sleeping]).toEqual(["closed", 0]);
    await clock.pass(1000);
    expect(calls).toBe(3);
  });

  test("is replaced by the next one of its name", async () => {
    const clock = new TurnedClock();
    const calls: string[] = [];
    ticker(10, () => calls.push("old"), { clock, name: "game" });
    const second = ticker(10, () => calls.push("new"), { clock, name: "game" });
    await clock.pass(300);
    expect(calls).toEqual(["new", "new", "new"]);
    expect(handles().map((handle) => handle === second)).toEqual([true]);
    expect(String(second)).toBe("ticker 'game' 10 Hz (open)");
  });

  test("whose clock fails closes, and says why", async () => {
    const clock: Clock = { now: () => 0, sleep: () => Promise.reject(new Error("no time")) };
    const loop = ticker(10, () => {}, { clock });
    expect(await loop.closed).toEqual({ by: "error", error: new Error("no time") });
  });

  test("has a card with its rate and how it keeps up", async () => {
    const clock = new TurnedClock();
    const loop = ticker(10, () => {}, { clock, name: "game" });
    await clock.pass(1000);
    const printing = vi.spyOn(console, "log").mockImplementation(() => {});
    loop.show();
    const [[card]] = printing.mock.calls as [[string]];
    printing.mockRestore();
    expect(card).toMatch(/^ticker game: open since .*\n10 Hz, tick 10, 0 skipped$/);
  });

  test.each([
    ["no rate", () => ticker(0, () => {})],
    ["a rate that timers do not have", () => ticker(5000, () => {})],
    ["a rate that is no number", () => ticker("20" as never, () => {})],
    ["no function", () => ticker(20, undefined as never)],
    ["null for options", () => ticker(20, () => {}, null as never)],
  ])("%s is refused in words, and nothing runs", (_name, make) => {
    expect(make).toThrow("(EINVAL)");
    expect(handles()).toHaveLength(0);
  });
});

test("by the machine's clock no tick comes early, and none is lost", async () => {
  const began = performance.now();
  const at: number[] = [];
  await new Promise<void>((resolve) => {
    ticker(250, () => {
      at.push(performance.now() - began);
      if (at.length === 25) resolve();
    });
  });
  expect(at.filter((moment, i) => moment < (i + 1) * 4 - 0.001)).toEqual([]);
});
