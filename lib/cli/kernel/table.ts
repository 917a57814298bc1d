/** What `netcell kernel list` prints: a row for each kernelspec, in the order in which Jupyter looks for a name. */
import { type FoundSpec, listKernelSpecs, missingFile, ourVersion } from "../../kernel";

/** Empty when there is none. */
export function kernelTable(folders: readonly string[]): string {
  const found = listKernelSpecs(folders);
  // Those of one name together: the first is the one that Jupyter takes.
  const names = [...new Set(found.map(({ name }) => name))];
  const rows = names.flatMap((name) => found.filter((each) => each.name === name)).map(row);
  const widths = [0, 1].map((column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  return rows
    .map(
      ([name, title, folder, remark]) =>
        `${name!.padEnd(widths[0]!)}  ${title!.padEnd(widths[1]!)}  ${folder}${remark}`,
    )
    .join("\n");
}

function row({ name, folder, spec, hiddenBy }: FoundSpec): string[] {
  const version = ourVersion(spec);
  const missing = missingFile(spec);
  const remarks = [
    version !== undefined && `netcell ${version}`.trim(),
    hiddenBy !== undefined && `hidden by ${hiddenBy}`,
    missing !== undefined &&
      `cannot start: ${missing} is gone${version === undefined ? "" : "; install it again"}`,
  ].filter((remark) => remark !== false);
  return [name, spec.display_name, folder, remarks.length > 0 ? `  (${remarks.join("; ")})` : ""];
}
