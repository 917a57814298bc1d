/**
 * For programs: one JSON object a line, as things happen. Every line has `event` and, but for the last, `notebook`
 * (the path as given). `cell` counts the cells of the notebook from 1, Markdown cells too.
 *
 *     {"event":"notebook-start","notebook":"a.ipynb","cells":12}
 *     {"event":"cell-start","notebook":"a.ipynb","cell":3,"id":"c2"}
 *     {"event":"cell-end","notebook":"a.ipynb","cell":3,"id":"c2","outcome":"ok","ms":12}
 *     {"event":"notebook-end","notebook":"a.ipynb","target":"out/a.ipynb","result":"ok","ms":1200,"cached":false,
 *      "problems":[]}
 *     {"event":"end","ok":1,"failed":0,"stopped":0}
 *
 * `outcome` is ok, skipped, error, no-error, wrong-error, timeout, dead or stopped, with `error: {name, message}`
 * where there was one, and `expected` where it was an `error`. `result` is ok, updated, failed, different, error or
 * stopped.
 * A problem has `cell` and `line` (of the cell) where they are known, `name`, `summary` and `text`.
 */
import { stripVTControlCharacters } from "node:util";
import type { CellOutcome, CheckEvent } from "../../runner";
import { problemsOf } from "./problems";
import { hasFailed, type Outlets, type Reporter } from "./reporter";

export function jsonReporter({ print }: Outlets): Reporter {
  const tally = { ok: 0, failed: 0, stopped: 0 };
  return {
    event(event) {
      print(JSON.stringify(lineOf(event)));
      if (event.type !== "end") return;
      const { result } = event;
      if (hasFailed(result)) tally.failed++;
      else if (result.kind === "stopped") tally.stopped++;
      else tally.ok++;
    },
    end: () => print(JSON.stringify({ event: "end", ...tally })),
  };
}

function lineOf(event: CheckEvent): object {
  const notebook = event.job.source;
  switch (event.type) {
    case "begin":
      return { event: "notebook-start", notebook, cells: event.notebook.cells.length };
    case "cell-start":
      return { event: "cell-start", notebook, cell: event.index + 1, id: event.cell.id };
    case "cell-end": {
      const { index, cell, outcome, ms } = event;
      return { event: "cell-end", notebook, cell: index + 1, id: cell.id, ...outcomeOf(outcome), ms };
    }
    case "end": {
      const { job, result } = event;
      const problems = problemsOf(job, result).map(({ index, text, ...rest }) => ({
        cell: index === undefined ? undefined : index + 1,
        ...rest,
        text: stripVTControlCharacters(text.trim()),
      }));
      const ms = "ms" in result ? result.ms : undefined;
      const cached = result.kind === "ok" ? result.cached : undefined;
      return {
        event: "notebook-end",
        notebook,
        target: job.target,
        result: result.kind,
        ms,
        cached,
        problems,
      };
    }
  }
}

function outcomeOf(outcome: CellOutcome): object {
  const error = "error" in outcome ? { name: outcome.error.ename, message: outcome.error.evalue } : undefined;
  return {
    outcome: outcome.kind,
    error,
    expected: outcome.kind === "error" ? outcome.expected : undefined,
    wanted: outcome.kind === "wrong-error" ? outcome.wanted : undefined,
  };
}
