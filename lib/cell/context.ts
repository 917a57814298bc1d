/** The owner of the running code: the cell that began it, and whether netcell called it as a handler. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { MimeBundle } from "../view";
import { shared } from "./shared";

/** One execution of a cell, as far as output is concerned. */
export interface Cell {
  /** 1 for the first cell executed since the kernel started. */
  readonly ordinal: number;
  write(stream: "stdout" | "stderr", chunk: string | Uint8Array): void;
  display(bundle: MimeBundle, displayId?: string, update?: boolean): void;
}

/** The context that code keeps through timers, promises and callbacks. */
export interface Context {
  /** Where its output goes; `undefined`: to the newest cell. */
  readonly cell: Cell | undefined;
  /** Called by netcell on behalf of a server or socket: it holds up no cell, so it may wait as long as it likes. */
  readonly inHandler: boolean;
}

const state = shared("context", () => ({
  storage: new AsyncLocalStorage<Context>(),
  newest: undefined as Cell | undefined,
}));

/** A cell starts: the rest of this asynchronous execution belongs to it. */
export function beginCell(cell: Cell): void {
  state.newest = cell;
  state.storage.enterWith({ cell, inHandler: false });
}

/** The cell that owns the running code: the one that began it, else the newest. */
export function owner(): Cell | undefined {
  return state.storage.getStore()?.cell ?? state.newest;
}

/** The cell executed last; what is shown in it reaches even readers that listen to the running cell only. */
export function newestCell(): Cell | undefined {
  return state.newest;
}

/** Whether the running code is a handler that netcell called. */
export function inHandler(): boolean {
  return state.storage.getStore()?.inHandler ?? false;
}

/** Calls `handler` on behalf of `cell`: what it prints, now or later, appears there. */
export function runHandler<T>(cell: Cell | undefined, handler: () => T): T {
  return state.storage.run({ cell, inHandler: true }, handler);
}
