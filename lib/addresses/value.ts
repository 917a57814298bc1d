/** The base of all values of this room: their text everywhere, their picture as a cell's last expression. */
import { inspect } from "node:util";
import { type Displayable, jupyterDisplay, type MimeBundle, printed, type View } from "../view";

/** A value that never changes, shows its view where a cell ends with it, and is its text anywhere else. */
export abstract class Value implements Displayable {
  /** It as people write it. */
  abstract readonly text: string;

  /** The picture of it that a cell shows when it ends with this value. */
  abstract view(): View;

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }

  /** @internal */
  [jupyterDisplay](): MimeBundle {
    return this.view()[jupyterDisplay]();
  }

  /** @internal */
  [inspect.custom](): string {
    return printed(this, this.text);
  }
}

/** A list that shows itself as `view` where a cell ends with it, and prints the texts of its items anywhere else. */
export function shownAs<T, L extends ReadonlyArray<T> & Displayable>(
  items: readonly T[],
  view: () => View,
  text: (item: T) => string = String,
): L {
  const list = [...items];
  return Object.freeze(
    Object.defineProperties(list, {
      view: { value: view },
      [jupyterDisplay]: { value: (): MimeBundle => view()[jupyterDisplay]() },
      [inspect.custom]: {
        value: (): string => printed(list as unknown as L, `[ ${items.map(text).join(", ")} ]`),
      },
    }),
  ) as unknown as L;
}
