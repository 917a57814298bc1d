/** A kernelspec: the file that tells Jupyter how to start a kernel. */
import { kernelCommand } from "../command";

const { version } = require("../../../package.json") as { version: string };

/** The content of a `kernel.json`. */
export interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode?: "signal" | "message";
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The name that tslab itself uses, so that any tslab notebook opens with netcell's kernel. */
export const defaultName = "tslab";

export function netcellSpec(): KernelSpec {
  return {
    // The placeholder is an argument of its own: not every front end replaces it inside another one.
    argv: [...kernelCommand(), "--config-path", "{connection_file}"],
    display_name: "TypeScript (netcell)",
    language: "typescript",
    interrupt_mode: "signal",
    // The mark of netcell's own kernelspecs: only these are ever removed.
    metadata: { netcell: { version } },
  };
}

export function isOurs(spec: KernelSpec): boolean {
  return ourVersion(spec) !== undefined;
}

/** The version of the netcell that wrote it; undefined if another program did. */
export function ourVersion(spec: KernelSpec): string | undefined {
  const mark = spec.metadata?.netcell;
  if (typeof mark !== "object" || mark === null) return undefined;
  return "version" in mark && typeof mark.version === "string" ? mark.version : "";
}

/** Jupyter's own rule (jupyter_client.kernelspec): it does not find kernels with other names. */
export function isKernelName(name: string): boolean {
  return /^[a-z0-9._-]+$/i.test(name);
}

/** Does the kernelspec start some tslab? Then netcell may replace it. */
export function startsTslab(spec: KernelSpec): boolean {
  return spec.argv.some((argument) => /(^|[\\/])tslab(\.\w+)?$/.test(argument));
}
