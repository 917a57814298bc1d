/** A view: a drawing of something, as text, as HTML and, where it is a picture, as SVG. Pure: same input, same bytes. */
import { inspect } from "node:util";
import { type Displayable, jupyterDisplay, type MimeBundle, printed } from "./display";
import type { Html } from "./html";

/**
 * A picture of something, ready for every place it may be read: a cell's last expression shows it,
 * `String(view)` is its text, `view.html` and `view.svg` are the markup.
 *
 * @example
 * ```ts
 * import { osi } from "netcell";
 * osi.table()
 * ```
 */
export interface View extends Displayable {
  /** For a terminal, and for readers who cannot see the picture. */
  readonly text: string;
  /** For a page: static, no script. */
  readonly html: string;
  /** For a page, a slide or paper, where the view is a drawing. */
  readonly svg: string | undefined;
  toString(): string;
}

/** The three forms of a view, each drawn when it is shown. */
export interface ViewFaces {
  text(): string;
  html?(): Html;
  svg?(): Html;
}

/** Makes a {@link View}. Without an `html` face the SVG serves as one, and without either the text does. */
export function view(faces: ViewFaces): View {
  return new DrawnView(faces);
}

class DrawnView implements View {
  readonly #faces: ViewFaces;

  constructor(faces: ViewFaces) {
    this.#faces = faces;
  }

  get text(): string {
    return this.#faces.text();
  }

  get html(): string {
    return (this.#faces.html ?? this.#faces.svg)?.call(this.#faces).markup ?? "";
  }

  get svg(): string | undefined {
    return this.#faces.svg?.().markup;
  }

  toString(): string {
    return this.text;
  }

  [jupyterDisplay](): MimeBundle {
    const { text, html, svg } = this;
    return { "text/plain": text, ...(html && { "text/html": html }), ...(svg && { "image/svg+xml": svg }) };
  }

  [inspect.custom](): string {
    return printed(this, this.text);
  }
}
