/** Files of a notebook, compiled to the CommonJS that the kernel runs. */
import type { SourceMapPayload } from "node:module";
import ts from "typescript";
import { awaits } from "../compiler/syntax";
import { kernelImports } from "./imports";

export interface CompiledFile {
  readonly output: string;
  /** `undefined` where the text runs as it is. */
  readonly map: SourceMapPayload | undefined;
  /** The modules that its import statements load, in their order. */
  readonly imports: readonly string[];
  /** Does it wait at its top level? Then it runs in an async function. */
  readonly isAsync: boolean;
}

/** Compiles the text of a file. Throws a SyntaxError with the place of the first fault. */
export function compileFile(
  path: string,
  text: string,
  { title, isScript, options }: { title: string; isScript: boolean; options: ts.CompilerOptions },
): CompiledFile {
  if (isScript && !/\b(?:import|export|await)\b/.test(text))
    return { output: text, map: undefined, imports: [], isAsync: false };
  const compiled = transpile(path, text, options, !isScript);
  if (compiled.diagnostics.length === 0) return compiled;
  // A script with an `await` at its top level is a module after all, as Node.js sees it.
  const [asModule, faults] = isScript
    ? [transpile(path, text, options, true), compiled.diagnostics]
    : [undefined, compiled.diagnostics];
  if (asModule?.diagnostics.length === 0) return asModule;
  throw syntaxError(faults[0]!, title);
}

function transpile(
  path: string,
  text: string,
  options: ts.CompilerOptions,
  isModule: boolean,
): CompiledFile & { readonly diagnostics: readonly ts.Diagnostic[] } {
  const { transformers, imports } = kernelImports();
  let isAsync = false;
  const {
    outputText,
    sourceMapText,
    diagnostics = [],
  } = ts.transpileModule(text, {
    // The compiler leaves ES modules as they are in files with the endings of one kind of module.
    fileName: path.replace(/\.[cm](?=[jt]s$)/, "."),
    reportDiagnostics: true,
    compilerOptions: {
      ...options,
      declaration: false,
      // A file is compiled alone: what other files make of a constant enumeration is not known.
      preserveConstEnums: true,
      moduleDetection: isModule ? ts.ModuleDetectionKind.Force : ts.ModuleDetectionKind.Legacy,
      alwaysStrict: isModule,
    },
    transformers: {
      ...transformers,
      before: [
        () => (file) => {
          isAsync = file.statements.some(awaits);
          return file;
        },
        ...transformers.before,
      ],
    },
  });
  return {
    output: outputText.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, "\n"),
    map: sourceMapText === undefined ? undefined : JSON.parse(sourceMapText),
    imports: [...imports],
    isAsync,
    diagnostics: diagnostics.filter(({ category, file }) => file && category === ts.DiagnosticCategory.Error),
  };
}

function syntaxError({ file, start = 0, messageText }: ts.Diagnostic, title: string): SyntaxError {
  const { line, character } = file!.getLineAndCharacterOfPosition(start);
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  return new SyntaxError(`${title}:${line + 1}:${character + 1} - ${message}`);
}
