/** The interface of a reporter: it gets the events of a run as they come, then the end. */
import type { CheckEvent, CheckResult } from "../../runner";
import type { Progress } from "../progress";

export interface Reporter {
  event(event: CheckEvent): void;
  /** No more events come. */
  end(): void;
}

/** Where a reporter writes. */
export interface Outlets {
  /** Progress, and a line for each notebook, for people. */
  readonly terminal: Progress;
  /** Prints problems, for people. */
  complain(text: string): void;
  /** Prints whole lines for programs; the text has no line end. */
  print(text: string): void;
}

export function hasFailed({ kind }: CheckResult): boolean {
  return kind === "failed" || kind === "different" || kind === "error";
}
