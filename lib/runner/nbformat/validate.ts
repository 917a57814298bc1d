/** The faults of a notebook, in words: the schema of nbformat 4 as far as running and rendering need it. */
import type { Json } from "./notebook";

/** The first fault of what a notebook file holds, or undefined when it can be used. */
export function faultOf(raw: unknown): string | undefined {
  if (!isObject(raw)) return "it is JSON, but not a notebook.";
  const { nbformat, nbformat_minor, metadata, cells } = raw;
  if (typeof nbformat !== "number") return 'it is JSON, but not a notebook: "nbformat" is missing.';
  if (nbformat < 4)
    return `it is nbformat ${nbformat}, and netcell reads nbformat 4. Open it in JupyterLab and save it, or run: jupyter nbconvert --to notebook --inplace FILE`;
  if (nbformat > 4)
    return `it is nbformat ${nbformat}, and netcell reads nbformat 4. Is there a newer netcell?`;
  if (typeof nbformat_minor !== "number") return '"nbformat_minor" is missing.';
  if (!isObject(metadata)) return '"metadata" should be an object.';
  if (!Array.isArray(cells)) return '"cells" should be a list.';
  return first(cells, (cell, index) => prefixed(`cell ${index + 1}`, cellFault(cell)));
}

function cellFault(cell: unknown): string | undefined {
  if (!isObject(cell)) return "should be an object.";
  if (!["code", "markdown", "raw"].includes(cell.cell_type as string))
    return `has the type ${JSON.stringify(cell.cell_type)}; it should be "code", "markdown" or "raw".`;
  if (!isText(cell.source)) return '"source" should be a text or a list of lines.';
  if (!isObject(cell.metadata)) return '"metadata" should be an object.';
  const { tags } = cell.metadata;
  if (tags !== undefined && !isLines(tags)) return '"metadata.tags" should be a list of texts.';
  if (cell.id !== undefined && !/^[\w-]{1,64}$/.test(String(cell.id)))
    return `"id" is ${JSON.stringify(cell.id)}; it should be 1 to 64 letters, digits, - or _.`;
  if (cell.attachments !== undefined && !isObject(cell.attachments))
    return '"attachments" should be an object.';
  if (isObject(cell.attachments))
    for (const bundle of Object.values(cell.attachments)) {
      const fault = prefixed('"attachments"', bundleFault(bundle));
      if (fault !== undefined) return fault;
    }
  return cell.cell_type === "code" ? codeFault(cell) : undefined;
}

function codeFault({ execution_count, outputs }: Json): string | undefined {
  if (execution_count !== null && !Number.isInteger(execution_count))
    return '"execution_count" should be a whole number or null.';
  if (!Array.isArray(outputs)) return '"outputs" should be a list.';
  return first(outputs, (output, index) => prefixed(`output ${index + 1}`, outputFault(output)));
}

function outputFault(output: unknown): string | undefined {
  if (!isObject(output)) return "should be an object.";
  switch (output.output_type) {
    case "stream":
      if (typeof output.name !== "string") return '"name" should be "stdout" or "stderr".';
      return isText(output.text) ? undefined : '"text" should be a text or a list of lines.';
    case "error":
      if (typeof output.ename !== "string" || typeof output.evalue !== "string")
        return '"ename" and "evalue" should be texts.';
      return isLines(output.traceback) ? undefined : '"traceback" should be a list of lines.';
    case "display_data":
    case "execute_result":
      return bundleFault(output.data);
    default:
      return `has the type ${JSON.stringify(output.output_type)}, which nbformat 4 does not know.`;
  }
}

function bundleFault(bundle: unknown): string | undefined {
  if (!isObject(bundle)) return '"data" should be an object of MIME types.';
  const wrong = Object.entries(bundle).find(([mime, value]) => !isJson(mime) && !isText(value));
  return wrong && `${wrong[0]} should be a text or a list of lines.`;
}

/** Whether the value of this MIME type is JSON itself, and not a text. */
export function isJson(mime: string): boolean {
  return mime === "application/json" || mime.endsWith("+json");
}

function first<T>(
  items: readonly T[],
  fault: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = fault(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function prefixed(where: string, fault: string | undefined): string | undefined {
  return fault === undefined ? undefined : `${where}: ${fault}`;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isLines(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

function isText(value: unknown): boolean {
  return typeof value === "string" || isLines(value);
}
