/** The files that the compiler sees: the cell, the declarations of earlier cells, and everything that they import. */
import { statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import ts from "typescript";
import { isBuiltin, type Resolver } from "../modules/resolver";
import { nodeTypes } from "./node-types";
import type { FolderSettings } from "./settings";
import type { Extension } from "./syntax";

/** What one cell is compiled against. */
export interface Compiled {
  readonly program: ts.Program;
  readonly cell: ts.SourceFile;
  readonly declarations: ts.SourceFile;
}

export interface ProjectOptions {
  /** The notebook's folder: an absolute path. */
  readonly folder: string;
  readonly settings: FolderSettings;
  /** Finds the files of the notebook, as they are found when cells run. */
  readonly resolver: Resolver;
  /** Files that are parsed already, for whoever asks with the same options. */
  readonly registry?: ts.DocumentRegistry | undefined;
}

/** One language service for all cells of a notebook. */
export class Project {
  readonly folder: string;
  readonly service: ts.LanguageService;
  readonly settings: FolderSettings;
  readonly #resolver: Resolver;
  readonly #declarationsFile: string;
  readonly #globalsFile: string;
  /** The files that exist only in memory, and their texts. */
  readonly #memory = new Map<string, string>();
  readonly #nodeTypes: string | undefined;
  #cellFile: string;
  #options: ts.CompilerOptions;
  #transformers: ts.CustomTransformers | undefined;
  /** Is the program made anew? Between two cells it is one and the same. */
  #isStale = false;
  /** The versions of files on the disk, which are looked at once for each program. */
  readonly #versions = new Map<string, string>();

  constructor({ folder, settings, resolver, registry = ts.createDocumentRegistry(true) }: ProjectOptions) {
    this.folder = folder;
    this.settings = settings;
    this.#resolver = resolver;
    this.#options = this.settings.current().options;
    this.#nodeTypes = nodeTypes(folder);
    this.#cellFile = this.#cellName(".ts");
    this.#declarationsFile = this.#inFolder("__prev__.d.ts");
    this.#globalsFile = this.#inFolder("__globals__.d.ts");
    this.service = ts.createLanguageService(this.#host(), registry);
  }

  /** The program for a cell after these declarations. */
  compile(declarations: string, text: string, extension: Extension): Compiled {
    this.#options = this.settings.current().options;
    const cellFile = this.#cellName(extension);
    if (cellFile !== this.#cellFile) this.#memory.delete(this.#cellFile);
    this.#cellFile = cellFile;
    this.#memory.set(cellFile, text);
    // Without an export it would not be a module, and what it declares would be global.
    this.#memory.set(this.#declarationsFile, `${declarations}export {};\n`);
    return this.#compiled();
  }

  #compiled(): Compiled {
    this.#isStale = true;
    this.#versions.clear();
    const program = this.service.getProgram()!;
    this.#isStale = false;
    const cell = program.getSourceFile(this.#cellFile)!;
    const declarations = program.getSourceFile(this.#declarationsFile)!;
    // Names are looked up in the scopes around a place. This puts the declarations of earlier cells around the cell, so
    // that it can use all of them, declare each of them again, and hide a global: an import could do none of it.
    (cell as { parent: ts.Node }).parent = declarations;
    return { program, cell, declarations };
  }

  get cellFile(): string {
    return this.#cellFile;
  }

  /** Declares globals for all cells. */
  declareGlobals(text: string): void {
    this.#memory.set(this.#globalsFile, text);
  }

  /** The JavaScript of the cell that was compiled last, its source map, and its declarations. */
  emit(transformers: ts.CustomTransformers): { output: string; map: string; declarations: string } {
    this.#transformers = transformers;
    try {
      const { outputFiles } = this.service.getEmitOutput(this.#cellFile, false, true);
      const textOf = (ending: RegExp) => outputFiles.find(({ name }) => ending.test(name))?.text ?? "";
      return {
        output: textOf(/\.jsx?$/).replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, "\n"),
        map: textOf(/\.map$/),
        declarations: textOf(/\.d\.ts$/),
      };
    } finally {
      this.#transformers = undefined;
    }
  }

  /** The files of the notebook that the cell imports, and that these import. */
  importedFiles({ program, cell }: Compiled): ts.SourceFile[] {
    const found = new Map<string, ts.SourceFile>();
    const waiting = [cell];
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      for (const path of this.#imports.get(file.fileName) ?? []) {
        const imported = program.getSourceFile(path);
        if (!imported || found.has(path) || !isOwn(path)) continue;
        found.set(path, imported);
        waiting.push(imported);
      }
    }
    return [...found.values()];
  }

  /** The files that each file imports. */
  readonly #imports = new Map<string, readonly string[]>();

  #inFolder(name: string): string {
    return slashed(join(this.folder, name));
  }

  #cellName(extension: Extension): string {
    return this.#inFolder(`__tslab__${extension}`);
  }

  #host(): ts.LanguageServiceHost {
    const memory = this.#memory;
    const packages = ts.createModuleResolutionCache(slashed(this.folder), (path) => path);
    const { files } = this.#resolver;
    const textOf = (path: string) => memory.get(path) ?? files.inMemory(path);
    const read = (path: string) => textOf(path) ?? ts.sys.readFile(path);
    const exists = (path: string) => textOf(path) !== undefined || ts.sys.fileExists(path);
    const host: ts.LanguageServiceHost = {
      getCompilationSettings: () => this.#options,
      getScriptFileNames: () =>
        [this.#globalsFile, this.#declarationsFile, this.#cellFile].filter((path) => memory.has(path)),
      // The version of a text in memory is the text: the registry may know another one of that name.
      getScriptVersion: (path) => textOf(path) ?? this.#versionOnDisk(path),
      getScriptSnapshot: (path) => {
        const text = textOf(path);
        if (text !== undefined) return ts.ScriptSnapshot.fromString(text);
        return this.#versionOnDisk(path) === missing ? undefined : new FileSnapshot(path);
      },
      getCurrentDirectory: () => slashed(this.folder),
      getDefaultLibFileName: (options) => join(libraryFolder, ts.getDefaultLibFileName(options)),
      useCaseSensitiveFileNames: () => true,
      fileExists: exists,
      readFile: read,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      readDirectory: ts.sys.readDirectory,
      ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
      getCustomTransformers: () => this.#transformers,
      resolveModuleNameLiterals: (literals, containingFile, redirected, options) => {
        const resolved = literals.map(({ text }) =>
          this.#resolve(text, containingFile, options, redirected, host),
        );
        const paths = resolved.flatMap((each) => each?.resolvedFileName ?? []);
        this.#imports.set(containingFile, paths);
        return resolved.map((resolvedModule) => ({ resolvedModule }));
      },
      resolveTypeReferenceDirectiveReferences: (references, containingFile, redirected, options) =>
        references.map((reference) => {
          const name = typeof reference === "string" ? reference : reference.fileName;
          if (name === "node" && this.#nodeTypes !== undefined)
            return {
              resolvedTypeReferenceDirective: {
                resolvedFileName: slashed(this.#nodeTypes),
                primary: true,
                isExternalLibraryImport: true,
              },
            };
          return ts.resolveTypeReferenceDirective(name, containingFile, options, host, redirected);
        }),
      // For what the compiler asks of the packages of files that it has already; modules are looked up anew each time.
      getModuleResolutionCache: () => packages,
      // A file that was missing may be there now. (Files of packages do not come and go.)
      hasInvalidatedResolutions: (path: ts.Path) => this.#isStale && isOwn(path),
    } as ts.LanguageServiceHost;
    return host;
  }

  #versionOnDisk(path: string): string {
    let version = this.#versions.get(path);
    if (version === undefined) {
      const stat = statSync(path, { throwIfNoEntry: false });
      version = stat ? `${stat.mtimeMs} ${stat.size}` : missing;
      this.#versions.set(path, version);
    }
    return version;
  }

  #resolve(
    name: string,
    containingFile: string,
    options: ts.CompilerOptions,
    redirected: ts.ResolvedProjectReference | undefined,
    host: ts.ModuleResolutionHost,
  ): ts.ResolvedModuleFull | undefined {
    // Their types are ambient; a search for a package of that name would go through every folder above.
    if (isBuiltin(name)) return undefined;
    const { resolvedModule } = ts.resolveModuleName(
      name,
      containingFile,
      options,
      host,
      undefined,
      redirected,
    );
    const file = this.#resolver.findFile(name, dirname(containingFile));
    const extension = file === undefined ? undefined : extensionOf(file);
    // Of several files that fit, the one that will run; its types may lie in a file beside it.
    if (file !== undefined && extension !== undefined && resolvedModule?.extension !== ts.Extension.Dts)
      return { resolvedFileName: slashed(file), extension, isExternalLibraryImport: false };
    if (resolvedModule) return resolvedModule;
    const own = kernelPackages[name]?.();
    return own === undefined
      ? undefined
      : { resolvedFileName: slashed(own), extension: ts.Extension.Dts, isExternalLibraryImport: true };
  }
}

/** The text of a file, read when it is asked for: the compiler asks for the snapshots of all files for each program. */
class FileSnapshot implements ts.IScriptSnapshot {
  readonly #path: string;
  #text: string | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  getText(start: number, end: number): string {
    this.#text ??= ts.sys.readFile(this.#path) ?? "";
    return this.#text.slice(start, end);
  }

  getLength(): number {
    return this.getText(0, Number.POSITIVE_INFINITY).length;
  }

  getChangeRange(): undefined {
    return undefined;
  }
}

/** The version of a file that is not there. */
const missing = "missing";

const libraryFolder = dirname(require.resolve("typescript"));

/** Packages that cells may import wherever the notebook lies: the kernel brings them. */
const kernelPackages: { readonly [name: string]: (() => string | undefined) | undefined } = {
  netcell: () => existing(join(__dirname, "../../../dist/netcell.d.ts")),
  tslab: () => existing(join(dirname(require.resolve("tslab/package.json")), "dist", "public.d.ts")),
};

function existing(path: string): string | undefined {
  return ts.sys.fileExists(path) ? path : undefined;
}

/** Is it a file of the notebook's author, and not of a package? */
function isOwn(path: string): boolean {
  return !path.includes("/node_modules/") && !path.endsWith(".d.ts");
}

/** What the compiler calls the kind of a file; `undefined` if it cannot read it. */
function extensionOf(path: string): ts.Extension | undefined {
  const ending = extname(path);
  return Object.values(ts.Extension).find((extension) => extension === ending);
}

/** The compiler writes every path with slashes. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
