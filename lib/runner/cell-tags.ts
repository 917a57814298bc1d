/** What a cell's tags and metadata ask of who runs it. */
import type { Json } from "./json";
import type { CodeCell, Notebook } from "./nbformat/notebook";

export interface CellPolicy {
  /** Not executed; it keeps the outputs that it has. */
  readonly skip: boolean;
  /** How long it may take, in milliseconds; Infinity for as long as it likes. */
  readonly timeout: number;
  /** Expected to raise: an error of this name, or any. */
  readonly raises: Expectation | undefined;
}

export interface Expectation {
  readonly name: string | undefined;
}

/** A tag or a piece of metadata that cannot be obeyed; the message names the cell and the cure. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
}

/** The policies of the code cells by their ids; `timeout` is for those that do not say. */
export function policiesOf(notebook: Notebook, timeout: number): ReadonlyMap<string, CellPolicy> {
  const usual = timeoutIn(notebook.metadata, "the notebook") ?? timeout;
  const policies = new Map<string, CellPolicy>();
  for (const [index, cell] of notebook.cells.entries())
    if (cell.cell_type === "code") policies.set(cell.id, policyOf(cell, `cell ${index + 1}`, usual));
  return policies;
}

function policyOf({ metadata }: CodeCell, where: string, timeout: number): CellPolicy {
  const tags = metadata.tags ?? [];
  return {
    skip: tags.includes("skip-execution"),
    timeout: timeoutTag(tags, where) ?? timeoutIn(metadata, where) ?? timeout,
    raises: expectation(tags, metadata, where),
  };
}

const units = { ms: 1, s: 1000, m: 60_000 } as const;

function timeoutTag(tags: readonly string[], where: string): number | undefined {
  const tag = tags.find((tag) => tag.startsWith("timeout-"));
  if (tag === undefined) return undefined;
  const [, number, unit] = /^timeout-(\d+(?:\.\d+)?)(ms|s|m)$/.exec(tag) ?? [];
  if (number === undefined)
    throw new PolicyError(`${where} has the tag ${tag}; a time limit is written like timeout-30s.`);
  return limit(Number(number) * units[unit as keyof typeof units]);
}

function timeoutIn(metadata: Json, where: string): number | undefined {
  const { timeout } = netcell(metadata);
  if (timeout === undefined) return undefined;
  if (typeof timeout !== "number" || !(timeout >= 0))
    throw new PolicyError(
      `metadata.netcell.timeout of ${where} is ${JSON.stringify(timeout)}; it should be a number of seconds.`,
    );
  return limit(timeout * 1000);
}

/** As everywhere in netcell, no time at all stands for as long as it likes. */
function limit(ms: number): number {
  return ms === 0 ? Number.POSITIVE_INFINITY : ms;
}

function expectation(tags: readonly string[], metadata: Json, where: string): Expectation | undefined {
  const { raises } = netcell(metadata);
  if (raises !== undefined && (typeof raises !== "string" || raises === ""))
    throw new PolicyError(
      `metadata.netcell.raises of ${where} is ${JSON.stringify(raises)}; it should be the name of an error, like "RangeError".`,
    );
  const tag = tags.find((tag) => /^raises-(?!exception$)./.test(tag));
  const name = raises ?? tag?.slice("raises-".length);
  return name !== undefined || tags.includes("raises-exception") ? { name } : undefined;
}

/** What metadata say to netcell. */
export function netcell(metadata: Json): Json {
  const { netcell } = metadata;
  return typeof netcell === "object" && netcell !== null ? (netcell as Json) : {};
}
