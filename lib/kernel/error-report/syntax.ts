/** A cell that compiles as TypeScript and is refused by Node all the same: a top-level `for await`, say. */
import { type Source, sourceTitled, spotAt } from "../source/sources";
import { codeFrame } from "./code-frame";
import { type ErrorReport, green, red } from "./thrown";

/**
 * ```text
 * cell [3]:2
 *   for await (const x of y) {}
 *       ^^^^^
 * ```
 */
const preamble = /^(.+):(\d+)\n(.*)\n( *)\^+\n/;

/** The report of a SyntaxError that Node found in a cell; `undefined` for anything else. */
export function reportOfSyntaxError(thrown: unknown): ErrorReport | undefined {
  if (!(thrown instanceof SyntaxError) || typeof thrown.stack !== "string") return undefined;
  const [, script, line, , indent] = preamble.exec(thrown.stack) ?? [];
  const source = script === undefined ? undefined : sourceTitled(script);
  if (!source) return undefined;
  const { name: ename, message: evalue } = thrown;
  return {
    ename,
    evalue,
    traceback: [`${red(ename)}: ${evalue}`, ...frame(source, Number(line), indent!.length + 1)],
  };
}

function frame(source: Source, line: number, column: number): string[] {
  const spot = spotAt(source.title, { line, column });
  if (!spot || source.text === undefined) return [];
  return [`${green(source.title)}, line ${spot.line}`, ...codeFrame(source.text, spot)];
}
