/** Reads a notebook: nbformat 4, upgraded to 4.5 in memory, with errors that name the cell and the fault. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { jsonFault } from "./json-fault";
import type { Cell, Json, Notebook } from "./notebook";
import { NotebookError } from "./notebook-error";
import { faultOf, isJson } from "./validate";

export async function readNotebook(path: string): Promise<Notebook> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
  return parseNotebook(text, path);
}

/** Reads a notebook out of its text; `path` is only for the error. */
export function parseNotebook(text: string, path: string): Notebook {
  const raw = parse(text.replace(/^\uFEFF/, ""), path);
  const fault = faultOf(raw);
  if (fault !== undefined) throw new NotebookError(path, fault);
  return upgrade(raw as unknown as RawNotebook);
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson(path, text);
  }
}

function notJson(path: string, text: string): NotebookError {
  if (text.trim() === "")
    return new NotebookError(path, "the file is empty.", {
      hint: "Create a notebook in JupyterLab, or restore it from a backup.",
    });
  if (/^<{7} /m.test(text))
    return new NotebookError(path, "it holds the marks of an unfinished merge (<<<<<<<).", {
      hint: "Take one side with git checkout --ours or --theirs, or merge with nbdime.",
    });
  const fault = jsonFault(text);
  if (fault === undefined) return new NotebookError(path, "it is not JSON.");
  const { line, column, found, expected } = fault;
  return new NotebookError(
    path,
    `it is not JSON: line ${line}, column ${column} has ${found ?? "the end of the file"} where ${expected} should be.`,
    { hint: "Is it a notebook, and saved completely?" },
  );
}

function unreadable(path: string, cause: NodeJS.ErrnoException): NotebookError {
  const { code = "EIO", message } = cause;
  switch (code) {
    case "ENOENT":
      return new NotebookError(path, "there is no such file.", { code, cause });
    case "EISDIR":
      return new NotebookError(path, "it is a folder.", {
        code,
        cause,
        hint: "Name the notebooks in it, for example with /*.ipynb after it.",
      });
    case "EACCES":
      return new NotebookError(path, "it cannot be read: no permission.", { code, cause });
    default:
      return new NotebookError(path, `it cannot be read: ${message}`, { code, cause });
  }
}

/** The content of a valid file: texts may still be lists of lines, ids may be missing. */
type RawNotebook = Omit<Notebook, "cells"> & { readonly cells: readonly RawCell[] };
type RawCell = Json & { readonly source: Text; readonly metadata: Json; readonly id?: string };
type Text = string | readonly string[];

function upgrade(raw: RawNotebook): Notebook {
  const taken = new Set<string>();
  const cells = raw.cells.map((cell, index) => {
    const id = freshId(cell, index, taken);
    taken.add(id);
    return joinCell(cell, id);
  });
  return { ...raw, cells, nbformat: 4, nbformat_minor: Math.max(5, raw.nbformat_minor) };
}

/** The cell's own id; where it has none, or one that another cell has, one made of its place and text. */
function freshId({ id, source }: RawCell, index: number, taken: Set<string>): string {
  if (id !== undefined && !taken.has(id)) return id;
  for (let attempt = 0; ; attempt++) {
    const made = createHash("sha256")
      .update(JSON.stringify([index, attempt, source]))
      .digest("hex")
      .slice(0, 8);
    if (!taken.has(made)) return made;
  }
}

function joinCell(cell: RawCell, id: string): Cell {
  const joined: Json = { ...cell, id, source: join(cell.source) };
  if (cell.outputs !== undefined) joined.outputs = (cell.outputs as Json[]).map(joinOutput);
  if (cell.attachments !== undefined)
    joined.attachments = Object.fromEntries(
      Object.entries(cell.attachments as Record<string, Json>).map(([name, bundle]) => [
        name,
        joinBundle(bundle),
      ]),
    );
  return joined as unknown as Cell;
}

function joinOutput(output: Json): Json {
  if (output.output_type === "stream") return { ...output, text: join(output.text as Text) };
  if (output.output_type === "error") return output;
  return { ...output, data: joinBundle(output.data as Json), metadata: output.metadata ?? {} };
}

/** A list of strings is a text in lines, except where the type is JSON and it may be a list of strings. */
function joinBundle(bundle: Json): Json {
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, value]) => [mime, isJson(mime) ? value : join(value as Text)]),
  );
}

function join(text: Text): string {
  return typeof text === "string" ? text : text.join("");
}
