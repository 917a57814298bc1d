/**
 * Before Node 24, knowing whose code is running leaves marks on every promise (AsyncLocalStorage keeps its store
 * there). In a cell they would only be in the way of the promise itself.
 */
import { inspect } from "node:util";

const marks = new Set(["async_id_symbol", "trigger_async_id_symbol", "kResourceStore"]);

/** From now on promises show themselves without the marks. */
export function hideBookkeeping(): void {
  if (inspect.custom in Promise.prototype) return;
  Object.defineProperty(Promise.prototype, inspect.custom, {
    configurable: true,
    writable: true,
    value: function unmarked(this: object) {
      for (const symbol of Object.getOwnPropertySymbols(this)) {
        if (
          marks.has(symbol.description ?? "") &&
          Object.getOwnPropertyDescriptor(this, symbol)?.configurable
        )
          Object.defineProperty(this, symbol, { enumerable: false });
      }
      // A value that gives itself is shown as if it had no method of its own.
      return this;
    },
  });
}
