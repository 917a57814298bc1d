/** `netcell run`: executes notebooks, and says which cell failed and why. */
import { existsSync, realpathSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Command } from "commander";
import type { FileResult, Job } from "../runner/events";
import { CliError, complain, inWords } from "./error";
import { progress } from "./progress";
import { milliseconds, seconds } from "./seconds";
import { stopOnSignal } from "./stop-on-signal";

interface RunFlags {
  readonly out?: string;
  readonly timeout: number;
  readonly plugin: boolean;
}

export function addRun(program: Command): void {
  program
    .command("run")
    .description("execute notebooks with tslab, each in a kernel of its own; needs no Python")
    .argument("<notebooks...>", "the notebooks to execute, in this order")
    .option(
      "-o, --out <folder>",
      "write the executed notebooks there, instead of into the notebooks themselves",
    )
    .option("-t, --timeout <seconds>", "how long one cell may take; 0 for as long as it likes", seconds, 60)
    .option("--no-plugin", "use tslab as it is, without netcell's repairs")
    .addHelpText("after", tags)
    .action(run);
}

const tags = `
Tags of cells:
  raises-exception  the cell is expected to raise; the run goes on, and fails if it does not
  skip-execution    the cell is not executed and keeps its outputs

The exit status is 0 when all cells ran, and 1 when one failed: the rest of its notebook
is not run, other notebooks are. What ran is saved in any case.`;

async function run(notebooks: string[], { out, timeout, plugin }: RunFlags): Promise<void> {
  const jobs = jobsFor(notebooks, out);
  const { runFiles } = await import("../runner/files.js");
  const { localHost } = await import("../runner/kernel/local.js");
  const { explainFailure } = await import("../runner/explain.js");
  const terminal = progress(process.stdout);
  const interrupt = stopOnSignal(terminal);
  const options = {
    timeout: milliseconds(timeout),
    host: localHost({ plugin }),
    jobs: 1,
    signal: interrupt.signal,
  };
  let failures = 0;
  terminal.now("starting the kernel …");
  for await (const event of runFiles(jobs, options)) {
    const { source } = event.job;
    if (event.type === "cell-start") terminal.now(`${source}: cell ${event.index + 1}`);
    if (event.type !== "end") continue;
    const { result } = event;
    if (result.kind === "failed" || result.kind === "error") failures++;
    terminal.say(line(event.job, result));
    if (result.kind === "failed")
      complain(`\n${explainFailure(source, result.notebook.cells.length, result.failure)}`);
    if (result.kind === "error") complain(inWords(result.error));
  }
  interrupt.release();
  if (interrupt.signal.aborted) process.exitCode = interrupt.status();
  else if (failures > 0) process.exitCode = 1;
}

function line({ source, target }: Job, result: FileResult): string {
  const where = source === target ? source : `${source} -> ${target}`;
  switch (result.kind) {
    case "ok":
      return `ok      ${where} (${result.notebook.cells.length} cells, ${(result.ms / 1000).toFixed(1)} s)`;
    case "stopped":
      return `stopped ${where}`;
    default:
      return `FAILED  ${result.kind === "error" ? source : where}`;
  }
}

function jobsFor(notebooks: readonly string[], out: string | undefined): Job[] {
  const taken = new Map<string, string>();
  return notebooks.map((source) => {
    const target = out === undefined ? source : join(out, basename(source));
    const key = real(target);
    const rival = taken.get(key);
    if (rival !== undefined)
      throw new CliError(
        out === undefined
          ? `${source} is named twice.`
          : `${rival} and ${source} would both be written to ${target}. Run them with different --out folders.`,
        2,
      );
    if (out !== undefined && key === real(source))
      throw new CliError(
        `--out ${out} is the folder of ${source}, which would be overwritten. Leave out --out if that is what you want.`,
        2,
      );
    taken.set(key, source);
    return { source, target };
  });
}

/** The file itself, whatever links lead to it. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}
