/** `netcell check`: executes notebooks, and says which cells show something else than is stored in them. */
import { readFileSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import { checkFiles, readSanitizers, type Sanitizer } from "../runner";
import { misuse } from "./error";
import { addExecutionOptions, cellNotes, type ExecutionFlags, execute } from "./execution";

interface CheckFlags extends ExecutionFlags {
  readonly update?: boolean;
  readonly sanitize?: readonly Sanitizer[];
}

export function addCheck(program: Command): void {
  const command = program
    .command("check")
    .description("execute notebooks, and compare what they show with what is stored in them")
    .argument("<notebooks...>", "the notebooks to check; they are not changed without --update")
    .option("-u, --update", "store what has changed, so that the next check expects it")
    .option("--sanitize <file>", "a JSON file with more of what differs from run to run", sanitizersIn);
  addExecutionOptions(command).addHelpText("after", `${cellNotes}${notes}`).action(check);
}

const notes = `

Ports given away by the operating system, process ids, times, durations, paths of this
machine and UUIDs may differ. More is named by a list of {"pattern": a regular expression,
"replace": a text}, in the file of --sanitize or in metadata, of the notebook or of a cell:
{"netcell": {"sanitize": [{"pattern": "seed \\\\d+", "replace": "seed N"}]}}.
A cell tagged ignore-output (or nbval-ignore-output) may show what it likes.

The exit status is 0 when all cells ran and show what is stored, and 1 when not.`;

async function check(
  notebooks: string[],
  { update = false, sanitize = [], ...flags }: CheckFlags,
): Promise<void> {
  const twice = notebooks.find((path, index) => notebooks.indexOf(path) !== index);
  if (twice !== undefined) throw misuse(`${twice} is named twice`, "Name it once.");
  await execute(flags, notebooks.length, (options) =>
    checkFiles(notebooks, { ...options, update, sanitizers: sanitize }),
  );
}

function sanitizersIn(file: string): Sanitizer[] {
  try {
    return readSanitizers(JSON.parse(readFileSync(file, "utf8")), "the list");
  } catch (error) {
    throw new InvalidArgumentError(`${file}: ${(error as Error).message}`);
  }
}
