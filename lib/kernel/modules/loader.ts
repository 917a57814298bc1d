/**
 * The modules that cells import. Files of the notebook are compiled by the kernel, and an edited file, or one that imports
 * it, is new at the next import from a cell; every other module keeps its state. Packages are left to Node.js.
 */
import Module from "node:module";
import { dirname, sep } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import type ts from "typescript";
import { rememberSource } from "../source/sources";
import { type CompiledFile, compileFile } from "./compile";
import { Files } from "./files";
import { requireFrom } from "./packages";
import { type ImportKind, isBuiltin, type Place, type Resolved, Resolver, titleOf } from "./resolver";

/** What compiled code imports by: the object `__tslab__`. */
export interface Importer {
  /** An `import` statement. */
  load(specifier: string): unknown;
  /** `import(…)`. */
  import(specifier: unknown): Promise<unknown>;
  /** `import.meta`. */
  readonly meta?: object;
}

/** What a cell imports by. */
export interface CellImporter extends Importer {
  readonly require: NodeJS.Require;
  /** Loads what cannot be loaded at once, before the cell begins. */
  prepare(specifiers: readonly string[]): Promise<void>;
}

/** A file of the notebook that is loaded. */
interface Unit {
  readonly path: string;
  readonly text: string;
  readonly module: NodeModule;
  readonly compiled: CompiledFile | undefined;
  /** The files that it has imported. */
  readonly imported: Set<string>;
  version: string;
  state: "new" | "running" | "done" | "failed";
  /** Its evaluation, if something waits in it. */
  evaluation?: Promise<void>;
  waitsFor?: Unit | undefined;
}

export class ModuleLoader {
  readonly folder: string;
  readonly files = new Files();
  readonly resolver: Resolver;
  readonly cell: CellImporter;
  readonly #options: () => ts.CompilerOptions;
  readonly #units = new Map<string, Unit>();
  /** The ES modules that Node.js has loaded, by path. */
  readonly #esModules = new Map<string, object>();

  constructor(place: Place) {
    const { folder, options } = place;
    this.folder = folder;
    this.#options = options;
    this.resolver = new Resolver(this.files, place);
    const { load, import: importLater, require } = this.#importer(folder);
    const fresh =
      <Given extends unknown[], Result>(what: (...given: Given) => Result) =>
      (...given: Given) => {
        this.#forgetEdited();
        return what(...given);
      };
    this.cell = {
      load: fresh(load),
      import: fresh(importLater),
      require: Object.assign(fresh(require), require) as NodeJS.Require,
      prepare: fresh((specifiers) => this.#prepare(specifiers)),
      // A cell lies in no file.
      meta: { url: pathToFileURL(folder + sep).href, dirname: folder, resolve: urlResolver(require) },
    };
  }

  /** Must the cell wait before it can import these modules? */
  needsPreparation(specifiers: Iterable<string>): boolean {
    this.#forgetEdited();
    const seen = new Set<string>();
    const waits = (specifier: string, folder: string): boolean => {
      let found: Resolved;
      try {
        found = this.resolver.resolve(specifier, folder, "import");
      } catch {
        // The import itself will say so.
        return false;
      }
      if (found.kind === "package") return found.format === "esm" && !this.#esModules.has(found.path);
      if (found.kind === "builtin" || seen.has(found.path)) return false;
      seen.add(found.path);
      const { state, compiled } = this.#unit(found);
      if (state === "done" || !compiled) return false;
      return compiled.isAsync || compiled.imports.some((each) => waits(each, dirname(found.path)));
    };
    try {
      return [...specifiers].some((specifier) => waits(specifier, this.folder));
    } catch {
      // A file that cannot be compiled: its import will say why.
      return false;
    }
  }

  async #prepare(specifiers: readonly string[]): Promise<void> {
    for (const specifier of specifiers) {
      const found = this.resolver.resolve(specifier, this.folder, "import");
      await this.#evaluateWaiting(found, []);
    }
  }

