/**
 * The errors of an unrepaired tslab, which prints them on stderr and sends no `error` message: the last text
 * on stderr of a cell that failed is its error. With netcell's kernel plugin nothing here has anything to do.
 */
import { sep } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { ErrorOutput } from "./nbformat/notebook";
import type { OutputMessage } from "./outputs/output-store";

/** Passes a cell's messages on, and holds back what may turn out to be its error. */
export class ErrorFinder {
  private held: string[] = [];
  private found = false;
  private interrupted = false;
  private ended = false;

  /** `folder` is where the notebook lies: paths below it are shown from there. */
  constructor(
    private readonly folder: string,
    private readonly pass: (message: OutputMessage) => void,
  ) {}

  apply(message: OutputMessage): void {
    if (!this.ended && message.type === "stream" && message.content.name === "stderr") {
      const text = String(message.content.text);
      // A cell that does not compile prints its diagnostics one by one and nothing else.
      if (!isDiagnostic(text) || !this.held.every(isDiagnostic)) this.release();
      this.held.push(text);
      return;
    }
    if (!isOutput(message)) return;
    this.release();
    if (message.type === "error") this.found = true;
    if (message.type !== "error" || !this.interrupted) this.pass(message);
  }

  /** We interrupt the cell: what it says about that is our doing, and not shown. */
  interrupt(): void {
    this.interrupted = true;
  }

  /** The cell is done: what is held was its error, or only text. Later messages pass untouched. */
  end(failed: boolean): void {
    this.ended = true;
    if (failed && !this.found) {
      const text = this.held.splice(0).join("");
      if (!this.interrupted) this.pass({ type: "error", content: { ...parseError(text, this.folder) } });
    }
    this.release();
  }

  private release(): void {
    for (const text of this.held.splice(0)) this.pass({ type: "stream", content: { name: "stderr", text } });
  }
}

/**
 * The error of a callback or of a promise that nobody awaited, which a kernel only prints: with the plugin
 * "Uncaught, in a callback: …", without it "UncaughtException: …".
 */
export function uncaughtIn({ type, content }: OutputMessage): ErrorOutput | undefined {
  if (type !== "stream" || content.name !== "stderr") return undefined;
  const found = uncaughtMark.exec(String(content.text));
  if (found === null) return undefined;
  const traceback = found.input.slice(found.index).trimEnd().split("\n");
  const heading = stripVTControlCharacters(found[1]!);
  const [, ename = "Uncaught", evalue = heading] = /^([A-Za-z_$][\w$]*): (.*)$/.exec(heading) ?? [];
  return { output_type: "error", ename, evalue, traceback };
}

const uncaughtMark = /^(?:Uncaught, in a [a-z ]+:|UncaughtException:|UnhandledPromiseRejection:) *(.*)/m;

/** `status` and the like come in between and mean nothing here. */
function isOutput({ type }: OutputMessage): boolean {
  return /^(?:stream|error|execute_result|clear_output|(?:update_)?display_data)$/.test(type);
}

export interface ParsedError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** What tslab printed about an error, as the content of an `error` message. */
export function parseError(text: string, folder: string): ParsedError {
  const lines = text.trimEnd().split("\n");
  if (lines.some(isDiagnostic)) {
    const diagnostics = lines.filter((line) => line !== "");
    return { ename: "TypeScriptError", evalue: diagnostics.join("\n"), traceback: diagnostics };
  }
  const { code, title, stack } = partsOf(lines);
  const traceback = [...code, ...title, ...ownFrames(stack)].map((line) => line.replaceAll(folder + sep, ""));
  const heading = title.join("\n");
  const named = /^(?:Uncaught )?([A-Z_$][\w$]*)(?: \[[^\]]*\])?(?:: ([\s\S]*))?$/i.exec(heading);
  // What has no stack was thrown as a plain value: `throw "text"`.
  if (named === null || stack.length === 0) return { ename: "Uncaught", evalue: heading, traceback };
  return { ename: named[1]!, evalue: named[2] ?? "", traceback };
}

function isDiagnostic(text: string): boolean {
  return /^(?:\S+ )?\d+:\d+ - /.test(text);
}

interface Parts {
  /** The line of code that Node.js shows, when it is the cell's. */
  readonly code: string[];
  readonly title: string[];
  /** The stack, and what follows it: own properties, causes. */
  readonly stack: string[];
}

/** Node.js may print "file:line", the code, "^" and an empty line before the error itself. */
function partsOf(lines: string[]): Parts {
  const frame = lines.findIndex((line) => /^\s+at /.test(line));
  const end = frame < 0 ? lines.length : frame;
  const start = /^\S+:\d+$/.test(lines[0] ?? "") ? lines.slice(0, end).lastIndexOf("") + 1 : 0;
  const code = lines[0]!.startsWith(cellFile) ? lines.slice(1, start) : [];
  return { code, title: lines.slice(start, end), stack: lines.slice(end) };
}

const cellFile = "evalmachine.<anonymous>";
const kernelFrame = /^\s+at .*(?:node:|[\\/]tslab[\\/]dist[\\/]|sigintHandlersWrap)/;
/** A cell is compiled into a function, and this is where tslab calls it. */
const wrapperFrame = /^\s+at evalmachine\.<anonymous>:\d+:3$/;

/** The frames of the cell; their numbers count lines of compiled code, which nobody sees, so they go. */
function ownFrames(stack: readonly string[]): string[] {
  const kept: string[] = [];
  for (const [index, line] of stack.entries()) {
    const wrapper =
      wrapperFrame.test(line) && /sigintHandlersWrap|lines matching/.test(stack[index + 1] ?? "");
    if (!wrapper && !kernelFrame.test(line) && !/^\s+\.\.\. \d+ lines matching/.test(line))
      kept.push(line.replace(/evalmachine\.<anonymous>:\d+:\d+/g, "cell"));
    // The last frame carries the bracket that opens the error's own properties.
    else if (line.endsWith(" {")) kept.push(`${kept.pop() ?? ""} {`);
  }
  return kept;
}
