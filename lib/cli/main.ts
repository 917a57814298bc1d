#!/usr/bin/env node
/** The netcell command: each subcommand is a file, and loads what it needs only when it is called. */
import { Command, CommanderError } from "commander";
import { addCheck } from "./check";
import { addDissect } from "./dissect";
import { CliError, inWords } from "./error";
import { addHandout } from "./handout";
import { addKernel } from "./kernel";
import { addLab } from "./lab";
import { addRun } from "./run";

const { version } = require("../../package.json") as { version: string };

async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("netcell")
    .description("Networking lessons in notebooks: open them, run them, hand them out; packets taken apart.")
    .version(version)
    .showHelpAfterError("(netcell --help tells more)")
    .exitOverride();
  addLab(program);
  addRun(program);
  addCheck(program);
  addHandout(program);
  addDissect(program);
  addKernel(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Says what went wrong, and returns the exit status: 1 for a failure, 2 for misuse. */
function report(error: unknown): number {
  // Commander has already spoken.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(inWords(error));
  return error instanceof CliError ? error.status : 1;
}

void main(process.argv);
