/** What a repair is: a name to switch it off by, the fault it mends, and how it gets at tslab. */
import type { ConverterModule, ExecutorModule, JupyterModule } from "./tslab/modules";

export interface Repair {
  /** The name for `NETCELL_KERNEL_REPAIRS`. */
  readonly name: string;
  /** What stock tslab does wrong, in one sentence. */
  readonly fault: string;
  mend(tslab: TslabUnderRepair): void;
}

interface TslabModules {
  readonly converter: ConverterModule;
  readonly executor: ExecutorModule;
  readonly jupyter: JupyterModule;
}

/** One installed tslab, before its modules are loaded. */
export interface TslabUnderRepair {
  readonly version: string;
  /** Its `dist` folder. */
  readonly folder: string;
  /** Calls `mend` with a module's exports once it is loaded, before anything uses them. */
  whenLoaded<Name extends keyof TslabModules>(name: Name, mend: (exports: TslabModules[Name]) => void): void;
  /** Hands the module `name` something else where it requires `dependency`; only there. */
  substitute(name: keyof TslabModules, dependency: string, replace: (real: object) => object): void;
}
