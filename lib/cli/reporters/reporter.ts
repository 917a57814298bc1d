/** Who tells of a run: the events as they come, then the end. */
import type { CheckEvent, CheckResult } from "../../runner";
import type { Progress } from "../progress";

export interface Reporter {
  event(event: CheckEvent): void;
  /** No more events come. */
  end(): void;
}

/** Where a reporter writes. */
export interface Outlets {
  /** What people follow: progress, and a line for each notebook. */
  readonly terminal: Progress;
  /** What went wrong, for people. */
  complain(text: string): void;
  /** What machines read: whole lines, without the one that ends the last. */
  print(text: string): void;
}

export function hasFailed({ kind }: CheckResult): boolean {
  return kind === "failed" || kind === "different" || kind === "error";
}
