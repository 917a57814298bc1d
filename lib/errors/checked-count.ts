/** Counts in arguments of public functions, checked. */
import { invalid } from "./netcell-error";

/** Throws when the argument `name` is not a whole number of 1 or more. */
export function checkedCount(count: number, name: string): void {
  if (Number.isInteger(count) && count > 0) return;
  throw invalid(`${name} is ${String(count)}`, "Give a whole number, 1 or more.");
}
