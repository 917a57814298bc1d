/** The page on adding a repair: its steps are followed in a copy of the build, and the kernel that they make is tested. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot, startKernel, type TestKernel } from "../support/kernel";
import type { Fault } from "./faults";

const page = readFileSync(join(projectRoot, "lib/kernel/adding-a-repair.md"), "utf8");
const block = (kind: string) => new RegExp(`^\`\`\`ts ${kind}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(page)![1]!;

const repairFile = /^```ts file=(\S+)$/m.exec(page)![1]!;
const listFile = "lib/kernel/repair-list.ts";
const rowFile = "test/kernel/the-row.ts";

/** The files that the page adds or changes, by their paths in the project. */
const changed = new Map([
  [repairFile, block(`file=${repairFile}`)],
  [listFile, listed(readFileSync(join(projectRoot, listFile), "utf8"))],
  [rowFile, `import type { Fault } from "./faults";\nexport const row: Fault = ${block("row")};\n`],
]);

/** The text with the changes of the page: each has a line that is there already, and one that is added. */
function listed(text: string): string {
  const changes = [...page.matchAll(/^```diff\n([\s\S]*?)^```$/gm)].map(([, change]) => change!);
  return changes.reduce((before, change) => {
    const old = change.replace(/^\+.*\n/gm, "").replace(/^ /gm, "");
    expect(before.split(old)).toHaveLength(2);
    return before.replace(old, change.replace(/^[ +]/gm, ""));
  }, text);
}

/** Compiles the changed files as the project's own, and returns what the compiler says and writes. */
function compiled(): { readonly errors: string[]; readonly written: Map<string, string> } {
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
  host.getSourceFile = (file, ...more) => {
    const text = textOf(file);
    return text === undefined ? getSourceFile(file, ...more) : ts.createSourceFile(file, text, more[0]);
  };
  const program = ts.createProgram(
    [...changed.keys()].map((file) => join(projectRoot, file)),
    options,
    host,
  );
  const written = new Map<string, string>();
  const errors: string[] = [];
  for (const path of changed.keys()) {
    const source = program.getSourceFile(join(projectRoot, path))!;
    for (const { messageText } of [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ])
      errors.push(`${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
    program.emit(source, (_file, text) => written.set(path, text));
  }
  return { errors, written };
}

let folder: string;
let row: Fault;
let errors: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "netcell-repair-"));
  const result = compiled();
  errors = result.errors;
  for (const part of ["dist/kernel", "dist/cell", "dist/view", "dist/errors"])
    cpSync(join(projectRoot, part), join(folder, part), { recursive: true });
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  for (const [path, text] of result.written) {
    const file = join(folder, path.replace(/^lib/, "dist").replace(/\.ts$/, ".js"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  row = require(join(folder, rowFile.replace(/\.ts$/, ".js"))).row;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A kernel with the plugin of the copy. */
function startMended(env: NodeJS.ProcessEnv = {}): Promise<TestKernel> {
  const preload = join(folder, "dist/kernel/preload.js");
  return startKernel({ plugin: false, env: { NODE_OPTIONS: `--require ${preload}`, ...env } });
}

test("what the page writes compiles in its place", () => {
  expect(errors).toEqual([]);
});

describe("the row of the page", () => {
  test("holds in a kernel with the repair of the page", async () => {
    expect(await row.observe(await startMended())).toEqual(row.repaired);
  });

  test("fails in stock tslab, and where the repair is switched off by its name", async () => {
    expect(await row.observe(await startKernel({ plugin: false }))).toEqual(row.stock);
    expect(await row.observe(await startMended({ NETCELL_KERNEL_REPAIRS: `-${row.repair}` }))).toEqual(
      row.stock,
    );
  });
});
