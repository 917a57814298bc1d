/** The `error` outputs that no cell has raised: they say why a cell did not come to its end. */
import { type DeathReport, describeDeath, type StopReport } from "./kernel/kernel";
import type { ErrorOutput } from "./nbformat/notebook";

/** What became of a kernel whose cell took too long. */
export type Recovery = "interrupted" | StopReport["how"];

export function cellTimeout(timeout: number, recovery: Recovery): ErrorOutput {
  const ending =
    recovery === "interrupted"
      ? "It was interrupted."
      : `It did not heed an interrupt, so its kernel was ended (${recovery}).`;
  const cure =
    "Does it wait for something that never comes? If it only is slow, give it more: tag it timeout-120s, say, or run with --timeout.";
  return output("CellTimeout", `the cell was not done after ${timeout / 1000} s. ${ending}`, [cure]);
}

export function kernelDied(death: DeathReport): ErrorOutput {
  const details =
    death.output === "" ? [] : ["The last that its process wrote:", ...death.output.split("\n")];
  return output("KernelDied", `the kernel ${describeDeath(death)} while this cell ran`, details);
}

export function unexplained(status: string): ErrorOutput {
  return output("KernelError", `the kernel answered "${status}" and did not say why`);
}

function output(ename: string, evalue: string, details: readonly string[] = []): ErrorOutput {
  return { output_type: "error", ename, evalue, traceback: [`${ename}: ${evalue}`, ...details] };
}
