/** What the cards of all kinds of handle have in common. */
import type { HandleState } from "../cell";
import { type Html, html, styles, visible } from "../view";

/** What every handle says of itself. */
export interface Described {
  readonly kind: string;
  readonly name: string;
  readonly state: HandleState;
  readonly stateNote: string;
  readonly since: number;
  facts(stable: boolean): { readonly endpoint: string };
}

/** What it is, how it is and since when: a card's first line. */
export function titleOf(handle: Described, stable: boolean): string {
  return `${handle.kind} ${visible(handle.name)}: ${handle.state}${handle.stateNote}${since(handle, stable)}`;
}

/** `1 byte`, `2,000 bytes`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Rows that a card lists at most: it is drawn up to 20 times a second, and a thousand rows nobody reads. */
const mostListed = 40;

/** The newest of many, as they are listed, and in words how many older ones there are. */
export function listed<T>(
  all: readonly T[],
  noun: string,
): { readonly newest: readonly T[]; readonly older: string | undefined } {
  const more = all.length - mostListed;
  if (more <= 0) return { newest: all, older: undefined };
  return { newest: all.slice(-mostListed), older: `and ${count(more, `older ${noun}`)}` };
}

/** A plain table. */
export function rowsTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): Html {
  return html`<table style="${styles.table}"><thead><tr>${head.map(
    (title) => html`<th scope="col" style="${styles.head}">${title}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) => html`<tr>${cells.map((cell) => html`<td style="${styles.cell}">${cell}</td>`)}</tr>`,
  )}</tbody></table>`;
}

/** By the clock: a card is not redrawn while nothing happens. */
function since(handle: Described, stable: boolean): string {
  if (stable || handle.state !== "open") return "";
  return ` since ${new Date(performance.timeOrigin + handle.since).toLocaleTimeString("en-GB")}`;
}
