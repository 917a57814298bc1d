/** The interface of a repair: its name, the fault that it mends, and its access to tslab. */
import type { ConverterModule, ExecutorModule, JupyterModule } from "./tslab/modules";

export interface Repair {
  /** The name of its file, and its name in `NETCELL_KERNEL_REPAIRS`. */
  readonly name: string;
  /** What stock tslab does wrong: a plain sentence, which `netcell kernel repairs` prints. */
  readonly fault: string;
  mend: Mend;
}

/** Changes one installed tslab. */
export type Mend = (tslab: TslabUnderRepair) => void;

/** One installed tslab, before its modules are loaded. */
export interface TslabUnderRepair {
  readonly version: string;
  /** Its `dist` folder. */
  readonly folder: string;
  /** Calls `mend` with the exports of a module once it is loaded, before anything uses them. */
  whenLoaded<Name extends keyof TslabModules>(name: Name, mend: (exports: TslabModules[Name]) => void): void;
  /** Gives every module of tslab something else where it requires `dependency`, which is then not loaded. */
  replace(dependency: string, make: () => object): void;
  /** Gives the module `name`, and no other, something else where it requires `dependency`. */
  substitute(name: keyof TslabModules, dependency: string, replace: (real: object) => object): void;
}

interface TslabModules {
  readonly converter: ConverterModule;
  readonly executor: ExecutorModule;
  readonly jupyter: JupyterModule;
}
