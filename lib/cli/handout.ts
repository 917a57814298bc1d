/** `netcell handout`: notebooks as pages to hand out, for students and for teachers. */
import { type Command, Option } from "commander";
import {
  type Format,
  type FormatOptions,
  formatNames,
  type HandoutFile,
  type HandoutWriter,
  handoutWriter,
  type PreparedSource,
  sources,
} from "../handout";
import { localHost } from "../runner";
import { complain, errorText } from "./error";
import { type Audience, formatList, variantsFor } from "./handout/option-values";
import { type HandoutJob, plan } from "./handout/plan";
import { milliseconds, seconds, wholeNumber } from "./option-values";
import { progress } from "./progress";
import { addRemoteOptions, isRemote, onHost, type RemoteFlags, remoteNotes } from "./remote-options";
import { stopOnSignal } from "./stop-on-signal";

interface HandoutFlags extends FormatOptions, RemoteFlags {
  readonly to?: readonly Format[];
  readonly variant?: Audience;
  readonly out?: string;
  readonly index?: true;
  readonly untrusted?: true;
  readonly jobs: number;
  readonly timeout: number;
  readonly execute: boolean;
  readonly cache: boolean;
}

export function addHandout(program: Command): void {
  const command = program
    .command("handout")
    .description("make pages of notebooks, for students and for teachers; needs no Python")
    .argument("<notebooks...>", "the notebooks to hand out")
    .option(
      "--to <formats>",
      `${formatNames.join(", ")}, or several with commas between (default: html)`,
      formatList,
    )
    .addOption(
      new Option("--variant <who>", "for whom it is; the whole notebook when left out").choices([
        "student",
        "teacher",
        "both",
      ]),
    )
    .option("-o, --out <folder>", "where the handouts go; beside the notebooks when left out")
    .option("--index", "also make a page that leads to all of them")
    .addOption(
      new Option("--theme <theme>", "the colours of HTML").choices(["light", "dark", "auto"]).default("auto"),
    )
    .addOption(new Option("--paper <size>", "the paper of PDF").choices(["a4", "letter"]).default("a4"))
    .option("--untrusted", "a stranger's notebook: execute nothing, read no file but the notebook")
    .option("-j, --jobs <number>", "how many notebooks are executed at the same time", wholeNumber, 1)
    .option("-t, --timeout <seconds>", "how long one cell may take; 0 for as long as it likes", seconds, 60)
    .option("--no-execute", "do not execute notebooks without outputs")
    .option("--no-cache", "execute notebooks too that ran well before and have not changed since");
  addRemoteOptions(command).addHelpText("after", `${notes}${remoteNotes}`).action(makeHandouts);
}

const notes = `
Executed notebooks are rendered as they are. A notebook without any output is executed
first; its own file is not changed, and all its handouts come from that one execution. If
a cell fails, no handout of that notebook is written (older ones stay), the others are
made, and the exit status is 1.

Files are named NAME.html, and with --variant NAME.student.html and NAME.teacher.html.
Markdown has its pictures beside it, in NAME_files. PDF needs Chrome, Chromium or Edge;
CHROME_PATH names its program where it is not found. --index writes index.html (or
course.html, where a notebook is named index).

What students do not get stands between two lines of a cell, code or text:
  // BEGIN SOLUTION       // END SOLUTION       a stub and room to write instead
  // BEGIN HIDDEN TESTS   // END HIDDEN TESTS   nothing instead
  // BEGIN MARK SCHEME    // END MARK SCHEME    nothing instead
nbgrader's ### and its metadata are understood; in text, write <!-- BEGIN SOLUTION -->. The
tags solution and hidden-tests withhold a whole cell. Outputs of such cells are left out,
and so is every output that shows a line of a solution. No student file is written that
shows one anywhere; lines of one short word, or that students are given elsewhere, count
as nothing.

Other tags of cells, by MyST's names:
  hide-cell, hide-input, hide-output            folded away until the reader opens them
  remove-cell, remove-input, remove-output,
  remove-stdout, remove-stderr                  not in the handout

Metadata of the notebook: title, authors, and under "netcell" course, date, licence.`;

async function makeHandouts(notebooks: string[], flags: HandoutFlags): Promise<void> {
  const { to: formats = ["html"], out, index = false, untrusted = false } = flags;
  const { jobs, indexes } = plan(notebooks, { formats, variants: variantsFor(flags.variant), out, index });
  const terminal = progress(process.stdout);
  const interrupt = stopOnSignal(terminal, "Stopping: what is written stays.");
  const { theme, paper } = flags;
  const trusted = !untrusted;
  const writer = await handoutWriter({ formats, theme, paper, trusted, index: indexes.length > 0 });
  const execute = flags.execute && trusted;
  try {
    await onHost(execute ? flags : {}, localHost, terminal, interrupt.signal, async (host) => {
      const prepared = sources(notebooks, {
        execute,
        host,
        jobs: flags.jobs,
        timeout: milliseconds(flags.timeout),
        // The other files of a server are not known here, so they may have changed.
        cache: flags.cache && !isRemote(flags),
        signal: interrupt.signal,
        onCell: (source, cell) => terminal.now(`${source}: cell ${cell} …`),
      });
      for await (const one of prepared) {
        if (interrupt.signal.aborted) continue;
        terminal.now(`${one.path} …`);
        const job = jobs.find(({ source }) => source === one.path)!;
        const result = await made(one, job, writer);
        terminal.say(`${result.ok ? "ok     " : "FAILED "} ${result.line}`);
        for (const remark of result.remarks) complain(remark);
        if (!result.ok) process.exitCode = 1;
      }
      if (interrupt.signal.aborted) return;
      for (const { path, variant } of indexes) {
        await writer.writeIndex(path, variant);
        terminal.say(`ok      ${path}`);
      }
    });
  } finally {
    await writer.close();
    interrupt.release();
  }
  if (interrupt.signal.aborted) process.exitCode = interrupt.status();
}

interface Made {
  readonly ok: boolean;
  readonly line: string;
  readonly remarks: readonly string[];
}

async function made(
  { path, source }: PreparedSource,
  { files }: HandoutJob,
  writer: HandoutWriter,
): Promise<Made> {
  if (source.kind === "error") return { ok: false, line: path, remarks: [errorText(source.error)] };
  if (source.kind === "failed")
    return { ok: false, line: path, remarks: [`\n${source.explanation}\n\n${notWritten(files)}\n`] };
  try {
    const remarks = await writer.write(path, source, files);
    return { ok: true, line: `${arrow(path, files)}${source.executed ? " (executed first)" : ""}`, remarks };
  } catch (error) {
    return { ok: false, line: path, remarks: [errorText(error)] };
  }
}

/** `a.ipynb -> a.html`; several files are named below each other. */
function arrow(path: string, files: readonly HandoutFile[]): string {
  if (files.length === 1) return `${path} -> ${files[0]!.path}`;
  return [path, ...files.map((file) => `        -> ${file.path}`)].join("\n");
}

function notWritten(files: readonly HandoutFile[]): string {
  return files.length === 1
    ? `${files[0]!.path} was not written.`
    : `None of its ${files.length} handouts was written.`;
}
