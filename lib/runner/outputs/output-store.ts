/**
 * The outputs of a notebook's cells, as JupyterLab would have stored them: a pure function of the messages, in bounded
 * memory however much a cell prints.
 */
import type { ErrorOutput, Json, MimeBundle, Output, ResultOutput } from "../nbformat/notebook";
import { StreamText } from "./stream-text";

/** The part of an IOPub message that the store looks at. */
export interface OutputMessage {
  readonly type: string;
  readonly content: Json;
}

/** An output that may still change: a stream grows, a display is updated. */
type Entry = Stream | Shown;
interface Stream {
  readonly name: "stdout" | "stderr";
  readonly text: StreamText;
}
interface Shown {
  readonly id?: string | undefined;
  output: Exclude<Output, { output_type: "stream" }>;
}

interface Area {
  entries: Entry[];
  /** How many entries the middle of `entries` has lost. */
  omitted: number;
  /** `clear_output(wait)` was called: the next output clears the area first. */
  clearFirst: boolean;
}

/** More outputs than this in one cell, and the ones in the middle go. */
const maxEntries = 1000;

export class OutputStore {
  readonly #areas = new Map<string, Area>();
  /** Where each display id is shown, in any cell. */
  readonly #displays = new Map<string, Set<Shown>>();

  /** Applies a message that belongs to `cell`; other messages than outputs are ignored. */
  apply(cell: string, { type, content }: OutputMessage): void {
    switch (type) {
      case "stream":
        this.#write(cell, content.name === "stderr" ? "stderr" : "stdout", String(content.text));
        break;
      case "display_data":
        this.#display(cell, content);
        break;
      case "update_display_data":
        this.#update(content);
        break;
      case "execute_result":
      case "error":
        this.#add(cell, { output: type === "error" ? failure(content) : result(content) });
        break;
      case "clear_output":
        if (content.wait === true) this.#area(cell).clearFirst = true;
        else this.clear(cell);
    }
  }

  /** Drops the outputs of the cell. */
  clear(cell: string): void {
    for (const entry of this.#areas.get(cell)?.entries ?? []) this.#forget(entry);
    this.#areas.delete(cell);
  }

  outputs(cell: string): readonly Output[] {
    const area = this.#areas.get(cell);
    if (area === undefined) return [];
    const outputs = area.entries.map(rendered);
    if (area.omitted > 0) {
      const text = `… ${area.omitted.toLocaleString("en")} outputs omitted …\n`;
      outputs.splice(maxEntries / 2, 0, { output_type: "stream", name: "stdout", text });
    }
    return outputs;
  }

  #area(cell: string): Area {
    let area = this.#areas.get(cell);
    if (area === undefined) {
      area = { entries: [], omitted: 0, clearFirst: false };
      this.#areas.set(cell, area);
    }
    return area;
  }

  /** The area that takes the next output. */
  #ready(cell: string): Area {
    if (this.#areas.get(cell)?.clearFirst === true) this.clear(cell);
    return this.#area(cell);
  }

  #write(cell: string, name: Stream["name"], text: string): void {
    const last = this.#ready(cell).entries.at(-1);
    if (last !== undefined && "text" in last && last.name === name) last.text.write(text);
    else {
      const entry = { name, text: new StreamText() };
      entry.text.write(text);
      this.#add(cell, entry);
    }
  }

  #display(cell: string, content: Json): void {
    // A display shown again is, for those that show it already, an update.
    this.#update(content);
    const id = displayId(content);
    const entry: Shown = { id, output: { output_type: "display_data", ...shown(content) } };
    this.#add(cell, entry);
    if (id !== undefined) this.#displays.set(id, (this.#displays.get(id) ?? new Set()).add(entry));
  }

  #update(content: Json): void {
    for (const entry of this.#displays.get(displayId(content) ?? "") ?? [])
      if (entry.output.output_type === "display_data") entry.output = { ...entry.output, ...shown(content) };
  }

  #add(cell: string, entry: Entry): void {
    const area = this.#ready(cell);
    area.entries.push(entry);
    if (area.entries.length <= maxEntries) return;
    const [dropped] = area.entries.splice(maxEntries / 2, 1);
    area.omitted++;
    this.#forget(dropped!);
  }

  #forget(entry: Entry): void {
    if ("output" in entry && entry.id !== undefined) this.#displays.get(entry.id)?.delete(entry);
  }
}

function rendered(entry: Entry): Output {
  return "output" in entry
    ? entry.output
    : { output_type: "stream", name: entry.name, text: entry.text.toString() };
}

function failure({ ename, evalue, traceback }: Json): ErrorOutput {
  const lines = Array.isArray(traceback) ? traceback.map(String) : [];
  return { output_type: "error", ename: String(ename), evalue: String(evalue), traceback: lines };
}

function result(content: Json): ResultOutput {
  const count = content.execution_count;
  return {
    output_type: "execute_result",
    execution_count: typeof count === "number" ? count : null,
    ...shown(content),
  };
}

function shown({ data, metadata }: Json): { data: MimeBundle; metadata: Json } {
  return { data: (data ?? {}) as MimeBundle, metadata: (metadata ?? {}) as Json };
}

function displayId({ transient }: Json): string | undefined {
  const id = (transient as { display_id?: unknown } | null | undefined)?.display_id;
  return typeof id === "string" ? id : undefined;
}
