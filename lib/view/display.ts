/** The display of values: a bundle of representations, from which the notebook takes the best that it can draw. */

/** Representations of one value by MIME type; `text/plain` is always there. */
export interface MimeBundle {
  readonly [mimeType: string]: string;
}

/** The method by which values offer their bundle; Deno's kernel knows the same symbol. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as typeof jupyterDisplay;

/** A value with a picture of itself. */
export interface Displayable {
  /**
   * All its representations, made at each call.
   *
   * @internal Not in the declarations that cells read: at a member named by an imported symbol tslab's completion of
   * the whole object fails.
   */
  [jupyterDisplay](): MimeBundle;
}

/** A listener for values that are inspected, which is how a console and a kernel print them. */
export type InspectListener = (value: Displayable, text: string) => void;

// One for the process, however many copies of netcell are loaded: the kernel plugin's and the notebook's may differ.
const hook = Symbol.for("netcell.view.inspected.v1");
const globals = globalThis as { [hook]?: InspectListener | undefined };

/** Calls `listener` with each value that is inspected, in the place of the listener before it. A kernel that was joined sets it. */
export function onInspect(listener: InspectListener): void {
  globals[hook] = listener;
}

/** Whether values that are inspected have a listener. */
export function hasInspectListener(): boolean {
  return globals[hook] !== undefined;
}

/** To be returned by a value's `inspect.custom`: its text, of which the listener hears. */
export function printed(value: Displayable, text: string): string {
  globals[hook]?.(value, text);
  return text;
}

/** Whether views leave out what differs from run to run: ephemeral ports, ages, clock times. Exports ask for that. */
export function stableByDefault(): boolean {
  return process.env.NETCELL_EXPORT === "1";
}
