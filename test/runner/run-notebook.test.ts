/** Notebooks executed in the real kernel. */
import { describe, expect, test } from "vitest";
import { explainFailure } from "../../lib/runner/explain-failure";
import type { CodeCell, Notebook, Output } from "../../lib/runner/nbformat/notebook";
import { injectParameters } from "../../lib/runner/parameters/inject";
import { parseParameter } from "../../lib/runner/parameters/parse";
import { type CellOutcome, type RunReport, runNotebook, uncaughtIn } from "../../lib/runner/run-notebook";
import { notebooksFolder, startKernel } from "../support/kernel";

type Source = string | [source: string, ...tags: string[]];

function notebook(...sources: Source[]): Notebook {
  const cells = sources.map((entry, index): CodeCell => {
    const [source, ...tags] = typeof entry === "string" ? [entry] : entry;
    const metadata = tags.length === 0 ? {} : { tags };
    return { cell_type: "code", id: `c${index}`, metadata, source, execution_count: null, outputs: [] };
  });
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}

interface Ran extends RunReport {
  readonly outcomes: CellOutcome["kind"][];
  readonly outputs: readonly Output[][];
}

async function run(
  book: Notebook,
  { plugin = true, timeout = 20_000 }: { plugin?: boolean; timeout?: number } = {},
): Promise<Ran> {
  const kernel = await startKernel({ plugin });
  const outcomes: CellOutcome["kind"][] = [];
  const steps = runNotebook(book, kernel, { timeout, path: "a.ipynb" });
  for (;;) {
    const step = await steps.next();
    if (step.done) {
      await kernel.stop();
      const outputs = step.value.notebook.cells.map((cell) =>
        cell.cell_type === "code" ? [...cell.outputs] : [],
      );
      return { ...step.value, outcomes, outputs };
    }
    if (step.value.type === "cell-end") outcomes.push(step.value.outcome.kind);
  }
}

/** What was printed, and values that are text. */
const text = (outputs: readonly Output[] | undefined) =>
  (outputs ?? [])
    .map((output) => {
      if (output.output_type === "stream") return output.text;
      return output.output_type === "execute_result" ? `${output.data["text/plain"]}\n` : "";
    })
    .join("");
const lastError = (outputs: readonly Output[] | undefined) =>
  (outputs ?? []).filter((output) => output.output_type === "error").at(-1);

