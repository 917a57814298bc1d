/** The front door of lib/handout: notebooks made into pages to hand out. What is large is loaded by the first call that needs it. */
import type { PreparedSource, SourceOptions } from "./sources";
import type { HandoutWriter, WriterOptions } from "./writer";

export { type Format, type FormatOptions, formatNames } from "./export/formats";
export type { PreparedSource, SourceOptions } from "./sources";
export type { Variant } from "./variants/edition";
export type { HandoutFile, HandoutWriter, WriterOptions } from "./writer";

/** The notebooks in the given order, each with the outputs of a run: those without outputs are executed first. */
export async function* sources(
  paths: readonly string[],
  options: SourceOptions,
): AsyncGenerator<PreparedSource> {
  yield* (await import("./sources.js")).sources(paths, options);
}

/** Writes handouts of notebooks, and the page that leads to all of them. */
export async function handoutWriter(options: WriterOptions): Promise<HandoutWriter> {
  return await (await import("./writer.js")).handoutWriter(options);
}
