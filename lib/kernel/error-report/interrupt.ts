/** An interrupted cell, told apart from one that failed. */
import { type ErrorReport, red } from "./thrown";

/** The report of what tslab throws when the user interrupts a cell; `undefined` for anything else. */
export function reportOfInterrupt(thrown: unknown): ErrorReport | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "ERR_SCRIPT_EXECUTION_INTERRUPTED")
    return report("You stopped this cell while it was computing.");
  if (thrown.message !== "Interrupted asynchronously") return undefined;
  return report(
    "You stopped this cell while it was waiting. What it had begun may still go on in the background.",
  );
}

function report(evalue: string): ErrorReport {
  return { ename: "Interrupted", evalue, traceback: [`${red("Interrupted")}: ${evalue}`] };
}