  /** The ways to import that a file of this folder has. */
  #importer(folder: string, importing?: Unit) {
    const note = (found: Resolved) => {
      if (found.kind === "file") importing?.imported.add(found.path);
      return found;
    };
    const find = (specifier: string, kind: ImportKind) =>
      note(this.resolver.resolve(specifier, folder, kind));
    const require = (specifier: string) => this.#loaded(find(specifier, "require"), folder);
    const native = requireFrom(folder);
    return {
      load: (specifier: string) => this.#loaded(find(specifier, "import"), folder),
      import: async (specifier: unknown) => {
        const found = find(String(specifier), "import");
        await this.#evaluateWaiting(found, importing ? [importing] : []);
        return namespaceOf(this.#loaded(found, folder));
      },
      require: Object.assign(require, {
        cache: native.cache,
        extensions: native.extensions,
        main: native.main,
        resolve: Object.assign(
          (specifier: string, options?: { paths?: string[] }) => {
            if (options?.paths || isBuiltin(specifier)) return native.resolve(specifier, options);
            const found = this.resolver.resolve(specifier, folder, "require");
            return found.kind === "builtin" ? found.name : found.path;
          },
          { paths: native.resolve.paths },
        ),
      }) as NodeJS.Require,
    };
  }

  /** The exports of a module; it is evaluated if need be. */
  #loaded(found: Resolved, folder: string): unknown {
    if (found.kind === "builtin") return requireFrom(folder)(found.name);
    if (found.kind === "package")
      return (found.format === "esm" && this.#esModules.get(found.path)) || requireFrom(folder)(found.path);
    const unit = this.#unit(found);
    if (unit.state === "new" || unit.state === "failed") {
      if (unit.compiled?.isAsync)
        throw new Error(
          `${this.#title(unit)} waits at its top level, so it can be imported but not required: use import.`,
        );
      unit.state = "running";
      try {
        this.#run(unit);
        unit.state = "done";
      } catch (error) {
        this.#units.delete(unit.path);
        throw error;
      }
    }
    return unit.module.exports;
  }

  /** Evaluates a module that may wait, and first those that it imports. `importing` are the files that wait for it. */
  async #evaluateWaiting(found: Resolved, importing: readonly Unit[]): Promise<void> {
    if (found.kind === "builtin") return;
    if (found.kind === "package") {
      if (found.format !== "esm" || this.#esModules.has(found.path)) return;
      const namespace = await nativeImport(dirname(found.path))(pathToFileURL(found.path).href);
      this.#esModules.set(found.path, asCommonJS(namespace));
      return;
    }
    const unit = this.#unit(found);
    if (unit.state === "done" || isAwaited(unit, importing)) return;
    const importer = importing.at(-1);
    unit.evaluation ??= this.#evaluate(unit, importing);
    if (importer) importer.waitsFor = unit;
    try {
      await unit.evaluation;
    } finally {
      if (importer) importer.waitsFor = undefined;
    }
  }

  async #evaluate(unit: Unit, importing: readonly Unit[]): Promise<void> {
    try {
      for (const specifier of unit.compiled?.imports ?? []) {
        const found = this.resolver.resolve(specifier, dirname(unit.path), "import");
        if (found.kind === "file") unit.imported.add(found.path);
        await this.#evaluateWaiting(found, [...importing, unit]);
      }
      if (unit.state !== "new") return;
      unit.state = "running";
      await this.#run(unit);
      unit.state = "done";
    } catch (error) {
      unit.state = "failed";
      if (this.#units.get(unit.path) === unit) this.#units.delete(unit.path);
      throw error;
    }
  }

