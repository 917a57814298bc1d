/**
 * Stack traces in lines of the cells.
 *
 * tslab compiles a cell in two steps (TypeScript to ES module, ES module to CommonJS). Both steps are asked for their
 * source map, each cell runs under its own name, and stacks are translated by the two maps.
 */
import { existsSync } from "node:fs";
import type { SourceMapPayload } from "node:module";
import { resolve, sep } from "node:path";
import type { RunningScriptOptions } from "node:vm";
import { useSourceLinesInStacks } from "../error-report/stack";
import type { Repair } from "../repair";
import type { Compilation } from "../source/position";
import { rememberSource } from "../source/sources";
import { runningExecution } from "../tslab/execution";

/** tslab puts `export {};` before what is typed, and a function's head before what runs. */
const linesBefore = 1;
const wrapper = /^\((?:async )?function\(exports, require\) \{ /;

export const lines: Repair = {
  name: "lines",
  fault: "Stack traces name lines of the compiled JavaScript, among frames and paths of the kernel itself.",

  mend(tslab) {
    useSourceLinesInStacks(tslab.folder);
    let compiled: Compilation | undefined;

    tslab.substitute("converter", "@tslab/typescript-for-tslab", (real) => {
      const ts = real as Compiler;
      return {
        ...ts,
        createWatchCompilerHost: (files: string[], options: object, ...rest: unknown[]) =>
          ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
        transpileModule(input: string, options: TranspileOptions): TranspileOutput {
          const { code, map } = splitInlineMap(input);
          const compilerOptions = { ...options.compilerOptions, sourceMap: true };
          const output = ts.transpileModule(code, { ...options, compilerOptions });
          const outputText = output.outputText.replace(/\/\/# sourceMappingURL=.*\n?$/, "");
          if (map && output.sourceMapText) {
            const maps = [JSON.parse(output.sourceMapText), map];
            const compilation = { maps, linesBefore, lines: outputText.split("\n").length };
            const typed = map.sources[0] ?? "";
            if (/^\.\.\/__tslab__\.[jt]s$/.test(typed)) compiled = compilation;
            else rememberImport(typed, compilation);
          }
          return { ...output, outputText };
        },
      };
    });

    tslab.substitute("executor", "vm", (real) => {
      const vm = real as typeof import("node:vm");
      return {
        ...vm,
        runInThisContext(code: string, options?: RunningScriptOptions) {
          const head = wrapper.exec(code)?.[0];
          const execution = runningExecution();
          if (!head || !compiled || !execution) return vm.runInThisContext(code, options);
          const title = execution.name;
          const { inserted, request } = execution;
          rememberSource(title, { ...compiled, title, text: request.code, inserted });
          return vm.runInThisContext(code, { ...options, filename: title, columnOffset: -head.length });
        },
      };
    });
  },
};

interface TranspileOptions {
  readonly compilerOptions: object;
}

interface TranspileOutput {
  readonly outputText: string;
  readonly sourceMapText?: string;
}

/** The functions of the compiler that make code for tslab's converter. */
interface Compiler {
  createWatchCompilerHost(files: string[], options: object, ...rest: unknown[]): object;
  transpileModule(input: string, options: TranspileOptions): TranspileOutput;
}

/** A file that a cell imports, or a module that a cell defines (no file): it runs under its JavaScript name. */
function rememberImport(typed: string, compilation: Compilation): void {
  const title = typed.replace(/^\.\.\//, "");
  const file = resolve(process.cwd(), title);
  const script = file
    .split(sep)
    .join("/")
    .replace(/\.tsx?$/, ".js");
  rememberSource(script, {
    ...compilation,
    linesBefore: existsSync(file) ? 0 : linesBefore,
    title,
    text: undefined,
  });
}

function splitInlineMap(input: string): { code: string; map: SourceMapPayload | undefined } {
  const comment = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/.exec(input);
  if (!comment) return { code: input, map: undefined };
  const map = JSON.parse(Buffer.from(comment[1]!, "base64").toString());
  return { code: input.slice(0, comment.index), map };
}
