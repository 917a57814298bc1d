/** The list of all handles, closing them all, and waiting until what is under way has ended. */
import { inspect } from "node:util";
import { checkedOptions } from "../errors";
import {
  type Displayable,
  html,
  jupyterDisplay,
  printed,
  stableByDefault,
  styles,
  tableHtml,
  tableText,
  type View,
  view,
  visible,
} from "../view";
import { flushCards } from "./card";
import type { Handle, LiveHandle } from "./handle";
import { liveHandles, sweep, variableOf } from "./registry";
import { type CallOptions, Deadline, Waiters, waitError } from "./wait";

/** The live handles, oldest first; as the last expression of a cell it is a table. */
export interface HandleList extends ReadonlyArray<Handle>, Displayable {}

/**
 * The live handles of this kernel: servers, connections and so on, with the variable that holds each.
 *
 * @example
 * ```ts
 * import { handles } from "netcell";
 * handles()
 * ```
 */
export function handles(): HandleList {
  sweep();
  const live = liveHandles();
  const shown = live.length > 0 ? tableOf(live) : nothing;
  const list: Handle[] = [...live];
  return Object.defineProperties(list, {
    [jupyterDisplay]: { value: () => shown[jupyterDisplay]() },
    [inspect.custom]: { value: () => printed(list as unknown as HandleList, shown.text) },
  }) as unknown as HandleList;
}

/**
 * Closes every handle and draws each card's last state. A notebook's last cell; safe to call when nothing is open.
 *
 * @example
 * ```ts
 * import { closeAll } from "netcell";
 * await closeAll()
 * ```
 */
export function closeAll(): Promise<void> {
  const count = liveHandles().length;
  const what = count === 1 ? "1 handle" : `${count} handles`;
  // A cell that forgot to await prints the promise: it says what is missing.
  return Object.defineProperty(closeEverything(), inspect.custom, {
    value: () => `closing ${what}; to wait until that is done, write: await closeAll()`,
  });
}

async function closeEverything(): Promise<void> {
  // Servers first: what they accepted closes with them, and nobody connects any more.
  await Promise.all(liveHandles().map((handle) => handle.close()));
  flushCards();
}

/**
 * Waits for traffic and handlers still under way, then draws every card as it is now, inside this cell: that is what
 * an exported notebook keeps.
 *
 * @param ms how long to wait, in milliseconds (default: 100)
 * @throws NetcellError `EINTR` when the cell is interrupted
 */
export async function settle(ms = 100, options: Pick<CallOptions, "signal"> = {}): Promise<void> {
  const deadline = new Deadline({ ...checkedOptions(options, { signal: true }), timeout: ms });
  const end = await new Waiters().wait(deadline);
  flushCards();
  if (end === "interrupt" || end === "abort")
    throw waitError(end, deadline, { what: "settle()", awaited: "", hint: "" }, {});
}

const nothing = view({
  text: () => "no handles: nothing is open",
  html: () => html`<p style="${styles.quiet}">No handles: nothing is open.</p>`,
});

/** The handles as they are now. */
function tableOf(handles: readonly LiveHandle[]): View {
  const rows = handles.map((handle) => ({ cells: row(handle) }));
  const table = { caption: `${rows.length} open`, columns, rows };
  return view({ text: () => tableText(table).join("\n"), html: () => tableHtml(table) });
}

const columns = ["kind", "name", "variable", "endpoint", "state", "age", "bytes", "cell"].map((heading) => ({
  heading,
}));

function row(handle: LiveHandle): string[] {
  const stable = stableByDefault();
  const { endpoint, bytes } = handle.facts(stable);
  return [
    handle.kind,
    visible(handle.name),
    variableOf(handle) ?? "",
    visible(endpoint),
    `${handle.state}${handle.stateNote}`,
    stable ? "" : `${Math.round((performance.now() - handle.since) / 1000)} s`,
    bytes === undefined ? "" : String(bytes),
    handle.cell ? `[${handle.cell.ordinal}]` : "",
  ];
}
