/**
 * For continuous integration: JUnit's XML, a suite for each notebook and a case for each code cell. A cell that was
 * not reached is skipped, a notebook that could not be read or run is a case of its own with an error. People follow
 * the run on standard error.
 */
import { stripVTControlCharacters } from "node:util";
import type { CellOutcome, CheckResult, CodeCell, Job, Notebook } from "../../runner";
import { type Problem, problemsOf } from "./problems";
import type { Outlets, Reporter } from "./reporter";
import { textReporter } from "./text";
import { element, type Xml } from "./xml";

interface CellEnd {
  readonly outcome: CellOutcome;
  readonly ms: number;
}

export function junitReporter(outlets: Outlets, total: number): Reporter {
  const people = textReporter(outlets, total);
  const ends = new Map<Job, Map<number, CellEnd>>();
  const begun = new Map<Job, Notebook>();
  const suites: Xml[] = [];
  return {
    event(event) {
      people.event(event);
      const { job } = event;
      if (event.type === "begin") {
        begun.set(job, event.notebook);
        ends.set(job, new Map());
      }
      if (event.type === "cell-end") ends.get(job)!.set(event.index, event);
      if (event.type !== "end") return;
      suites.push(suiteOf(job, event.result, begun.get(job), ends.get(job)));
      begun.delete(job);
      ends.delete(job);
    },
    end() {
      people.end();
      outlets.print(`<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", {}, suites)}`);
    },
  };
}

function suiteOf(
  job: Job,
  result: CheckResult,
  begun: Notebook | undefined,
  ends: ReadonlyMap<number, CellEnd> | undefined,
): Xml {
  const problems = problemsOf(job, result);
  const notebook = begun ?? ("notebook" in result ? result.notebook : undefined);
  const cases = (notebook?.cells ?? []).flatMap((cell, index) =>
    cell.cell_type === "code" && cell.source.trim() !== ""
      ? [caseOf(job, cell, index, ends && (ends.get(index) ?? "not reached"), problems)]
      : [],
  );
  for (const problem of problems)
    if (problem.index === undefined) cases.push(testcase(job, "notebook", 0, [complaint("error", problem)]));
  const count = (name: string) =>
    cases.filter(({ children }) => children.some((one) => one.name === name)).length;
  return element(
    "testsuite",
    {
      name: job.source,
      tests: cases.length,
      failures: count("failure"),
      errors: count("error"),
      skipped: count("skipped"),
      time: "ms" in result ? result.ms / 1000 : 0,
    },
    cases,
  );
}

/** `end` is missing where the outputs are those of an earlier run. */
function caseOf(
  job: Job,
  cell: CodeCell,
  index: number,
  end: CellEnd | "not reached" | undefined,
  problems: readonly Problem[],
): Xml {
  const name = `cell ${index + 1} (${cell.id})`;
  const problem = problems.find((one) => one.index === index);
  const children: Xml[] = [];
  if (problem) children.push(complaint("failure", problem));
  else if (end === "not reached") children.push(element("skipped", { message: "not reached" }));
  else if (end?.outcome.kind === "skipped")
    children.push(element("skipped", { message: "tagged skip-execution" }));
  else if (end?.outcome.kind === "stopped") children.push(element("skipped", { message: "stopped" }));
  return testcase(job, name, typeof end === "object" ? end.ms : 0, children);
}

function testcase({ source }: Job, name: string, ms: number, children: readonly Xml[]): Xml {
  return element("testcase", { classname: source, name, time: ms / 1000 }, children);
}

function complaint(kind: "failure" | "error", { name, summary, text }: Problem): Xml {
  return element(kind, { type: name, message: summary }, [], stripVTControlCharacters(text.trim()));
}
