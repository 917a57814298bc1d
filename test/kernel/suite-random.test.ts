/**
 * Five hundred random interleavings of execute, interrupt and shutdown: every request is answered, every kernel ends,
 * nothing stays behind. NETCELL_SEED repeats a run that failed.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { CellRun, TestKernel } from "../support/kernel";
import { startKernel } from "../support/kernel";
import { requires } from "../support/requires";
import { processesMarked, processList } from "./processes";

// A minute of work where nothing else runs.
vi.setConfig({ testTimeout: 600_000 });

const seed = Number(process.env.NETCELL_SEED ?? 2026);

/** How long a request may go unanswered while the kernel is interrupted again and again: far more than any needs. */
const patience = 15_000;

const cells = {
  quick: "1",
  fails: `throw new Error("no")`,
  "type error": `const n: number = "one"`,
  prints: "for (let i = 0; i < 200; i++) console.log(i)",
  waits: "await new Promise(() => {})",
  loops: "while (true) {}",
  "prints later": `setTimeout(() => console.log("later"), 3); 0`,
  "fails later": `setTimeout(() => { throw new Error("later") }, 3); 0`,
  serves: `require("node:net").createServer().listen(0, "127.0.0.1"); 0`,
  spawns: `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]); 0`,
};

type Cell = keyof typeof cells;
type Step = { readonly execute: Cell; readonly stop: boolean } | "interrupt" | "pause" | "wait for it";

const names = Object.keys(cells) as Cell[];
const steps = (of: readonly Cell[]) =>
  fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ execute: fc.constantFrom(...of), stop: fc.boolean() }) },
      { weight: 2, arbitrary: fc.constant<Step>("interrupt") },
      { weight: 1, arbitrary: fc.constantFrom<Step>("pause", "wait for it") },
    ),
    { minLength: 1, maxLength: 6 },
  );

const mark = randomUUID();
const env = { NETCELL_TEST_MARK: mark };

test("490 sequences of cells and interrupts: each cell is answered, with idle, and the next one runs", async () => {
  // A child process for each would be too many for a test.
  const cheap = names.filter((name) => name !== "spawns");
  let kernel = await startKernel({ env });
  let lost = 0;
  await check(490, cheap, async (sequence) => {
    try {
      const runs = await follow(kernel, sequence);
      await interruptedUntil(kernel, Promise.all(runs));
      for (const run of runs)
        expect(await run).toMatchObject({
          status: expect.stringMatching(/^(ok|error|aborted)$/),
          complete: true,
        });
      expect(await nextCell(kernel)).toMatchObject({ status: "ok", complete: true });
    } catch (error) {
      if (!(await wasKilledBySigint(kernel))) throw error;
      lost++;
      kernel = await startKernel({ env });
    }
  });
  expect(lost, "kernels lost to an interrupt").toBeLessThan(50);
  await kernel.stop();
});

test("10 sequences that a shutdown cuts off: every request is settled and the kernel ends", async () => {
  await check(10, names, async (sequence) => {
    const own = await startKernel({ env });
    const runs = await follow(own, sequence);
    await withinPatience(own.stop());
    await withinPatience(Promise.allSettled(runs));
  });
});

requires(processList).test("of all these kernels and what their cells started, nothing is left", () => {
  expect(processesMarked("NETCELL_TEST_MARK", mark)).toEqual([]);
});

/** Runs that many sequences; the first one that fails is reported as it is, for a kernel in trouble shrinks nothing. */
async function check(numRuns: number, of: readonly Cell[], body: (sequence: Step[]) => Promise<void>) {
  await fc.assert(fc.asyncProperty(steps(of), body), { numRuns, seed, endOnFailure: true });
}

/** Takes the steps; gives the cells that were sent, answered or not. */
async function follow(kernel: TestKernel, sequence: readonly Step[]): Promise<Array<Promise<CellRun>>> {
  const runs: Array<Promise<CellRun>> = [];
  for (const step of sequence) {
    if (step === "interrupt") await kernel.interrupt();
    else if (step === "pause") await sleep(5);
    else if (step === "wait for it") await Promise.race([Promise.allSettled(runs), sleep(20)]);
    else {
      const { finished } = kernel.start(cells[step.execute], { content: { stop_on_error: step.stop } });
      // A kernel that is stopped answers no more; whoever awaits the run hears of it.
      finished.catch(() => {});
      runs.push(finished);
    }
  }
  return runs;
}

/** An interrupt that comes before its cell has begun ends nothing, so interrupt until all are answered. */
async function interruptedUntil(kernel: TestKernel, answered: Promise<unknown>): Promise<void> {
  let done = false;
  const settled = answered.finally(() => {
    done = true;
  });
  const interrupting = (async () => {
    for (await sleep(15); !done; await sleep(15)) await kernel.interrupt();
  })();
  try {
    await withinPatience(settled);
  } finally {
    done = true;
    await interrupting;
  }
}

/**
 * When the code of a cell has ended, Node.js hands SIGINT back to its default, and for some microseconds, until the listeners
 * are there again, an interrupt ends the process (lib/kernel/repairs/interrupts.ts). It is rare, and must stay so.
 */
async function wasKilledBySigint({ died }: TestKernel): Promise<boolean> {
  const death = await Promise.race([died, sleep(1000, undefined, { ref: false })]);
  return death?.signal === "SIGINT";
}

/** The cell after all that. The last interrupt may still have been under way, and then it is this one that it ends. */
async function nextCell(kernel: TestKernel, tries = 3): Promise<CellRun> {
  const run = await withinPatience(kernel.run("1"));
  return run.ename === "Interrupted" && tries > 1 ? nextCell(kernel, tries - 1) : run;
}

async function withinPatience<T>(promise: Promise<T>): Promise<T> {
  const limit = new AbortController();
  const late = sleep(patience, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`no answer within ${patience} ms`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    limit.abort();
  }
}
