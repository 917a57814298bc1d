/** The commands that execute notebooks: their common options, their reporter, their exit status. */
import { availableParallelism, totalmem } from "node:os";
import { type Command, Option } from "commander";
import { type CheckEvent, type FilesOptions, localHost } from "../runner";
import { complain } from "./error";
import { milliseconds, seconds, wholeNumber } from "./option-values";
import { progress } from "./progress";
import { addRemoteOptions, onHost, type RemoteFlags, remoteNotes } from "./remote-options";
import { hasFailed } from "./reporters/reporter";
import { isForPrograms, makeReporter, type ReporterName, reporterNames } from "./reporters/reporter-list";
import { stopOnSignal } from "./stop-on-signal";

export interface ExecutionFlags extends RemoteFlags {
  readonly timeout: number;
  readonly jobs: number;
  readonly reporter: ReporterName;
}

export function addExecutionOptions(command: Command): Command {
  return addRemoteOptions(
    command
      .option("-t, --timeout <seconds>", "how long one cell may take; 0 for as long as it likes", seconds, 60)
      .option("-j, --jobs <number>", "how many notebooks run at the same time", wholeNumber, defaultJobs())
      .addOption(
        new Option("--reporter <name>", "the form of the report").choices(reporterNames).default("text"),
      ),
  );
}

/** The part of `--help` about cells. */
export const cellNotes = `
Tags of cells:
  skip-execution    not executed, and keeps its outputs
  raises-exception  expected to raise; the run goes on, and fails if it does not
  raises-RangeError the same, and only an error of this name will do
  timeout-30s       how long it may take, if not --timeout (also 500ms, 2m)
Metadata say the same, of a cell or of the whole notebook: {"netcell": {"timeout": 30}},
and of a cell {"netcell": {"raises": "RangeError"}}.

Reporters: text for people, json (one object a line), junit (XML), github (text, and
annotations in GitHub Actions).${remoteNotes}`;

/** Runs, reports, and sets the exit status. */
export async function execute(
  flags: ExecutionFlags,
  total: number,
  run: (options: FilesOptions) => AsyncIterable<CheckEvent>,
): Promise<void> {
  const terminal = progress(isForPrograms(flags.reporter) ? process.stderr : process.stdout);
  const print = (text: string) => process.stdout.write(`${text}\n`);
  const silent = { now: () => {}, say: () => {} };
  const people = flags.reporter === "json" ? silent : terminal;
  const reporter = await makeReporter(flags.reporter, { terminal: people, complain, print }, total);
  const interrupt = stopOnSignal(terminal);
  let failures = 0;
  await onHost(flags, localHost, terminal, interrupt.signal, async (host) => {
    const events = run({
      timeout: milliseconds(flags.timeout),
      jobs: flags.jobs,
      host,
      signal: interrupt.signal,
    });
    for await (const event of events) {
      reporter.event(event);
      if (event.type === "end" && hasFailed(event.result)) failures++;
    }
  });
  reporter.end();
  interrupt.release();
  if (interrupt.signal.aborted) process.exitCode = interrupt.status();
  else if (failures > 0) process.exitCode = 1;
}

/** A kernel keeps one processor busy, and takes up to a gigabyte. */
function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 2 ** 30)));
}