describe("a notebook", () => {
  test("every cell shows what it did where JupyterLab would have stored it", async () => {
    const ran = await run(
      notebook(
        'console.log("out"); console.error("err"); 6 * 7',
        'import { newDisplay } from "tslab";\nconst card = newDisplay();\ncard.html("<b>1</b>");',
        'setTimeout(() => console.log("late"), 20); card.html("<b>2</b>");',
        'process.stdout.write("50 %\\r");\nprocess.stdout.write("100 %\\n");',
        "",
      ),
    );
    expect(ran.outcomes).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    expect(ran.outputs[0]!.map((output) => (output.output_type === "stream" ? output.name : "?"))).toContain(
      "stderr",
    );
    expect(text(ran.outputs[0])).toMatch(/out\n/);
    expect(text(ran.outputs[0])).toContain("42\n");
    expect(ran.outputs[1]).toEqual([
      { output_type: "display_data", data: { "text/html": "<b>2</b>" }, metadata: {} },
    ]);
    expect(text(ran.outputs[3])).toContain("100 %\n");
    expect(text(ran.outputs.flat())).toContain("late\n");
    expect(ran.notebook.cells.map((cell) => cell.cell_type === "code" && cell.execution_count)).toEqual([
      1,
      2,
      3,
      4,
      null,
    ]);
    expect(ran.notebook.metadata).toMatchObject({
      kernelspec: { name: "tslab" },
      language_info: { name: "typescript", file_extension: ".ts" },
    });
  });

  test("a cell that is expected to raise is followed by all others", async () => {
    const ran = await run(
      notebook(
        ['throw new RangeError("too far")', "raises-exception"],
        '"next"',
        ["let x: number = true", "raises-exception"],
        "8",
      ),
    );
    expect(ran).toMatchObject({ outcomes: ["error", "ok", "error", "ok"], stopped: false });
    expect(ran.failure).toBeUndefined();
    expect(ran.outputs[0]).toHaveLength(1);
    expect(lastError(ran.outputs[0])).toMatchObject({ ename: "RangeError", evalue: "too far" });
    expect(lastError(ran.outputs[2])).toMatchObject({ ename: "TypeScriptError" });
    expect(text(ran.outputs[1])).toBe("next\n");
    expect(text(ran.outputs[3])).toBe("8\n");
    expect(JSON.stringify(ran.outputs)).not.toContain(notebooksFolder);
    expect(JSON.stringify(ran.outputs)).not.toContain("node_modules");
  });

  test("a cell that raises ends the run, and what ran is kept", async () => {
    const ran = await run(notebook('console.log("before")', 'throw new Error("boom")', '"never"'));
    expect(ran.outcomes).toEqual(["ok", "error"]);
    expect(ran.failure).toMatchObject({
      index: 1,
      outcome: { kind: "error", error: { evalue: "boom" }, expected: false },
    });
    expect(ran.outputs.map((outputs) => outputs.length)).toEqual([1, 1, 0]);
  });

  test("an error of the expected name is expected, and another is not", async () => {
    const ran = await run(
      notebook(
        ['throw new RangeError("as said")', "raises-RangeError"],
        ['throw new TypeError("not this")', "raises-exception", "raises-RangeError"],
        '"never"',
      ),
    );
    expect(ran.outcomes).toEqual(["error", "wrong-error"]);
    expect(ran.failure).toMatchObject({
      index: 1,
      outcome: {
        kind: "wrong-error",
        wanted: "RangeError",
        error: { ename: "TypeError", evalue: "not this" },
      },
    });
  });

  test("what a cell leaves behind and fails later fails the notebook, with the cell's name on it", async () => {
    const later = 'setTimeout(() => { throw new RangeError("late") }, 20); "done"';
    const ran = await run(notebook('"first"', later));
    expect(ran.outcomes).toEqual(["ok", "ok"]);
    expect(ran.failure).toMatchObject({
      index: 1,
      outcome: { kind: "uncaught", error: { ename: "RangeError", evalue: "late" } },
    });
  });

  test("parameters are given, and refused by the type checker where they are of another type", async () => {
    const book = notebook(
      ['let rounds = 3; const who: "ann" | "bob" = "ann";', "parameters"],
      'who + " " + rounds',
    );
    const given = (...texts: string[]) =>
      injectParameters(
        book,
        texts.map((text) => parseParameter(text)!),
        "a.ipynb",
      );
    const good = await run(given("rounds=5", "who=bob"));
    expect(good.outputs[1]).toEqual([]);
    expect(text(good.outputs[2])).toBe("bob 5\n");
    const bad = await run(given("rounds=many"));
    expect(bad.failure).toMatchObject({
      index: 1,
      outcome: { error: { ename: "TypeScriptError" } },
    });
    expect(lastError(bad.outputs[1])?.evalue).toContain("Type 'string' is not assignable to type 'number'.");
    expect(explainFailure("a.ipynb", 3, bad.failure!)).toMatch(/^> 2 \| { rounds = "many"; }$/m);
  });

  test("a cell may take as long as its own tag says", async () => {
    const slow = "await new Promise((done) => setTimeout(done, 1500)); 1";
    const ran = await run(notebook([slow, "timeout-20s"], ["await new Promise(() => {})", "timeout-300ms"]), {
      timeout: 1000,
    });
    expect(ran.outcomes).toEqual(["ok", "timeout"]);
    expect(lastError(ran.outputs[1])?.evalue).toMatch(/^the cell was not done after 0\.3 s\./);
  });

  test("a cell that waits for ever is interrupted", async () => {
    const ran = await run(notebook('console.log("a"); await new Promise(() => {})', "2"), {
      timeout: 500,
    });
    expect(ran.outcomes).toEqual(["timeout"]);
    expect(text(ran.outputs[0])).toBe("a\n");
    expect(ran.outputs[0]!.filter((output) => output.output_type === "error")).toHaveLength(1);
    expect(lastError(ran.outputs[0])).toMatchObject({ ename: "CellTimeout" });
    expect(lastError(ran.outputs[0])?.evalue).toMatch(
      /^the cell was not done after 0\.5 s\. It was interrupted\.$/,
    );
  });

  test("a cell that prints too many lines keeps the first, and the next cell runs", async () => {
    const flood = "for (let i = 1; i <= 1_000_000; i++) console.log(i)";
    const ran = await run(notebook(flood, '"after"'), { timeout: 120_000 });
    expect(ran.outcomes).toEqual(["ok", "ok"]);
    expect(text(ran.outputs[0])).toMatch(/^1\n2\n/);
    expect(text(ran.outputs[0]).length).toBeLessThan(50_000);
    expect(text(ran.outputs[1])).toBe("after\n");
    expect(text(ran.outputs[0])).toMatch(/… 999,000 lines omitted …\n[\s\S]*\n1000000\n$/);
  }, 150_000);
});

