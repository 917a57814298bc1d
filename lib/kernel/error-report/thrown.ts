/** What went wrong, as the content of a Jupyter `error` message. */
import { inspect, stripVTControlCharacters } from "node:util";
import { codeFrame } from "./code-frame";
import { innermostSpot } from "./stack";

export interface ErrorReport {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** The report of a value that was thrown: an error, usually. */
export function reportOf(thrown: unknown): ErrorReport {
  try {
    if (isError(thrown)) return reportOfError(thrown);
    const shown = bounded(inspect(thrown));
    const why = "What was thrown is not an Error, so it does not know its line: throw new Error(…) instead.";
    return { ename: "Uncaught", evalue: shown, traceback: [`${red("Uncaught")} ${shown}`, why] };
  } catch {
    const why = "What was thrown throws again when it is looked at.";
    return { ename: "Uncaught", evalue: why, traceback: [`${red("Uncaught")} ${why}`] };
  }
}

/** An error, of this or of another realm, or what behaves like one (a DOMException). */
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

/** What `read` gives, if it is a string and reading it does not throw. */
function textOf(read: () => unknown): string | undefined {
  try {
    const text = read();
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

/** All that follows the heading: frames, causes, the errors inside, own properties. */
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

/** Whoever throws fifty megabytes does not want to read them. */
const longest = 32_768;

function bounded(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}… (${text.length - longest} more characters)`;
}

/** Bold red, as in every Jupyter traceback. */
export function red(text: string): string {
  return `\u001b[1;31m${text}\u001b[0m`;
}

export function green(text: string): string {
  return `\u001b[0;32m${text}\u001b[0m`;
}
