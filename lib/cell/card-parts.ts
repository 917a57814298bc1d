/** Parts that the cards of all kinds of handle share: the first line, and a bounded list of what hangs on the handle. */
import { counted, visible } from "../view";
import type { HandleState } from "./handle";

/** What a handle says of itself on its card. */
export interface Described {
  readonly kind: string;
  readonly name: string;
  readonly state: HandleState;
  readonly stateNote: string;
  readonly since: number;
  facts(stable: boolean): { readonly endpoint: string };
}

/** The first line of a card: kind, name, state, and since when it is open. `stable` leaves out the time. */
export function cardTitle(handle: Described, stable: boolean): string {
  return `${handle.kind} ${visible(handle.name)}: ${handle.state}${handle.stateNote}${since(handle, stable)}`;
}

/** By the clock: a card is not redrawn while nothing happens. */
function since(handle: Described, stable: boolean): string {
  if (stable || handle.state !== "open") return "";
  return ` since ${new Date(performance.timeOrigin + handle.since).toLocaleTimeString("en-GB")}`;
}

/** Rows that a card lists at most: it is drawn up to 20 times a second, and a thousand rows are not read. */
const mostListed = 40;

/** The newest of many, and a line about how many older ones there are. */
export function newestListed<T>(
  all: readonly T[],
  noun: string,
): { readonly newest: readonly T[]; readonly older: string | undefined } {
  const more = all.length - mostListed;
  if (more <= 0) return { newest: all, older: undefined };
  return { newest: all.slice(-mostListed), older: `and ${counted(more, `older ${noun}`)}` };
}
