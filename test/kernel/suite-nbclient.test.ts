/** A notebook full of troubles, executed by Jupyter's own headless clients with the kernelspec that we install. */
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { notebooksFolder, projectRoot } from "../support/kernel";
import { program, requires } from "../support/requires";
import { installKernel } from "./install";
import { processesMarked, processList } from "./processes";

const nbconvert = program("jupyter-nbconvert");
const nbclient = program("jupyter-execute");

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "netcell-nbclient-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));

requires(nbconvert, processList).test("nbconvert --execute runs every cell and leaves nothing behind", () => {
  allIsWell(executed(nbconvert.path, ["--execute", "--to", "notebook", "--inplace"]));
});

requires(nbclient, processList).test("jupyter execute runs every cell and leaves nothing behind", () => {
  allIsWell(executed(nbclient.path, ["--inplace"]));
});

describe("a notebook of the course, executed and converted by nbconvert", () => {
  const lesson = "02-layers-and-pdus";

  requires(nbconvert).test("to HTML: every view is drawn, none is left out with a warning", () => {
    const { page, warnings } = converted(lesson, "html");
    expect(warnings).toEqual([]);
    expect(page).toMatch(/<table[^>]*>.*The OSI reference model/);
    expect(page).toMatch(/<svg[^>]*role="img"/);
    expect(page).toMatch(/Out\[2\]:/);
    expect(page).not.toContain("In&nbsp;[&nbsp;]:");
    expect(page).not.toContain(projectRoot);
  });

  requires(nbconvert).test("to Markdown: views are HTML in it, everything else is readable text", () => {
    const { page, warnings } = converted(lesson, "markdown");
    expect(warnings).toEqual([]);
    expect(page).toContain("The OSI reference model");
    expect(page).toMatch(/<svg[^>]*role="img"/);
    expect(page).not.toContain("\u001b");
    expect(page).not.toContain(projectRoot);
  });

  requires(nbclient).test("every view that it stores has a text as well", () => {
    const cells = executed(nbclient.path, ["--inplace"], join(notebooksFolder, `${lesson}.ipynb`));
    const views = [...cells.values()]
      .flatMap(({ outputs }) => outputs)
      .filter(({ data }) => data !== undefined);
    expect(views.length).toBeGreaterThan(10);
    for (const { data } of views) expect(data!["text/plain"]?.toString()).toMatch(/\S/);
  });
});

/** What nbconvert makes of a notebook of the course, and complains of. */
function converted(lesson: string, format: "html" | "markdown"): { page: string; warnings: string[] } {
  installKernel(home);
  const { status, stderr } = spawnSync(
    nbconvert.path,
    ["--execute", "--to", format, "--output-dir", home, join(notebooksFolder, `${lesson}.ipynb`)],
    { encoding: "utf8", env: { ...process.env, JUPYTER_PATH: join(home, "share/jupyter") } },
  );
  expect(status, stderr).toBe(0);
  return {
    page: readFileSync(join(home, `${lesson}.${format === "html" ? "html" : "md"}`), "utf8"),
    warnings: stderr.split("\n").filter((line) => /warn|error/i.test(line)),
  };
}

function allIsWell(cells: ReadonlyMap<string, Cell>): void {
  const of = (id: string) => cells.get(id)!.outputs;
  expect([...cells.values()].map(({ execution_count }) => execution_count)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(of("failing")).toMatchObject([{ output_type: "error", ename: "RangeError", evalue: "as planned" }]);
  expect(of("failing")[0]!.traceback!.join("\n")).toMatch(/cell \[3\]:2:9/);
  expect(of("type-error")).toMatchObject([{ output_type: "error", ename: "TypeScriptError" }]);
  expect(text(of("flood"))).toBe(Array.from({ length: 20_000 }, (_, at) => `line ${at}\n`).join(""));
  expect(text(of("answer"))).toBe("hello\n");
  expect(JSON.stringify(of("after"))).toContain("after");
}

/** The code cells by their ids, after a run that ended well and whose processes are gone. */
function executed(
  command: string,
  args: readonly string[],
  source = join(import.meta.dirname, "fixtures/troubles.ipynb"),
): ReadonlyMap<string, Cell> {
  installKernel(home);
  const notebook = join(home, basename(source));
  cpSync(source, notebook);
  if (!existsSync(join(home, "node_modules")))
    symlinkSync(join(projectRoot, "node_modules"), join(home, "node_modules"));
  const mark = randomUUID();
  const { status, stderr } = spawnSync(command, [...args, notebook], {
    encoding: "utf8",
    env: { ...process.env, JUPYTER_PATH: join(home, "share/jupyter"), NETCELL_TEST_MARK: mark },
  });
  expect(status, stderr).toBe(0);
  expect(processesMarked("NETCELL_TEST_MARK", mark)).toEqual([]);
  const { cells } = JSON.parse(readFileSync(notebook, "utf8")) as { cells: Cell[] };
  return new Map(cells.filter(({ cell_type }) => cell_type === "code").map((cell) => [cell.id, cell]));
}

/** Of the notebook format, what is looked at here. */
interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

interface Output {
  readonly output_type: string;
  readonly text?: string | readonly string[];
  readonly traceback?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
}

function text(outputs: readonly Output[]): string {
  return outputs.flatMap((output) => output.text ?? []).join("");
}
