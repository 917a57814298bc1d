/** Tags of cells, with MyST's names, that hide parts (folded, to be opened) or remove them (not in the handout). */
import type { Cell, Output } from "../../runner";

type Presence = "shown" | "hidden" | "removed";

export interface Visibility {
  readonly cell: Presence;
  readonly input: Presence;
  readonly output: Presence;
}

export function visibility(cell: Cell): Visibility {
  const tags = new Set(cell.metadata.tags);
  const presence = (part: string): Presence =>
    tags.has(`remove-${part}`) ? "removed" : tags.has(`hide-${part}`) ? "hidden" : "shown";
  return { cell: presence("cell"), input: presence("input"), output: presence("output") };
}

/** Whether `remove-stdout` or `remove-stderr` takes this output away. */
export function removesStream(cell: Cell, output: Output): boolean {
  return output.output_type === "stream" && (cell.metadata.tags ?? []).includes(`remove-${output.name}`);
}
