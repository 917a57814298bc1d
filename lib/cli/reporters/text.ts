/** For people: progress on a terminal, a line for each notebook anywhere, and what went wrong. */
import type { CheckEvent, CheckResult, Job } from "../../runner";
import { problemsOf } from "./problems";
import type { Outlets, Reporter } from "./reporter";

export function textReporter({ terminal, complain }: Outlets, total: number): Reporter {
  const running = new Map<Job, string>();
  let done = 0;
  const update = () => {
    const count = total > 1 ? [`${done} of ${total} done`] : [];
    const now = running.size > 0 || done === total ? [...running.values()] : ["starting …"];
    terminal.now([...count, ...now].join(" · "));
  };
  update();
  return {
    event(event) {
      const { job } = event;
      const state = stateOf(event);
      if (state !== undefined) running.set(job, state);
      if (event.type === "end") {
        running.delete(job);
        done++;
        terminal.say(line(job, event.result));
        for (const { text } of problemsOf(job, event.result)) complain(text);
      }
      update();
    },
    end: () => terminal.now(""),
  };
}

function stateOf(event: CheckEvent): string | undefined {
  const { source } = event.job;
  if (event.type === "begin") return source;
  return event.type === "cell-start" ? `${source}: cell ${event.index + 1}` : undefined;
}

function line({ source, target = source }: Job, result: CheckResult): string {
  const where = source === target ? source : `${source} -> ${target}`;
  switch (result.kind) {
    case "ok":
      return result.cached
        ? `cached  ${where} (${result.notebook.cells.length} cells)`
        : `ok      ${where} (${result.notebook.cells.length} cells, ${(result.ms / 1000).toFixed(1)} s)`;
    case "stopped":
      return `stopped ${where}`;
    case "updated":
      return `updated ${source} (${result.differences.length} of ${result.notebook.cells.length} cells)`;
    case "different":
      return `DIFFERS ${source} (${result.differences.length} of ${result.notebook.cells.length} cells)`;
    default:
      return `FAILED  ${result.kind === "error" ? source : where}`;
  }
}