test("a loop that never ends is interrupted, or its kernel is ended", async () => {
  const ran = await run(notebook('console.log("a");\nwhile (true) {}', "2"), { timeout: 500 });
  expect(ran.outcomes).toEqual(["timeout"]);
  expect(lastError(ran.outputs[0])).toMatchObject({ ename: "CellTimeout" });
});

test("what is asked of a cell and cannot be obeyed is said before anything runs", async () => {
  await expect(run(notebook('"first"', ["2", "timeout-soon"]))).rejects.toThrow(
    "cell 2 has the tag timeout-soon",
  );
});

test("a loop that heeds no interrupt costs the kernel, and not the notebook", async () => {
  const stuck = 'console.log("a");\nsetTimeout(() => { while (true) {} }, 1);\nawait new Promise(() => {});';
  const ran = await run(notebook('"first"', [stuck, "timeout-500ms"]));
  expect(ran.outcomes).toEqual(["ok", "timeout"]);
  expect(text(ran.outputs[0])).toBe("first\n");
  expect(lastError(ran.outputs[1])?.evalue).toContain(
    "did not heed an interrupt, so its kernel was ended (SIG",
  );
});

test("a cell that ends its kernel is told so by the kernel itself, if it is repaired", async () => {
  const ran = await run(notebook('"first"', "process.exit(3)", '"never"'));
  expect(ran.outcomes).toEqual(["ok", "error"]);
  expect(lastError(ran.outputs[1])?.evalue).toMatch(/^process\.exit\(3\) ended the kernel/);
});

test("a cell that ends its kernel is told with the exit code", async () => {
  const ran = await run(notebook('"first"', "process.exit(3)", '"never"'), { plugin: false });
  expect(ran.outcomes).toEqual(["ok", "dead"]);
  expect(lastError(ran.outputs[1])).toMatchObject({
    ename: "KernelDied",
    evalue: "the kernel exited with code 3 while this cell ran",
  });
});

test("a cell tagged raises-exception that does not raise fails", async () => {
  const ran = await run(notebook(["1", "raises-exception"], "2"));
  expect(ran.outcomes).toEqual(["no-error"]);
  expect(ran.failure).toMatchObject({ index: 0, outcome: { kind: "no-error" } });
});

test("a cell tagged skip-execution is left as it was", async () => {
  const book = notebook(["throw new Error()", "skip-execution"], "2");
  const stored: Output[] = [{ output_type: "stream", name: "stdout", text: "stored\n" }];
  const cells = [{ ...(book.cells[0] as CodeCell), execution_count: 7, outputs: stored }, book.cells[1]!];
  const ran = await run({ ...book, cells });
  expect(ran.outcomes).toEqual(["skipped", "ok"]);
  expect(ran.notebook.cells[0]).toEqual(cells[0]);
});

test("a run that is stopped keeps what ran, and leaves the rest as it was", async () => {
  const controller = new AbortController();
  const kernel = await startKernel();
  const book = notebook('"first"', 'console.log("second"); await new Promise(() => {})', '"third"');
  const steps = runNotebook(book, kernel, {
    timeout: 20_000,
    path: "a.ipynb",
    signal: controller.signal,
  });
  for (;;) {
    const step = await steps.next();
    if (!step.done && step.value.type === "cell-start" && step.value.index === 1)
      setImmediate(() => controller.abort());
    if (!step.done) continue;
    expect(step.value).toMatchObject({ stopped: true });
    expect(step.value.failure).toBeUndefined();
    expect(step.value.notebook.cells[0]).toMatchObject({ execution_count: 1 });
    expect(step.value.notebook.cells[2]).toEqual(book.cells[2]);
    break;
  }
});

describe("an error of a callback, which the kernel only prints", () => {
  const printed = (name: "stdout" | "stderr", text: string) => ({ type: "stream", content: { name, text } });
  const mark = "Uncaught, in a callback:";

  test("has name and value, in colours or not", () => {
    for (const name of ["RangeError", "\u001b[1;31mRangeError\u001b[0m"])
      expect(
        uncaughtIn(printed("stderr", `before\n${mark} ${name}: late\n    at f (cell [2]:1:2)\n`)),
      ).toMatchObject({
        ename: "RangeError",
        evalue: "late",
        traceback: [`${mark} ${name}: late`, "    at f (cell [2]:1:2)"],
      });
  });

  test("may be any value", () => {
    expect(uncaughtIn(printed("stderr", `${mark} 7\n`))).toMatchObject({ ename: "Uncaught", evalue: "7" });
  });

  test("is not found in what a cell prints about it", () => {
    expect(uncaughtIn(printed("stderr", `see ${mark} 7\n`))).toBeUndefined();
    expect(uncaughtIn(printed("stdout", `${mark} 7\n`))).toBeUndefined();
  });
});
