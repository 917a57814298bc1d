/**
 * The kernel adapter: the only file in lib/cell that knows tslab's internals. In plain Node there is no kernel,
 * every question has its plain answer, and everything else works the same.
 */
import { type Displayable, jupyterDisplay, type MimeBundle, onInspect } from "../view";
import { hideBookkeeping } from "./bookkeeping";
import { beginCell, type Cell, newestCell, owner } from "./context";
import { shared } from "./shared";

type StreamName = "stdout" | "stderr";
type Write = typeof process.stdout.write;
type WriteDisplayData = (
  message: { data: MimeBundle; metadata: object; transient: { display_id?: string } },
  update?: boolean,
) => void;

/** The exports of tslab's module `tslab/dist/jupyter` that concern output. */
export interface TslabJupyter {
  lastWriteDisplayData: WriteDisplayData | null;
}

interface RunningTslab {
  readonly exports: { readonly [variable: string]: unknown };
}

const state = shared("host", () => ({
  jupyter: undefined as TslabJupyter | undefined,
  ordinal: 0,
  onBegin: [] as Array<() => void>,
  onInterrupt: [] as Array<() => void>,
  printed: undefined as { readonly value: Displayable; readonly text: string } | undefined,
}));

/** Whether this is a notebook kernel. */
export function inKernel(): boolean {
  return state.jupyter !== undefined;
}

/** The variables of the notebook's cells, by name; `undefined` outside a kernel. */
export function cellVariables(): { readonly [variable: string]: unknown } | undefined {
  return (globalThis as { __tslab__?: RunningTslab }).__tslab__?.exports;
}

/** Gives the number of the cell that just ran to the next one: a tool had asked a question behind the scenes. */
export function uncountCell(): void {
  state.ordinal--;
}

/** Calls `listener` whenever a cell starts to execute. */
export function onCellBegin(listener: () => void): void {
  state.onBegin.push(listener);
}

/** Calls `listener` when the user interrupts the kernel. In plain Node Ctrl-C keeps its meaning, to end the program. */
export function onInterrupt(listener: () => void): void {
  state.onInterrupt.push(listener);
}

/** Remembers a value that the kernel prints as the last expression of a cell: its bundle is shown instead of the text. */
function rememberPrinted(value: Displayable, text: string): void {
  if (isLastExpression()) state.printed = { value, text };
}

/** The value whose text this chunk is, if the chunk is nothing else; asked once for each chunk written. */
function takePrinted(chunk: string | Uint8Array): Displayable | undefined {
  const last = state.printed;
  if (!last) return undefined;
  state.printed = undefined;
  return chunk === `${last.text}\n` ? last.value : undefined;
}

/** The caller of `console.log` is tslab's executor, not the cell's own code: this is the last expression's print. */
function isLastExpression(): boolean {
  const files = callers();
  const log = files.findIndex((file) => file.startsWith("node:internal/console"));
  const caller = files.slice(log).find((file) => !file.startsWith("node:"));
  return log >= 0 && /[\\/]tslab[\\/]dist[\\/]executor\.js$/.test(caller ?? "");
}

/** The files of the running functions, innermost first, without this one. */
function callers(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 24;
    Error.prepareStackTrace = (_error, frames) => frames;
    const frames = new Error().stack as unknown as NodeJS.CallSite[];
    return frames.map((frame) => frame.getFileName() ?? "").filter((file) => file !== __filename);
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Joins the tslab kernel that runs this process, if one does and it is not joined yet. */
export function joinRunningKernel(): void {
  if (state.jupyter || !cellVariables()) return;
  for (const [file, module] of Object.entries(require.cache)) {
    const candidate = module?.exports as Partial<TslabJupyter> | undefined;
    if (/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file) && candidate?.lastWriteDisplayData) {
      joinKernel(candidate as TslabJupyter);
      return;
    }
  }
}

/**
 * Gives each cell's output back to the cell. tslab assigns `process.stdout.write`, `process.stderr.write` and
 * `lastWriteDisplayData` again at every execute, so late output lands in the newest cell; here the three become
 * accessors that look up whose code is writing. A value that is already assigned belongs to the cell that runs now.
 */
export function joinKernel(jupyter: TslabJupyter): void {
  state.jupyter = jupyter;
  onInspect(rememberPrinted);
  hideBookkeeping();
  const running = jupyter.lastWriteDisplayData;
  const streams = { stdout: routed("stdout"), stderr: routed("stderr") };
  let show = running;
  Object.defineProperty(jupyter, "lastWriteDisplayData", {
    configurable: true,
    enumerable: true,
    get: () => (owner() as TslabCell | undefined)?.show ?? show,
    set(writer: WriteDisplayData) {
      // The last of the three that tslab assigns: the new cell is complete.
      show = writer;
      begin(writer);
    },
  });
  const begin = (writer: WriteDisplayData) => {
    beginCell(new TslabCell(++state.ordinal, streams.stdout.assigned, streams.stderr.assigned, writer));
    for (const listener of state.onBegin) listener();
  };
  if (running) begin(running);
  process.on("SIGINT", () => {
    for (const listener of state.onInterrupt) listener();
  });
}

/** Turns a stream's `write` into an accessor, and keeps what was assigned last. */
function routed(name: StreamName): { assigned: Write } {
  const stream = process[name];
  const slot = { assigned: stream.write.bind(stream) as Write };
  const write: Write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const cell = owner() as TslabCell | undefined;
    if (!cell) return (slot.assigned as (...all: unknown[]) => boolean)(chunk, ...rest);
    const [encoding] = rest;
    // tslab's writers know text and bytes, no encodings.
    const isEncoded =
      typeof chunk === "string" && typeof encoding === "string" && !/^utf-?8$/i.test(encoding);
    cell.write(name, isEncoded ? Buffer.from(chunk, encoding as BufferEncoding) : chunk);
    const written = rest.find((argument) => typeof argument === "function");
    if (written) process.nextTick(written as () => void);
    return true;
  };
  Object.defineProperty(stream, "write", {
    configurable: true,
    enumerable: true,
    // A cell that replaced `write` (to capture output, say) gets its own replacement, and only that cell.
    get: () => (owner() as TslabCell | undefined)?.replaced[name] ?? write,
    set(replacement: Write) {
      const cell = newestCell() as TslabCell | undefined;
      if (cell && !isAssignedByKernel())
        cell.replaced[name] = replacement === write ? undefined : replacement;
      else slot.assigned = replacement;
    },
  });
  return slot;
}

/** tslab assigns its writers in its own file; a replacement assigned anywhere else belongs to the cell. */
function isAssignedByKernel(): boolean {
  return /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(callers()[0] ?? "");
}

class TslabCell implements Cell {
  readonly replaced: { [name in StreamName]: Write | undefined } = { stdout: undefined, stderr: undefined };

  readonly ordinal: number;
  readonly show: WriteDisplayData;
  readonly #writers: { readonly [name in StreamName]: Write };

  constructor(ordinal: number, stdout: Write, stderr: Write, show: WriteDisplayData) {
    this.ordinal = ordinal;
    this.show = show;
    this.#writers = { stdout, stderr };
  }

  write(stream: StreamName, chunk: string | Uint8Array): void {
    const value = stream === "stdout" ? takePrinted(chunk) : undefined;
    if (value) this.display(value[jupyterDisplay]());
    else this.#writers[stream](chunk);
  }

  display(bundle: MimeBundle, displayId?: string, update = false): void {
    this.show({ data: bundle, metadata: {}, transient: displayId ? { display_id: displayId } : {} }, update);
  }
}
