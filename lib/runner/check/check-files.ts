/** Notebook files executed, and their outputs compared with the stored ones. */
import { dirname, resolve } from "node:path";
import type { CodeCell, Notebook, Output } from "../nbformat/notebook";
import { NotebookError } from "../nbformat/notebook-error";
import { type FileEvent, type FileResult, type FilesOptions, type Job, runFiles } from "../run-files";
import { Saver } from "../saver";
import { type CellDifference, compareNotebooks } from "./compare";
import { folderSanitizer, type Sanitizer, SanitizerError } from "./sanitizers";

export interface CheckOptions extends Omit<FilesOptions, "cache"> {
  /** Whether changed outputs are stored, so that the next check expects them. */
  readonly update: boolean;
  readonly sanitizers: readonly Sanitizer[];
}

export type CheckEvent =
  | Exclude<FileEvent, { type: "end" }>
  | { readonly type: "end"; readonly job: Job; readonly result: CheckResult };

export type CheckResult =
  | FileResult
  /** It ran well, and shows something else than is stored, or than was stored before an update. */
  | {
      readonly kind: "different" | "updated";
      readonly notebook: Notebook;
      readonly ms: number;
      readonly differences: readonly CellDifference[];
    };

export async function* checkFiles(
  paths: readonly string[],
  options: CheckOptions,
): AsyncGenerator<CheckEvent> {
  const savers = new Map<string, Saver>();
  if (options.update) for (const path of paths) savers.set(path, await Saver.for(path));
  const stored = new Map<Job, Notebook>();
  const jobs = paths.map((source) => ({ source }));
  for await (const event of runFiles(jobs, options)) {
    if (event.type === "begin") stored.set(event.job, event.notebook);
    if (event.type !== "end") {
      yield event;
      continue;
    }
    const { job, result } = event;
    const before = stored.get(job);
    stored.delete(job);
    const checked =
      result.kind === "ok" && before
        ? await check(job.source, before, result, options, savers.get(job.source))
        : result;
    yield { ...event, result: checked };
  }
}

type Ran = Extract<FileResult, { kind: "ok" }>;

async function check(
  path: string,
  stored: Notebook,
  ran: Ran,
  options: CheckOptions,
  saver: Saver | undefined,
): Promise<CheckResult> {
  try {
    if (saver === undefined && !hasOutputs(stored) && hasOutputs(ran.notebook))
      throw new NotebookError(path, "no outputs are stored in it to compare with.", {
        hint: "Store what it shows now with --update.",
      });
    const folder = folderSanitizer(dirname(resolve(path)));
    const differences = compareNotebooks(stored, ran.notebook, [...options.sanitizers, folder]);
    if (differences.length === 0) return ran;
    const { notebook, ms } = ran;
    if (saver === undefined) return { kind: "different", notebook, ms, differences };
    saver.save(updated(stored, notebook, differences));
    await saver.saved();
    return { kind: "updated", notebook, ms, differences };
  } catch (error) {
    const inPath = error instanceof SanitizerError ? new NotebookError(path, error.message) : error;
    return { kind: "error", error: inPath as Error };
  }
}

function hasOutputs({ cells }: Notebook): boolean {
  return cells.some((cell) => cell.cell_type === "code" && cell.outputs.length > 0);
}

/** The new notebook; cells that show the same keep their stored outputs to the letter, so version control shows little. */
function updated(stored: Notebook, now: Notebook, differences: readonly CellDifference[]): Notebook {
  const changed = new Set(differences.map(({ index }) => index));
  const cells = now.cells.map((cell, index) => {
    const before = stored.cells[index];
    if (cell.cell_type !== "code" || before?.cell_type !== "code" || changed.has(index)) return cell;
    return { ...cell, outputs: before.outputs.map((output) => counted(output, cell)) };
  });
  return { ...now, cells };
}

function counted(output: Output, { execution_count }: CodeCell): Output {
  return output.output_type === "execute_result" ? { ...output, execution_count } : output;
}
