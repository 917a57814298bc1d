/** Reports of TypeScript diagnostics: the content of a Jupyter `error` message. */
import type { Diagnostic } from "../tslab/modules";
import { codeFrame } from "./code-frame";
import { type ErrorReport, green, red } from "./error-report";
import { hintOnDiagnostic } from "./hints";

/** One fault, with the lines that explain it. */
interface Fault {
  readonly first: Diagnostic;
  readonly messages: string[];
}

/** The report of a cell that does not compile: every diagnostic once, each with its line. */
export function reportOfDiagnostics(
  diagnostics: readonly Diagnostic[],
  title: string,
  code: string,
): ErrorReport {
  const faults = faultsOf(inCell(diagnostics, code));
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  return {
    ename: "TypeScriptError",
    evalue: first ? `${place(first.first)} - ${first.messages[0]}${more}` : "",
    traceback: [
      ...faults.flatMap((fault, at) => [...(at > 0 ? [""] : []), ...explain(fault, title, code)]),
      ...hintsOn(faults, code),
    ],
  };
}

/** The diagnostics without those on tslab's own list of exports, which follows the cell: they repeat others. */
function inCell(diagnostics: readonly Diagnostic[], code: string): readonly Diagnostic[] {
  const lines = code.split("\n").length;
  const typed = diagnostics.filter(({ fileName, start }) => fileName || start.line < lines);
  return typed.length > 0 ? typed : diagnostics;
}

/** tslab turns the chain of messages of a diagnostic into a list; those with one place are one fault. */
function faultsOf(diagnostics: readonly Diagnostic[]): Fault[] {
  const faults = new Map<string, Fault>();
  for (const diagnostic of diagnostics) {
    // The further messages have lost the file name of the first; the place is enough.
    const key = `${place(diagnostic)}-${place({ start: diagnostic.end })}`;
    const fault = faults.get(key) ?? { first: diagnostic, messages: [] };
    if (!fault.messages.includes(diagnostic.messageText)) fault.messages.push(diagnostic.messageText);
    faults.set(key, fault);
  }
  return [...faults.values()];
}

function explain({ first, messages }: Fault, title: string, code: string): string[] {
  const [message, ...reasons] = messages;
  const { line, character } = first.start;
  const length = first.end.line === line ? first.end.character - character : 1;
  const position = { line: line + 1, column: character + 1 };
  return [
    `${red("TypeScriptError")}: ${message}`,
    ...reasons.map((reason) => `  ${reason}`),
    `${green(first.fileName ?? title)}, line ${place(first)}`,
    ...(first.fileName ? [] : codeFrame(code, position, length)),
  ];
}

/** Each hint once, however many faults it is about. */
function hintsOn(faults: readonly Fault[], code: string): string[] {
  const lines = code.split("\n");
  const hints = faults
    .filter(({ first }) => !first.fileName)
    .map(({ first, messages }) => hintOnDiagnostic(first, messages, lines[first.start.line] ?? ""));
  return [...new Set(hints)].filter((hint) => hint !== undefined).map((hint) => `Hint: ${hint}`);
}

function place({ start }: Pick<Diagnostic, "start">): string {
  return `${start.line + 1}:${start.character + 1}`;
}
