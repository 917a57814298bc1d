/** `netcell handout`: notebooks as pages to hand out. */
import { basename, dirname, extname, join, resolve } from "node:path";
import type { Command } from "commander";
import { CliError, complain, inWords } from "./error";
import { type Progress, progress } from "./progress";
import { milliseconds, seconds } from "./seconds";

interface HandoutFlags {
  readonly out?: string;
  readonly timeout: number;
  readonly execute: boolean;
}

export function addHandout(program: Command): void {
  program
    .command("handout")
    .description("make one HTML file of each notebook, that needs nothing else; needs no Python")
    .argument("<notebooks...>", "the notebooks to hand out")
    .option("-o, --out <folder>", "where the pages go; beside the notebooks when left out")
    .option("-t, --timeout <seconds>", "how long one cell may take; 0 for as long as it likes", seconds, 60)
    .option("--no-execute", "do not execute notebooks that nobody has run")
    .addHelpText("after", notes)
    .action(makeHandouts);
}

const notes = `
Executed notebooks are rendered as they are. A notebook without any output is executed
first; its own file is not changed. If a cell fails then, no page is written for that
notebook (an older one stays), the others are made, and the exit status is 1.

Tags of cells, by MyST's names:
  hide-cell, hide-input, hide-output            folded away until the reader opens them
  remove-cell, remove-input, remove-output,
  remove-stdout, remove-stderr                  not in the handout`;

async function makeHandouts(notebooks: string[], { out, timeout, execute }: HandoutFlags): Promise<void> {
  const [{ handOut }, { htmlExporter }] = await Promise.all([
    import("../handout/handout.js"),
    import("../handout/html.js"),
  ]);
  const exporter = await htmlExporter();
  const terminal = progress(process.stdout);
  for (const { source, target } of jobs(notebooks, out, exporter.extension)) {
    terminal.now(`${source} …`);
    try {
      const result = await handOut(source, target, exporter, {
        execute,
        timeout: milliseconds(timeout),
        onCell: (cell, cells) => terminal.now(`${source}: cell ${cell}/${cells}`),
      });
      if (result.kind === "written") {
        terminal.say(`ok      ${source} -> ${target}${result.executed ? " (executed first)" : ""}`);
        for (const warning of result.warnings) complain(`warning ${source}, ${warning}.`);
        continue;
      }
      failed(terminal, source);
      complain(`\n${result.explanation}\n\n${target} was not written.\n`);
    } catch (error) {
      failed(terminal, source);
      complain(inWords(error));
    }
  }
}

function failed(terminal: Progress, source: string): void {
  terminal.say(`FAILED  ${source}`);
  process.exitCode = 1;
}

interface Job {
  readonly source: string;
  readonly target: string;
}

function jobs(notebooks: readonly string[], out: string | undefined, extension: string): Job[] {
  const taken = new Map<string, string>();
  return notebooks.map((source) => {
    const target = join(out ?? dirname(source), basename(source, extname(source)) + extension);
    const rival = taken.get(resolve(target));
    if (rival !== undefined)
      throw new CliError(
        rival === source
          ? `${source} is named twice.`
          : `${rival} and ${source} would both become ${target}. Hand them out with different --out folders.`,
        2,
      );
    taken.set(resolve(target), source);
    return { source, target };
  });
}
