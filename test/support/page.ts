/** A page whose steps a test follows: the files that it adds and the lines that it changes, compiled in a copy of the build. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { projectRoot } from "./kernel";

export interface FollowedPage {
  /** A copy of the built project with the files of the page. */
  readonly folder: string;
  /** The errors of the compiler in files of the page. */
  readonly errors: readonly string[];
}

/**
 * Follows a page. A block of code that begins with `ts file=lib/a.ts` is a new file. A `diff` changes the file whose path
 * stands last before it. `more` are further sources, by path. `parts` are the folders of dist to copy.
 */
export function follow(
  page: string,
  parts: readonly string[],
  more: ReadonlyMap<string, string> = new Map(),
): FollowedPage {
  const { errors, written } = compiled(new Map([...changedBy(page), ...more]));
  const folder = mkdtempSync(join(tmpdir(), "netcell-page-"));
  for (const part of parts)
    cpSync(join(projectRoot, "dist", part), join(folder, "dist", part), { recursive: true });
  for (const shared of ["node_modules", "package.json"])
    symlinkSync(join(projectRoot, shared), join(folder, shared));
  for (const [path, text] of written) {
    const file = join(folder, path.replace(/^lib/, "dist").replace(/\.ts$/, ".js"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { folder, errors };
}

/** The text of the block of code of this kind. */
export function block(page: string, kind: string): string {
  const text = new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(page)?.[1];
  if (text === undefined) throw new Error(`the page has no block "${kind}"`);
  return text;
}

function changedBy(page: string): Map<string, string> {
  const changed = new Map<string, string>();
  for (const [, path] of page.matchAll(/^```ts file=(\S+)$/gm))
    changed.set(path!, block(page, `ts file=${path}`));
  for (const { 1: change, index } of page.matchAll(/^```diff\n([\s\S]*?)^```$/gm)) {
    const path = [...page.slice(0, index).matchAll(/`((?:lib|test)\/[\w/.-]+\.ts)`/g)].at(-1)![1]!;
    const before = changed.get(path) ?? readFileSync(join(projectRoot, path), "utf8");
    changed.set(path, withChange(before, change!, path));
  }
  return changed;
}

/** Lines of a diff begin with a plus, or with a space if they are there already. */
function withChange(before: string, change: string, path: string): string {
  const old = change.replace(/^\+.*\n/gm, "").replace(/^ /gm, "");
  if (before.split(old).length !== 2) throw new Error(`${path} does not have these lines once:\n${old}`);
  return before.replace(old, () => change.replace(/^[ +]/gm, ""));
}

/** Compiles the changed files as the project's own, and returns the errors of the compiler and its output. */
function compiled(changed: ReadonlyMap<string, string>) {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(projectRoot, "tsconfig.json"),
    { composite: false, declaration: false, rootDir: projectRoot, outDir: projectRoot },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  )!;
  const textOf = (file: string) => changed.get(file.slice(projectRoot.length + 1).replaceAll("\\", "/"));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (file) => textOf(file) ?? readFile(file);
  host.fileExists = (file) => textOf(file) !== undefined || fileExists(file);
  const folders = new Set([...changed.keys()].map((path) => join(projectRoot, dirname(path))));
  host.directoryExists = (folder) => folders.has(folder) || ts.sys.directoryExists(folder);
  host.getSourceFile = (file, ...rest) => {
    const text = textOf(file);
    return text === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, text, rest[0]);
  };
  const paths = [...changed.keys()];
  const program = ts.createProgram(
    paths.map((path) => join(projectRoot, path)),
    options,
    host,
  );
  const written = new Map<string, string>();
  const errors: string[] = [];
  for (const path of paths) {
    const source = program.getSourceFile(join(projectRoot, path))!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    for (const { messageText } of found)
      errors.push(`${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
    program.emit(source, (_file, text) => written.set(path, text));
  }
  return { errors, written };
}
