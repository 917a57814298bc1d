/** The list of what lives, the way to close it all, and the way to let the dust settle. */
import { inspect } from "node:util";
import { checkedOptions } from "../errors";
import {
  type Displayable,
  html,
  jupyterDisplay,
  type MimeBundle,
  printed,
  stableByDefault,
  styles,
  visible,
} from "../view";
import { flushCards } from "./card";
import type { Handle, LiveHandle } from "./handle";
import { liveHandles, sweep, variableOf } from "./registry";
import { type CallOptions, Deadline, Waiters, waitError } from "./wait";

/** The live handles, oldest first; as the last expression of a cell it is a table. */
export interface HandleList extends ReadonlyArray<Handle>, Displayable {}

/**
 * All that lives in this kernel: servers, connections and so on, with the variable that holds each.
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
  const rows = live.map(row);
  const text = rows.length > 0 ? columns([headings, ...rows]) : "no handles: nothing is open";
  const list: Handle[] = [...live];
  return Object.defineProperties(list, {
    [jupyterDisplay]: { value: (): MimeBundle => ({ "text/plain": text, "text/html": table(rows) }) },
    [inspect.custom]: { value: (): string => printed(list as unknown as HandleList, text) },
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
 * @param ms how long to wait, in milliseconds; 100 unless told otherwise
 * @throws NetcellError `EINTR` when the cell is interrupted
 */
export async function settle(ms = 100, options: Pick<CallOptions, "signal"> = {}): Promise<void> {
  const deadline = new Deadline({ ...checkedOptions(options, { signal: true }), timeout: ms });
  const end = await new Waiters().wait(deadline);
  flushCards();
  if (end === "interrupt" || end === "abort")
    throw waitError(end, deadline, { what: "settle()", awaited: "", hint: "" }, {});
}

const headings = ["kind", "name", "variable", "endpoint", "state", "age", "bytes", "cell"];

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

function columns(rows: string[][]): string {
  const widths = headings.map((_, i) => Math.max(...rows.map((cells) => cells[i]!.length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function table(rows: string[][]): string {
  if (rows.length === 0) return html`<p style="${styles.quiet}">No handles: nothing is open.</p>`.markup;
  const head = headings.map((heading) => html`<th scope="col" style="${styles.head}">${heading}</th>`);
  const body = rows.map(
    (cells) => html`<tr>${cells.map((cell) => html`<td style="${styles.cell}">${cell}</td>`)}</tr>`,
  );
  return html`<table style="${styles.table}"><caption style="${styles.caption}">${rows.length} open</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
    .markup;
}
