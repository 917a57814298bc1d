/** The text of `netcell kernel repairs`: a row for each repair. */
import type { Repair } from "../../kernel";
import { tableText, textWidth } from "../../view";

/** The least width of the column of faults. */
const narrowest = 20;

/** `columns` is the width of the terminal; without one each repair has one line. */
export function repairTable(repairs: readonly Repair[], on: readonly Repair[], columns?: number): string {
  const rows = repairs.map((repair) => [repair.name, on.includes(repair) ? "on" : "off", repair.fault]);
  const [name, state] = [0, 1].map((at) => Math.max(...rows.map((cells) => textWidth(cells[at]!))));
  const left = columns === undefined ? Number.POSITIVE_INFINITY : columns - name! - state! - 2 * "  ".length;
  const fault = { heading: "", width: Math.max(narrowest, left) };
  return tableText({
    columns: [{ heading: "" }, { heading: "" }, fault],
    rows: rows.map((cells) => ({ cells })),
  }).join("\n");
}
