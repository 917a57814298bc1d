/** The compiler of cells, in place of tslab's converter. */
import type { SourceMapPayload } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { ModuleLoader } from "../modules/loader";
import type { Conversion, Converter, Diagnostic, QuickInfo } from "../tslab/modules";
import { type Completions, completionsAt } from "./completions";
import { declarationsAfter, declaredNames, type Meaning } from "./declarations";
import { faultsOf, faultsOfFile, placed } from "./diagnostics";
import { undeclaredGlobals } from "./globals";
import { isModuleName } from "./metadata";
import { type Compiled, Project, slashed } from "./project";
import { shownPromises } from "./promises";
import { type CellKind, FolderSettings } from "./settings";
import { parseCell } from "./syntax";
import { cellTransformers } from "./transform";
import type { WarmCompiler } from "./warm-up";

export interface CompilerOptions extends CellKind {
  /** The notebook's folder. */
  readonly folder: string;
  /** Files of packages that the kernel brings, by name: they win over those of the notebook's folder. */
  readonly packages?: { readonly [name: string]: string };
  /** What is parsed already. */
  readonly warm?: Partial<WarmCompiler> | undefined;
  /** Tells the user something that does not keep the cell from running: one line. */
  readonly notify?: (line: string) => void;
}

/** Compiles the cells of one notebook. */
export class CellCompiler implements Converter {
  readonly #project: Project;
  readonly #js: boolean;
  readonly #notify: (line: string) => void;
  #problem: string | undefined;
  /** The modules of the cells. */
  readonly loader: ModuleLoader;
  /** The declarations of globals that the types of Node.js lack. */
  readonly globals: string;

  constructor({
    folder,
    js = false,
    browser = false,
    warm = {},
    packages,
    notify = () => {},
  }: CompilerOptions) {
    this.#js = js;
    this.#notify = notify;
    const settings = new FolderSettings(folder, { js, browser });
    this.loader = new ModuleLoader({ folder, options: () => settings.current().options, packages });
    this.#project = new Project({
      folder,
      settings,
      resolver: this.loader.resolver,
      registry: warm.registry,
    });
    this.globals = warm.globals ?? this.#findGlobals();
    this.#project.declareGlobals(this.globals);
  }

  #findGlobals(): string {
    const { program, cell } = this.#project.compile("", "", ".ts");
    return undeclaredGlobals(program, cell);
  }

  /** Compiles a cell that follows these declarations. */
  convert(before: string, code: string): Conversion {
    const { jsx, problem } = this.#project.settings.current();
    if (problem !== undefined && problem !== this.#problem) this.#notify(problem);
    this.#problem = problem;
    const cell = parseCell(code, { js: this.#js, jsx });
    if (cell.hasExports) this.#notify(ignoredExport);
    const { text, names, hasTopLevelAwait, extension } = cell;
    const compiled = this.#project.compile(
      before,
      `${text}\nexport { ${[...names].join(", ")} };\n`,
      extension,
    );
    const diagnostics = faultsOf(this.#project, compiled, code);
    if (diagnostics.length > 0) return { diagnostics };
    for (const line of shownPromises(compiled)) this.#notify(line);
    const changes = { names, earlier: declaredNames(before) };
    const { transformers, lastExpressionVar, imports } = cellTransformers(compiled, changes);
    const { output, map, declarations: emitted } = this.#project.emit(transformers);
    const declarations = emitted + hoistedDeclarations(compiled, names, declaredNames(emitted));
    const waits = this.loader.needsPreparation(imports);
    return {
      diagnostics,
      output: waits ? prepared(output, imports) : output,
      map: JSON.parse(map) as SourceMapPayload,
      declared: [...names],
      declOutput: declarationsAfter(before, declarations, (name, text) =>
        meaningOf(compiled, name, text === "before" ? compiled.declarations : compiled.cell),
      ),
      hasToplevelAwait: hasTopLevelAwait || waits,
      lastExpressionVar: lastExpressionVar(),
    };
  }

  /** What is known of the name at the position. */
  inspect(before: string, code: string, position: number): QuickInfo | undefined {
    const { cell } = this.#compileUnfinished(before, code);
    return this.#project.service.getQuickInfoAtPosition(cell.fileName, position) as QuickInfo | undefined;
  }

  /** The names that could stand at the position. */
  complete(before: string, code: string, position: number): Completions {
    const { cell } = this.#compileUnfinished(before, code);
    return completionsAt(this.#project.service, cell, code, position);
  }

  #compileUnfinished(before: string, code: string): Compiled {
    const { jsx } = this.#project.settings.current();
    return this.#project.compile(before, code, parseCell(code, { js: this.#js, jsx }).extension);
  }

  /** Adds a module that exists in memory only; cells import it as `./name`. */
  addModule(name: string, code: string, meta: { readonly jsx?: boolean } = {}): readonly Diagnostic[] {
    if (!isModuleName(name))
      throw new Error(`"${name}" is not a name for a module: use letters, digits and _.`);
    const path = join(this.#project.folder, `${name}${this.#js ? ".js" : ".ts"}${meta.jsx ? "x" : ""}`);
    this.loader.files.add(path, code);
    const { program } = this.#project.compile(
      "",
      `import ${JSON.stringify(`./${name}`)};`,
      this.#js ? ".js" : ".ts",
    );
    const file = program.getSourceFile(slashed(path));
    return file ? faultsOfFile(program, file).flatMap((fault) => placed(fault)) : [];
  }

  close(): void {
    this.#project.service.dispose();
  }
}

/** The code of a cell that first loads what it imports. Its lines stay, for the compiler begins with a directive. */
function prepared(output: string, imports: ReadonlySet<string>): string {
  const wait = ` await __tslab__.prepare(${JSON.stringify([...imports])});`;
  return output.replace(/^"use strict";/, (directive) => directive + wait);
}

const ignoredExport =
  "`export` is ignored in a cell: later cells see everything that a cell declares at its top level.";

/** Declarations of the variables that a cell declares by `var` within a block, which the compiler leaves out. */
function hoistedDeclarations(
  { program, cell }: Compiled,
  names: ReadonlySet<string>,
  declared: ReadonlySet<string>,
): string {
  const checker = program.getTypeChecker();
  const hoisted = [...names].filter((name) => !declared.has(name));
  if (hoisted.length === 0) return "";
  const symbols = checker.getSymbolsInScope(cell, ts.SymbolFlags.FunctionScopedVariable);
  return hoisted
    .flatMap((name) => symbols.find((symbol) => symbol.name === name) ?? [])
    .map((symbol) => {
      const type = checker.getTypeOfSymbolAtLocation(symbol, cell);
      return `declare var ${symbol.name}: ${checker.typeToString(type, cell, ts.TypeFormatFlags.NoTruncation)};\n`;
    })
    .join("");
}

/** What an imported name stands for. */
function meaningOf({ program }: Compiled, name: string, file: ts.SourceFile): Meaning {
  const checker = program.getTypeChecker();
  const isNamed = ({ declarations = [] }: ts.Symbol) =>
    declarations.some((each) => each.getSourceFile() === file);
  const symbol = checker
    .getSymbolsInScope(file, ts.SymbolFlags.Alias)
    .find((each) => each.name === name && isNamed(each));
  if (!symbol) return { value: true, type: true };
  const { flags } = checker.getAliasedSymbol(symbol);
  return { value: (flags & ts.SymbolFlags.Value) !== 0, type: (flags & ts.SymbolFlags.Type) !== 0 };
}
