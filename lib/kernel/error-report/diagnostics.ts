/** Reports of TypeScript diagnostics: the content of a Jupyter `error` message. */
import type { Diagnostic } from "../tslab/modules";
import { codeFrame } from "./code-frame";
import { type ErrorReport, green, red } from "./error-report";
import { hintOnDiagnostic, hintOnImport, unknownName } from "./hints";
import { isNetcellName } from "./netcell-names";

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
  const faults = faultsOf(diagnostics);
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  return {
    ename: "TypeScriptError",
    evalue: first ? `${place(first.first)} - ${first.messages[0]}${more}` : "",
    traceback: [
      ...faults.flatMap((fault, at) => [...(at > 0 ? [""] : []), ...explain(fault, title, code)]),
      ...hintsOn(faults),
    ],
  };
}

/** The chain of messages of a diagnostic comes as a list; those with one place are one fault. */
function faultsOf(diagnostics: readonly Diagnostic[]): Fault[] {
  const faults = new Map<string, Fault>();
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.fileName ?? ""} ${place(diagnostic)}-${place({ start: diagnostic.end })}`;
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
function hintsOn(faults: readonly Fault[]): string[] {
  const own = faults.filter(({ first }) => !first.fileName);
  const hints = own.map(({ first, messages: [, ...reasons] }) => hintOnDiagnostic(first, reasons));
  const unknown = own.map(({ first }) => unknownName(first.messageText));
  const missing = unknown.filter(
    (name, i): name is string => name !== undefined && hints[i] === undefined && isNetcellName(name),
  );
  if (missing.length > 0) hints.push(hintOnImport([...new Set(missing)]));
  return [...new Set(hints)].filter((hint) => hint !== undefined).map((hint) => `Hint: ${hint}`);
}

function place({ start }: Pick<Diagnostic, "start">): string {
  return `${start.line + 1}:${start.character + 1}`;
}
