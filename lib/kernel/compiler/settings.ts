/** The compiler options for cells: netcell's own, and those of a `tsconfig.json` beside the notebook. */
import { statSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { presentLibraries } from "./libraries";

export interface Settings {
  readonly options: ts.CompilerOptions;
  /** Is JSX switched on by the notebook's own configuration? */
  readonly jsx: boolean;
  /** Why the notebook's `tsconfig.json` is not used, if it is there and wrong. */
  readonly problem?: string;
}

/** What the cells of a notebook are. */
export interface CellKind {
  /** Are they JavaScript? */
  readonly js?: boolean;
  /** Are they for a browser? */
  readonly browser?: boolean;
}

/** The options without any configuration. */
export function defaultOptions({ js = false, browser = false }: CellKind = {}): ts.CompilerOptions {
  const lib = presentLibraries();
  return {
    target: newestTarget(),
    lib: browser ? [...lib, "lib.dom.d.ts", "lib.dom.iterable.d.ts"] : lib,
    types: ["node"],
    // A cell runs in a function, so its code is CommonJS; modules are found as Node and bundlers find them.
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    esModuleInterop: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    allowJs: true,
    checkJs: js,
    jsx: ts.JsxEmit.React,
    strict: false,
    declaration: true,
    sourceMap: true,
    // Nothing is written there, but JavaScript has to have another name than its source.
    outDir: "output",
    skipLibCheck: true,
    newLine: ts.NewLineKind.LineFeed,
    removeComments: false,
  };
}

/** The newest target whose syntax the running Node.js has; what is newer, such as `using`, is compiled down. */
function newestTarget(): ts.ScriptTarget {
  return Number.parseInt(process.versions.node, 10) >= 24 ? ts.ScriptTarget.ES2025 : ts.ScriptTarget.ES2024;
}

/** The options of a `tsconfig.json` that cells follow. The others say how to write files, which cells do not do. */
const followed = [
  "allowUnreachableCode",
  "allowUnusedLabels",
  "alwaysStrict",
  "baseUrl",
  "customConditions",
  "emitDecoratorMetadata",
  "exactOptionalPropertyTypes",
  "experimentalDecorators",
  "jsx",
  "jsxFactory",
  "jsxFragmentFactory",
  "jsxImportSource",
  "lib",
  "noFallthroughCasesInSwitch",
  "noImplicitAny",
  "noImplicitOverride",
  "noImplicitReturns",
  "noImplicitThis",
  "noPropertyAccessFromIndexSignature",
  "noUncheckedIndexedAccess",
  "paths",
  "pathsBasePath",
  "strict",
  "strictBindCallApply",
  "strictBuiltinIteratorReturn",
  "strictFunctionTypes",
  "strictNullChecks",
  "strictPropertyInitialization",
  "typeRoots",
  "types",
  "useDefineForClassFields",
  "useUnknownInCatchVariables",
];

/** Reads the settings of a notebook's folder, again whenever its `tsconfig.json` has changed. */
export class FolderSettings {
  readonly #file: string;
  readonly #defaults: ts.CompilerOptions;
  #version = "";
  #settings: Settings;

  constructor(folder: string, kind: CellKind = {}) {
    this.#file = join(folder, "tsconfig.json");
    this.#defaults = defaultOptions(kind);
    this.#settings = { options: this.#defaults, jsx: false };
  }

  current(): Settings {
    const stat = statSync(this.#file, { throwIfNoEntry: false });
    const version = stat?.isFile() ? `${stat.mtimeMs} ${stat.size}` : "";
    if (version !== this.#version) {
      this.#version = version;
      this.#settings = version === "" ? { options: this.#defaults, jsx: false } : this.#read();
    }
    return this.#settings;
  }

  #read(): Settings {
    try {
      const { config, error } = ts.readConfigFile(this.#file, ts.sys.readFile);
      const folder = join(this.#file, "..");
      // The files of the configuration are not wanted, and a search for them could be long.
      const host = { ...ts.sys, readDirectory: () => [] };
      const parsed = ts.parseJsonConfigFileContent(
        { ...config, files: [], include: [], references: [] },
        host,
        folder,
        undefined,
        this.#file,
      );
      const [fault] = error ? [error] : parsed.errors.filter(({ code }) => !isAboutFiles(code));
      if (fault) return this.#wrong(ts.flattenDiagnosticMessageText(fault.messageText, " "), fault);
      const own = parsed.options;
      const chosen = Object.fromEntries(
        followed.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]])),
      );
      const options: ts.CompilerOptions = { ...this.#defaults, ...chosen };
      // Node is there, whatever types the configuration names.
      options.types = [...new Set(["node", ...(own.types ?? [])])];
      if (own.paths && options.baseUrl === undefined) options.pathsBasePath ??= folder;
      return { options, jsx: own.jsx !== undefined };
    } catch (error) {
      return this.#wrong(error instanceof Error ? error.message : String(error));
    }
  }

  #wrong(
    reason: string,
    { file, start }: { file?: ts.SourceFile | undefined; start?: number | undefined } = {},
  ) {
    const line = file && start !== undefined ? `:${file.getLineAndCharacterOfPosition(start).line + 1}` : "";
    const problem = `${basename(this.#file)}${line} is not used, because it is wrong: ${reason.replace(/\.$/, "")}. Correct it, or cells are compiled with the defaults.`;
    return { options: this.#defaults, jsx: false, problem };
  }
}

/** "No inputs were found", "The 'files' list is empty": cells are not among the files of a configuration. */
function isAboutFiles(code: number): boolean {
  return code === 18002 || code === 18003;
}
