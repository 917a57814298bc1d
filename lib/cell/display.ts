/** How a value shows itself: a bundle of representations, from which the notebook takes the best it can draw. */
/** Representations of one value by MIME type; `text/plain` is always there. */
export interface MimeBundle {
  readonly [mimeType: string]: string;
}

/** The method by which values offer their bundle; Deno's kernel knows the same symbol. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as typeof jupyterDisplay;

/** A value with a picture of itself. */
export interface Displayable {
  /**
   * All its representations, made anew at each call.
   *
   * @internal Not in the declarations that cells read: at a member named by an imported symbol tslab's completion of
   * the whole object fails.
   */
  [jupyterDisplay](): MimeBundle;
}
