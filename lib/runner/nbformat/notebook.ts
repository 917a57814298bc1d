/** A notebook in memory: nbformat 4.5, with every text joined to one string. */

/** A JSON object whose shape is up to others: a kernel, or the author of a notebook. */
export type Json = Record<string, unknown>;

export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: NotebookMetadata;
  readonly nbformat: 4;
  readonly nbformat_minor: number;
}

export interface NotebookMetadata {
  readonly kernelspec?: { readonly name: string; readonly display_name?: string; readonly language?: string };
  readonly language_info?: { readonly name: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

export type Cell = CodeCell | MarkdownCell | RawCell;

export interface CodeCell extends BaseCell {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export interface MarkdownCell extends BaseCell {
  readonly cell_type: "markdown";
  readonly attachments?: Attachments;
}

export interface RawCell extends BaseCell {
  readonly cell_type: "raw";
  readonly attachments?: Attachments;
}

interface BaseCell {
  readonly id: string;
  readonly source: string;
  readonly metadata: CellMetadata;
}

export interface CellMetadata {
  readonly tags?: readonly string[];
  readonly [key: string]: unknown;
}

export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: Json;
}

export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly execution_count: number | null;
  readonly data: MimeBundle;
  readonly metadata: Json;
}

export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** A value in several forms by MIME type: text (also base64) as a string, JSON types as values. */
export interface MimeBundle {
  readonly [mime: string]: unknown;
}

/** The pictures and files that a Markdown cell shows as `attachment:name`, each a MIME bundle. */
export interface Attachments {
  readonly [name: string]: MimeBundle;
}
