/** Executes notebook files, some at once, each in its own kernel and saved as it goes. */
import type { FileEvent, Job } from "./events";
import { merge } from "./merge";
import { Task, type TaskOptions } from "./run-files";

export interface FilesOptions extends TaskOptions {
  /** How many notebooks run at the same time. */
  readonly jobs: number;
}

/** The events of all jobs. They begin in the given order; only with one at a time do they also end in it. */
export async function* runFiles(jobs: readonly Job[], options: FilesOptions): AsyncGenerator<FileEvent> {
  const waiting = jobs.values();
  const next = (): Task | undefined => {
    const { value, done } = waiting.next();
    return done ? undefined : new Task(value, options);
  };
  /** The next task, whose kernel starts while others run. */
  let spare: Task | undefined;
  const prepareSpare = () => {
    spare ??= next();
    spare?.prepare();
  };
  async function* lane(): AsyncGenerator<FileEvent> {
    while (!options.signal?.aborted) {
      const task = spare ?? next();
      spare = undefined;
      if (task === undefined) return;
      yield* task.run(prepareSpare);
    }
  }
  try {
    yield* merge(Array.from({ length: Math.max(1, Math.min(options.jobs, jobs.length)) }, lane));
  } finally {
    await spare?.end();
  }
}
