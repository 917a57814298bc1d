/** Tags and metadata of cells that set how they are run: skip-execution, timeout-30s, raises-exception. */
import type { CodeCell, Json, Notebook } from "./nbformat/notebook";
import { NotebookError } from "./nbformat/notebook-error";

export interface CellSettings {
  /** Not executed; the cell keeps the outputs that it has. */
  readonly skip: boolean;
  /** The time limit in milliseconds; Infinity for none. */
  readonly timeout: number;
  /** Expected to raise: an error of this name, or any. */
  readonly raises: ExpectedError | undefined;
}

interface ExpectedError {
  readonly name: string | undefined;
}

/**
 * The settings of the code cells by their ids; `timeout` is for those that do not set one. A tag or a piece of metadata
 * that makes no sense is an error, which names `path`, the cell and the remedy.
 */
export function cellSettings(
  notebook: Notebook,
  timeout: number,
  path: string,
): ReadonlyMap<string, CellSettings> {
  const usual = timeoutIn(notebook.metadata, { path, name: "the notebook" }) ?? timeout;
  const settings = new Map<string, CellSettings>();
  for (const [index, cell] of notebook.cells.entries())
    if (cell.cell_type === "code")
      settings.set(cell.id, settingsOf(cell, { path, name: `cell ${index + 1}` }, usual));
  return settings;
}

/** For errors. */
interface Place {
  readonly path: string;
  readonly name: string;
}

function settingsOf({ metadata }: CodeCell, place: Place, timeout: number): CellSettings {
  const tags = metadata.tags ?? [];
  return {
    skip: tags.includes("skip-execution"),
    timeout: timeoutTag(tags, place) ?? timeoutIn(metadata, place) ?? timeout,
    raises: expectedError(tags, metadata, place),
  };
}

const units = { ms: 1, s: 1000, m: 60_000 } as const;

function timeoutTag(tags: readonly string[], { path, name }: Place): number | undefined {
  const tag = tags.find((tag) => tag.startsWith("timeout-"));
  if (tag === undefined) return undefined;
  const [, number, unit] = /^timeout-(\d+(?:\.\d+)?)(ms|s|m)$/.exec(tag) ?? [];
  if (number === undefined)
    throw new NotebookError(path, `${name} has the tag ${tag}; a time limit is written like timeout-30s.`);
  return limit(Number(number) * units[unit as keyof typeof units]);
}

function timeoutIn(metadata: Json, { path, name }: Place): number | undefined {
  const { timeout } = netcellMetadata(metadata);
  if (timeout === undefined) return undefined;
  if (typeof timeout !== "number" || !(timeout >= 0))
    throw new NotebookError(
      path,
      `metadata.netcell.timeout of ${name} is ${JSON.stringify(timeout)}; it should be a number of seconds.`,
    );
  return limit(timeout * 1000);
}

/** As everywhere in netcell, 0 stands for no limit. */
function limit(ms: number): number {
  return ms === 0 ? Number.POSITIVE_INFINITY : ms;
}

function expectedError(
  tags: readonly string[],
  metadata: Json,
  { path, name: where }: Place,
): ExpectedError | undefined {
  const { raises } = netcellMetadata(metadata);
  if (raises !== undefined && (typeof raises !== "string" || raises === ""))
    throw new NotebookError(
      path,
      `metadata.netcell.raises of ${where} is ${JSON.stringify(raises)}; it should be the name of an error, like "RangeError".`,
    );
  const tag = tags.find((tag) => /^raises-(?!exception$)./.test(tag));
  const name = raises ?? tag?.slice("raises-".length);
  return name !== undefined || tags.includes("raises-exception") ? { name } : undefined;
}

/** The part of the metadata that is for netcell. */
export function netcellMetadata(metadata: Json): Json {
  const { netcell } = metadata;
  return typeof netcell === "object" && netcell !== null ? (netcell as Json) : {};
}
