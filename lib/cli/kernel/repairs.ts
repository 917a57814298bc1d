/** The text of `netcell kernel repairs`: a row for each repair. */
import type { Repair } from "../../kernel";
import { textTable, textWidth } from "../../view";

/** The least width of the column of faults. */
const narrowest = 20;

/** `columns` is the width of the terminal; without one each repair has one line. */
export function repairTable(repairs: readonly Repair[], on: readonly Repair[], columns?: number): string {
  const rows = repairs.map((repair) => [repair.name, on.includes(repair) ? "on" : "off", repair.fault]);
  const [name, state, fault] = [0, 1, 2].map((at) => Math.max(...rows.map((cells) => textWidth(cells[at]!))));
  const left = columns === undefined ? fault! : columns - name! - state! - 2 * "  ".length;
  return textTable([name!, state!, Math.max(narrowest, left)], rows).join("\n");
}
