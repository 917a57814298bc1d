/** What is told of a run while it goes on: the one stream that every reporter reads. */
import type { CodeCell, Notebook } from "./nbformat/notebook";
import type { CellFailure, CellOutcome } from "./run";

export interface Job {
  /** The notebook to execute. */
  readonly source: string;
  /** Where it goes with its outputs; may be `source` itself. Nothing is written when left out. */
  readonly target?: string;
}

/** Events of several jobs come mixed when several run at once. */
export type FileEvent =
  /** Its kernel is ready. A job that ends early, or whose result is known, has only an end. */
  | { readonly type: "begin"; readonly job: Job; readonly notebook: Notebook }
  /** `index` is that of the cell among all cells of the notebook, counted from 0. */
  | { readonly type: "cell-start"; readonly job: Job; readonly index: number; readonly cell: CodeCell }
  | {
      readonly type: "cell-end";
      readonly job: Job;
      readonly index: number;
      readonly cell: CodeCell;
      readonly outcome: CellOutcome;
      readonly ms: number;
    }
  | { readonly type: "end"; readonly job: Job; readonly result: FileResult };

export type FileResult =
  | {
      readonly kind: "ok";
      readonly notebook: Notebook;
      readonly ms: number;
      /** Whether the outputs are those of an earlier run of the same cells. */
      readonly cached: boolean;
    }
  | {
      readonly kind: "failed";
      /** As far as it came. */
      readonly notebook: Notebook;
      readonly ms: number;
      readonly failure: CellFailure;
    }
  /** It could not be read, run or written. */
  | { readonly kind: "error"; readonly error: Error }
  | { readonly kind: "stopped" };
