#!/usr/bin/env node
/** The netcell command: each subcommand is a file, which is loaded when it is called. */
import { Command, CommanderError } from "commander";
import { CliError, errorText } from "./error";

/** In the order of the help. */
const commands: { readonly [name: string]: () => Promise<(program: Command) => void> } = {
  lab: async () => (await import("./lab.js")).addLab,
  run: async () => (await import("./run.js")).addRun,
  check: async () => (await import("./check.js")).addCheck,
  handout: async () => (await import("./handout.js")).addHandout,
  dissect: async () => (await import("./dissect.js")).addDissect,
  kernel: async () => (await import("./kernel.js")).addKernel,
};

const { version } = require("../../package.json") as { version: string };

async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("netcell")
    .description("Networking lessons in notebooks: open them, run them, hand them out; packets taken apart.")
    .version(version)
    .showHelpAfterError("(see netcell --help)")
    .exitOverride();
  for (const name of commandsFor(argv[2])) (await commands[name]!())(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** The command that is called; all of them for the help, and for a mistyped name. */
function commandsFor(word: string | undefined): string[] {
  if (word === "--version" || word === "-V") return [];
  return word !== undefined && Object.hasOwn(commands, word) ? [word] : Object.keys(commands);
}

/** Says what went wrong, and returns the exit status: 1 for a failure, 2 for misuse. */
function report(error: unknown): number {
  // Commander has printed its message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(errorText(error));
  return error instanceof CliError ? error.status : 1;
}

// A program that reads our output may close it early, as head does: that is not a failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});
void main(process.argv);
