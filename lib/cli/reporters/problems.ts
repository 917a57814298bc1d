/** The problems of a result, in the same words for every reporter. */
import { styleText } from "node:util";
import {
  type CellDifference,
  type CellFailure,
  type CheckResult,
  explainFailure,
  failingLine,
  type Job,
} from "../../runner";
import { errorText } from "../error";

export interface Problem {
  /** Of the cell in the notebook, counted from 0; undefined when it is the notebook itself. */
  readonly index: number | undefined;
  /** Of the cell, counted from 1, where it is known. */
  readonly line: number | undefined;
  /** A word for it: the name of the error, or what was expected. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** All of it, for people. */
  readonly text: string;
}

/** Nothing, for a result that is as it should be. */
export function problemsOf({ source }: Job, result: CheckResult): Problem[] {
  switch (result.kind) {
    case "failed":
      return [failed(source, result.notebook.cells.length, result.failure)];
    case "different":
      return result.differences.map((difference) =>
        different(source, result.notebook.cells.length, difference),
      );
    case "error": {
      const { name, message } = result.error;
      return [{ index: undefined, line: undefined, name, summary: message, text: errorText(result.error) }];
    }
    default:
      return [];
  }
}

function failed(path: string, cells: number, failure: CellFailure): Problem {
  const { index, cell, outcome } = failure;
  const text = `\n${explainFailure(path, cells, failure)}`;
  if (outcome.kind === "no-error")
    return { index, line: undefined, name: "NoError", summary: "expected to raise, but did not", text };
  const { error } = outcome;
  // The place, with which a type error begins, is reported separately.
  const summary = `${error.ename}: ${error.evalue.split("\n")[0]!.replace(/^\d+:\d+ - /, "")}`;
  return { index, line: failingLine(cell, error), name: error.ename, summary, text };
}

function different(path: string, cells: number, { index, diff }: CellDifference): Problem {
  const title = `${path}: cell ${index + 1} of ${cells} shows something else than is stored`;
  const summary = "the output differs from the stored one";
  return { index, line: undefined, name: "Different", summary, text: `\n${title}\n\n${coloured(diff)}` };
}

function coloured(diff: string): string {
  return diff
    .replace(/^-.*/gm, (line) => styleText("red", line))
    .replace(/^\+.*/gm, (line) => styleText("green", line));
}
