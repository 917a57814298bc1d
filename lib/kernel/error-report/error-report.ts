/** Reports of errors: the content of a Jupyter `error` message. */
import { inspect, stripVTControlCharacters } from "node:util";
import { type Source, sourceTitled, spotAt } from "../source/sources";
import { codeFrame } from "./code-frame";
import { hintOnError } from "./hints";
import { innermostSpot } from "./stack";

export interface ErrorReport {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** The report of a value that a cell threw, with a hint if there is one. */
export function reportOfCellError(thrown: unknown): ErrorReport {
  const report = reportOfInterrupt(thrown) ?? reportOfSyntaxError(thrown) ?? reportOf(thrown);
  const hint = hintOnError(report.ename, report.evalue);
  return hint ? { ...report, traceback: [...report.traceback, `Hint: ${hint}`] } : report;
}

/** The report of any value that was thrown: usually an error. */
export function reportOf(thrown: unknown): ErrorReport {
  try {
    if (isError(thrown)) return reportOfError(thrown);
    const text = bounded(inspect(thrown));
    const why = "What was thrown is not an Error, so it does not know its line: throw new Error(…) instead.";
    return { ename: "Uncaught", evalue: text, traceback: [`${red("Uncaught")} ${text}`, why] };
  } catch {
    const why = "What was thrown throws again when it is looked at.";
    return { ename: "Uncaught", evalue: why, traceback: [`${red("Uncaught")} ${why}`] };
  }
}

/** Is it an error, of this or of another realm, or a value that behaves like one (a DOMException)? */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === "[object Error]";
}

function reportOfError(error: Error): ErrorReport {
  const ename = nameOf(error);
  const evalue = bounded(textOf(() => error.message) ?? "");
  const heading = red(ename) + (evalue ? `: ${evalue}` : "");
  const body = bodyOf(error);
  const spot = innermostSpot(body.join("\n"));
  const frame = spot?.source.text === undefined ? [] : [at(spot), ...codeFrame(spot.source.text, spot)];
  return { ename, evalue, traceback: [...heading.split("\n"), ...frame, ...body] };
}

function at(spot: { readonly source: { readonly title: string }; readonly line: number }): string {
  return `${green(spot.source.title)}, line ${spot.line}`;
}

function nameOf(error: Error): string {
  const name = textOf(() => error.name);
  return name || textOf(() => error.constructor.name) || "Error";
}

/** The result of `read`, if it is a string and reading it does not throw. */
function textOf(read: () => unknown): string | undefined {
  try {
    const text = read();
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Everything after the heading: frames, causes, inner errors, own properties. */
function bodyOf(error: Error): string[] {
  let lines: string[];
  try {
    lines = bounded(inspect(error, { colors: true })).split("\n");
  } catch {
    const frames =
      textOf(() => error.stack)
        ?.split("\n")
        .filter(isFrame) ?? [];
    return [...frames, "(The rest of this error throws when it is looked at.)"];
  }
  const firstFrame = lines.findIndex((line) => isFrame(stripVTControlCharacters(line)));
  if (firstFrame >= 0) return lines.slice(firstFrame);
  // An error without frames is put in brackets, and its properties follow.
  const properties = lines.findIndex((line) => /\] \{$/.test(stripVTControlCharacters(line)));
  return properties < 0 ? [] : ["{", ...lines.slice(properties + 1)];
}

function isFrame(line: string): boolean {
  return /^\s+at /.test(line);
}

/** The longest text of an error, in characters: a cell may throw fifty megabytes. */
const longest = 32_768;

function bounded(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}… (${text.length - longest} more characters)`;
}

/** The report of the error that tslab throws when the user interrupts a cell; `undefined` for anything else. */
function reportOfInterrupt(thrown: unknown): ErrorReport | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "ERR_SCRIPT_EXECUTION_INTERRUPTED")
    return interrupted("You stopped this cell while it was computing.");
  if (thrown.message !== "Interrupted asynchronously") return undefined;
  return interrupted(
    "You stopped this cell while it was waiting. What it had begun may still go on in the background.",
  );
}

function interrupted(evalue: string): ErrorReport {
  return { ename: "Interrupted", evalue, traceback: [`${red("Interrupted")}: ${evalue}`] };
}

/**
 * The head of a SyntaxError's stack:
 *
 * ```text
 * cell [3]:2
 *   for await (const x of y) {}
 *       ^^^^^
 * ```
 */
const syntaxErrorHead = /^(.+):(\d+)\n(.*)\n( *)\^+\n/;

/**
 * The report of a SyntaxError that Node finds in a cell that compiles as TypeScript, such as a top-level `for await`;
 * `undefined` for anything else.
 */
function reportOfSyntaxError(thrown: unknown): ErrorReport | undefined {
  if (!(thrown instanceof SyntaxError) || typeof thrown.stack !== "string") return undefined;
  const [, script, line, , indent] = syntaxErrorHead.exec(thrown.stack) ?? [];
  const source = script === undefined ? undefined : sourceTitled(script);
  if (!source) return undefined;
  const { name: ename, message: evalue } = thrown;
  return {
    ename,
    evalue,
    traceback: [`${red(ename)}: ${evalue}`, ...syntaxFrame(source, Number(line), indent!.length + 1)],
  };
}

function syntaxFrame(source: Source, line: number, column: number): string[] {
  const spot = spotAt(source.title, { line, column });
  if (!spot || source.text === undefined) return [];
  return [`${green(source.title)}, line ${spot.line}`, ...codeFrame(source.text, spot)];
}

/** Bold red, as in every Jupyter traceback. */
export function red(text: string): string {
  return `\u001b[1;31m${text}\u001b[0m`;
}

export function green(text: string): string {
  return `\u001b[0;32m${text}\u001b[0m`;
}
