/** `netcell run`: executes notebooks, and says which cell failed and why. */
import { basename, join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type Job, type Parameter, parseParameter, runFiles } from "../runner";
import { misuse } from "./error";
import { addExecutionOptions, cellNotes, type ExecutionFlags, execute } from "./execution";
import { isRemote } from "./remote-options";
import { realPath, TargetFiles } from "./target-files";

interface RunFlags extends ExecutionFlags {
  readonly out?: string;
  readonly cache: boolean;
  readonly param?: readonly Parameter[];
}

export function addRun(program: Command): void {
  const command = program
    .command("run")
    .description("execute notebooks with tslab, each in a kernel of its own; needs no Python")
    .argument("<notebooks...>", "the notebooks to execute, in this order")
    .option(
      "-o, --out <folder>",
      "write the executed notebooks there, instead of into the notebooks themselves",
    )
    .option("-p, --param <name=value>", "a value for a variable of the notebook; may be repeated", parameter)
    .option("--no-cache", "run notebooks too that ran well before and have not changed since");
  addExecutionOptions(command).addHelpText("after", `${cellNotes}${notes}`).action(run);
}

const notes = `

Values of --param go into a cell after the one tagged parameters, which declares their
variables. They are numbers, true, false, null, JSON, or else text, and must be of the
variable's type: the kernel's type checker says if not.

A notebook that ran well is not run again while its code, its parameters, its local
imports, the lock file of its packages, netcell and Node.js stay the same: it is "cached".

The exit status is 0 when all cells ran, and 1 when one failed: the rest of its notebook
is not run, other notebooks are. What ran is saved in any case.`;

async function run(notebooks: string[], { out, cache, param = [], ...flags }: RunFlags): Promise<void> {
  const jobs = jobsFor(notebooks, out);
  // The other files of a server are not known here, so they may have changed.
  const cached = cache && !isRemote(flags);
  await execute(flags, jobs.length, (options) =>
    runFiles(jobs, { ...options, cache: cached, parameters: param }),
  );
}

function jobsFor(notebooks: readonly string[], out: string | undefined): Job[] {
  const targets = new TargetFiles();
  return notebooks.map((source) => {
    const target = out === undefined ? source : join(out, basename(source));
    if (out !== undefined && realPath(target) === realPath(source))
      throw misuse(
        `--out ${out} is the folder of ${source}, which would be overwritten`,
        "Leave out --out if that is what you want.",
      );
    targets.claim(target, source, (rival) =>
      out === undefined
        ? misuse(`${source} is named twice`, "Name it once.")
        : misuse(
            `${rival} and ${source} would both be written to ${target}`,
            "Run them with different --out folders.",
          ),
    );
    return { source, target };
  });
}

/** `name=value`, after those that were given before. */
function parameter(text: string, before: readonly Parameter[] = []): Parameter[] {
  const parameter = parseParameter(text);
  if (parameter === undefined)
    throw new InvalidArgumentError("It should be name=value, like --param rounds=20.");
  if (before.some(({ name }) => name === parameter.name))
    throw new InvalidArgumentError(`${parameter.name} has a value already.`);
  return [...before, parameter];
}
