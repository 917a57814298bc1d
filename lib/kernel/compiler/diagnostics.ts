/** The compiler's diagnostics of a cell and of the files that it imports. */
import { relative, sep } from "node:path";
import ts from "typescript";
import type { Diagnostic } from "../tslab/modules";
import type { Compiled, Project } from "./project";

/** What the compiler says against code that runs in a cell all the same. */
const allowed = new Set([
  1309,
  1378,
  1432,
  2854, // `await`, `for await`, `await using` at the top level: the cell runs in an async function.
  1343,
  1470, // `import.meta`: Node says it better.
]);

/** The faults for which a cell is not run: its own, and those of the files that it imports. */
export function faultsOf(project: Project, compiled: Compiled, code: string): Diagnostic[] {
  const { program, cell } = compiled;
  const own = faultsOfFile(program, cell).flatMap((fault) => placed(fault, { end: code.length }));
  const imported = project
    .importedFiles(compiled)
    // JavaScript is not checked, unless it is a cell.
    .filter(({ fileName }) => !/\.[cm]?jsx?$|\.json$/.test(fileName))
    .flatMap((file) =>
      faultsOfFile(program, file).flatMap((fault) => placed(fault, { fileName: nameOf(file, project) })),
    );
  return [...own, ...imported];
}

/** The faults of a single file. */
export function faultsOfFile(program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] {
  const ofSyntax = program.getSyntacticDiagnostics(file);
  const all = ofSyntax.length > 0 ? ofSyntax : program.getSemanticDiagnostics(file);
  return all.filter(({ category, code }) => category === ts.DiagnosticCategory.Error && !allowed.has(code));
}

/** The name of a file as its reader wrote it: from the notebook's folder. */
function nameOf({ fileName }: ts.SourceFile, { folder }: Project): string {
  return relative(folder, fileName).split(sep).join("/");
}

/** The message and the further messages that explain it, each with the place of the first. */
export function placed(
  { file, start = 0, length = 0, messageText, code, relatedInformation = [] }: ts.Diagnostic,
  { fileName, end = Number.POSITIVE_INFINITY }: { fileName?: string; end?: number } = {},
): Diagnostic[] {
  if (!file) return [];
  // What is missing at the end of the cell is missed in the text that the compiler has behind it.
  const placeOf = (at: number) => file.getLineAndCharacterOfPosition(Math.min(at, end));
  const place = { start: placeOf(start), end: placeOf(start + length) };
  const messages = (chain: string | ts.DiagnosticMessageChain): { messageText: string; code: number }[] =>
    typeof chain === "string"
      ? [{ messageText: withoutAdvice(chain), code }]
      : [
          { messageText: withoutAdvice(chain.messageText), code: chain.code },
          ...(chain.next ?? []).flatMap(messages),
        ];
  const missesAwait = relatedInformation.some((related) => related.code === forgottenAwait);
  return messages(messageText).map((message) => ({
    ...place,
    ...message,
    missesAwait,
    ...(fileName !== undefined && { fileName }),
  }));
}

/** "Did you forget to use 'await'?" */
const forgottenAwait = 2773;

/** Without the advice to change an option of the compiler, which would not help. */
function withoutAdvice(message: string): string {
  return message.replace(/ Do you need to change your target library\?.*$/, "");
}