  /** Runs the code of a file; its value is a promise if the file waits. */
  #run(unit: Unit): unknown {
    const { path, module, compiled } = unit;
    const folder = dirname(path);
    const importer = this.#importer(folder, unit);
    module.require = importer.require;
    if (!compiled) {
      module.exports = path.endsWith(".json") ? this.#json(unit) : requireFrom(folder)(path);
      return undefined;
    }
    const { output, map, isAsync } = compiled;
    const head = `(${isAsync ? "async " : ""}function (exports, require, module, __filename, __dirname, __tslab__) { `;
    if (map)
      rememberSource(path, {
        map,
        lines: output.split("\n").length,
        title: this.#title(unit),
        text: undefined,
      });
    const run = vm.runInThisContext(`${head}${output}\n})`, { filename: path, columnOffset: -head.length });
    const __tslab__: Importer = {
      load: importer.load,
      import: importer.import,
      meta: metaOf(path, importer.require),
    };
    const done: unknown = run.call(
      module.exports,
      module.exports,
      importer.require,
      module,
      path,
      folder,
      __tslab__,
    );
    module.loaded = true;
    return done;
  }

  #json(unit: Unit): unknown {
    try {
      return JSON.parse(unit.text.replace(/^\ufeff/, ""));
    } catch (error) {
      throw new SyntaxError(`${this.#title(unit)}: ${(error as Error).message}`);
    }
  }

  /** The loaded file, or one that is about to be. */
  #unit({ path, format }: Extract<Resolved, { kind: "file" }>): Unit {
    const known = this.#units.get(path);
    if (known) return known;
    const isText = format !== "native";
    const text = isText ? this.files.read(path) : "";
    const module = new Module(path);
    module.filename = path;
    module.paths = (Module as unknown as { _nodeModulePaths(from: string): string[] })._nodeModulePaths(
      dirname(path),
    );
    const compiled =
      isText && format !== "json"
        ? compileFile(path, text, {
            title: titleOf(path, this.folder),
            isScript: format === "commonjs",
            options: this.#options(),
          })
        : undefined;
    const version = this.files.version(path) ?? "";
    const unit: Unit = { path, text, module, compiled, imported: new Set(), version, state: "new" };
    this.#units.set(path, unit);
    return unit;
  }

  /** Forgets the files that were edited since they were loaded, and those that import them. */
  #forgetEdited(): void {
    const edited = [...this.#units.values()].filter((unit) => this.#isEdited(unit));
    for (let unit = edited.pop(); unit; unit = edited.pop()) {
      const { path } = unit;
      if (!this.#units.delete(path)) continue;
      edited.push(...[...this.#units.values()].filter(({ imported }) => imported.has(path)));
    }
  }

  #isEdited(unit: Unit): boolean {
    const version = this.files.version(unit.path);
    if (version === unit.version) return false;
    if (version === undefined) return true;
    unit.version = version;
    return !unit.path.endsWith(".node") && this.files.read(unit.path) !== unit.text;
  }

  #title({ path }: Unit): string {
    return titleOf(path, this.folder);
  }
}

/** Does one of these files, or one that such a file waits for, wait for the unit already? Then nobody may wait for it. */
function isAwaited(unit: Unit, importing: readonly Unit[]): boolean {
  for (let each: Unit | undefined = unit; each; each = each.waitsFor)
    if (importing.includes(each)) return true;
  return false;
}

function metaOf(path: string, require: NodeJS.Require): object {
  return Object.assign(Object.create(null), {
    url: pathToFileURL(path).href,
    filename: path,
    dirname: dirname(path),
    main: false,
    resolve: urlResolver(require),
  });
}

function urlResolver(require: NodeJS.Require): (specifier: string) => string {
  return (specifier) => {
    const found = require.resolve(specifier);
    return isBuiltin(found) ? found : pathToFileURL(found).href;
  };
}

type NativeImport = (specifier: string) => Promise<object>;

const nativeImports = new Map<string, NativeImport>();

/** Node's own `import()`, from a module in that folder. */
function nativeImport(folder: string): NativeImport {
  let found = nativeImports.get(folder);
  if (!found) {
    const module = new Module(`${folder}/import.js`) as NodeModule & {
      _compile(code: string, file: string): void;
    };
    module._compile("module.exports = (specifier) => import(specifier);", `${folder}/import.js`);
    found = module.exports as NativeImport;
    nativeImports.set(folder, found);
  }
  return found;
}

/** An ES module as compiled CommonJS expects one: its names stay bound to the module. */
function asCommonJS(namespace: object): object {
  const exports = Object.create(null);
  for (const name of Object.keys(namespace))
    Object.defineProperty(exports, name, { enumerable: true, get: () => Reflect.get(namespace, name) });
  return Object.defineProperty(exports, "__esModule", { value: true });
}

/** What `import()` gives for these exports. */
function namespaceOf(exports: unknown): unknown {
  if ((typeof exports !== "object" && typeof exports !== "function") || exports === null)
    return { default: exports };
  if ("__esModule" in exports && exports.__esModule) return exports;
  return asCommonJS({ ...exports, default: exports });
}
