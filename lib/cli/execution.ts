/** What the commands that execute notebooks share: their options, who tells of the run, the exit status. */
import { availableParallelism, totalmem } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type CheckEvent, type FilesOptions, localHost } from "../runner";
import { complain } from "./error";
import { progress } from "./progress";
import { addRemoteOptions, onHost, type RemoteFlags, remoteNotes } from "./remote-options";
import { isForMachines, makeReporter, type ReporterName, reporterNames } from "./reporters/load";
import { hasFailed } from "./reporters/reporter";
import { milliseconds, seconds } from "./seconds";
import { stopOnSignal } from "./stop-on-signal";

export interface ExecutionFlags extends RemoteFlags {
  readonly timeout: number;
  readonly jobs: number;
  readonly plugin: boolean;
  readonly reporter: ReporterName;
}

export function addExecutionOptions(command: Command): Command {
  return addRemoteOptions(
    command
      .option("-t, --timeout <seconds>", "how long one cell may take; 0 for as long as it likes", seconds, 60)
      .option("-j, --jobs <number>", "how many notebooks run at the same time", jobs, usualJobs())
      .option("--no-plugin", "use tslab as it is, without netcell's repairs")
      .addOption(
        new Option("--reporter <name>", "who tells of the run").choices(reporterNames).default("text"),
      ),
  );
}

/** What `--help` says about cells, for each command that runs them. */
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

/** Runs, tells, and sets the exit status. */
export async function execute(
  flags: ExecutionFlags,
  total: number,
  run: (options: FilesOptions) => AsyncIterable<CheckEvent>,
): Promise<void> {
  const terminal = progress(isForMachines(flags.reporter) ? process.stderr : process.stdout);
  const print = (text: string) => process.stdout.write(`${text}\n`);
  const silent = { now: () => {}, say: () => {} };
  const people = flags.reporter === "json" ? silent : terminal;
  const reporter = await makeReporter(flags.reporter, { terminal: people, complain, print }, total);
  const interrupt = stopOnSignal(terminal);
  const local = () => localHost({ plugin: flags.plugin });
  let failures = 0;
  await onHost(flags, local, terminal, interrupt.signal, async (host) => {
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

function jobs(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("It should be a whole number, 1 or more.");
  return value;
}

/** A kernel keeps one processor busy, and takes up to a gigabyte. */
function usualJobs(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 2 ** 30)));
}
