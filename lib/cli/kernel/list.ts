/** The text of `netcell kernel list`: a row for each kernelspec, in the order in which Jupyter looks for a name. */
import { type FoundSpec, listKernelSpecs, missingFile, ourVersion } from "../../kernel";
import { tableText, visible } from "../../view";

/** Empty when there is none. */
export function kernelTable(folders: readonly string[]): string {
  const found = listKernelSpecs(folders);
  // Those of one name together: the first is the one that Jupyter takes.
  const names = [...new Set(found.map(({ name }) => name))];
  const rows = names.flatMap((name) => found.filter((each) => each.name === name)).map(row);
  const columns = rows.length === 0 ? [] : rows[0]!.map(() => ({ heading: "" }));
  return tableText({ columns, rows: rows.map((cells) => ({ cells })) }).join("\n");
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
  const about = remarks.length > 0 ? `  (${remarks.join("; ")})` : "";
  return [name, spec.display_name, `${folder}${about}`].map(visible);
}
