/** Run All in a real JupyterLab, with netcell's kernel: what stops, what goes on, and that nothing is lost. */
import { createServer } from "node:net";
import { afterAll, beforeEach, expect } from "vitest";
import { chromiumProgram, jupyterLabProgram, type LabInBrowser, openLab } from "../support/jupyterlab";
import { prepareOnce } from "../support/prepare-once";
import { requires } from "../support/requires";

const { describe, test } = requires(chromiumProgram, jupyterLabProgram);

describe("in JupyterLab", () => {
  let lab: LabInBrowser;
  beforeEach(
    prepareOnce(async () => {
      lab = await openLab();
    }),
  );
  afterAll(() => lab?.stop());

  test("the kernel is netcell's", async () => {
    const { kernelspecs } = await lab.api<Kernelspecs>("kernelspecs");
    expect(kernelspecs.tslab?.spec.metadata).toHaveProperty("netcell");
  });

  test("a failing cell stops Run All, and the later cells are marked as not run", async () => {
    const notebook = await lab.open(
      lab.write("failing.ipynb", ["1 + 1", 'throw new RangeError("too far")', "2 + 2", "3 + 3"]),
    );
    await notebook.runAll();
    const [before, failing, ...later] = await notebook.cells();
    expect(before?.text).toContain("2");
    expect(failing?.outputs).toMatchObject([
      { output_type: "error", ename: "RangeError", evalue: "too far" },
    ]);
    expect(later.map(({ prompt, outputs }) => ({ prompt, outputs }))).toEqual([
      { prompt: "", outputs: [] },
      { prompt: "", outputs: [] },
    ]);
    await notebook.screenshot("failing-cell");
    await notebook.close();
  });

  test("after a failing cell tagged raises-exception every later cell runs", async () => {
    const notebook = await lab.open(
      lab.write("tagged.ipynb", [
        { source: 'throw new RangeError("as planned")', tags: ["raises-exception"] },
        ...Array.from({ length: 8 }, (_, index) => `"cell " + ${index}`),
      ]),
    );
    await notebook.runAll();
    const [failing, ...later] = await notebook.cells();
    expect(failing?.outputs).toMatchObject([{ output_type: "error", ename: "RangeError" }]);
    expect(later.map((cell) => cell.text.trim())).toEqual(later.map((_, index) => `cell ${index}`));
    expect(later.map((cell) => cell.prompt)).toEqual(later.map((_, index) => `${index + 2}`));
    await notebook.close();
  });

  test("a flood of 20,000 lines arrives whole, and the next cell runs", async () => {
    const notebook = await lab.open(
      lab.write("flood.ipynb", ["for (let i = 0; i < 20_000; i++) console.log('line', i);", '"after"']),
    );
    await notebook.runAll();
    const [flood, after] = await notebook.cells();
    const lines = flood!.text.trimEnd().split("\n");
    expect(lines).toHaveLength(20_000);
    expect(lines.at(-1)).toBe("line 19999");
    expect(after?.text).toContain("after");
    await notebook.screenshot("flood");
    await notebook.close();
  });

  test("a restart ends the old process at once, and its port is free", async () => {
    const notebook = await lab.open(
      lab.write("restart.ipynb", [
        `import { createServer } from "node:net";
const server = createServer().listen(0, "127.0.0.1");
await new Promise((listening) => server.once("listening", listening));
console.log(process.pid, (server.address() as any).port);`,
      ]),
    );
    await notebook.runAll();
    const [pid, port] = await numbers(notebook);
    await notebook.restartKernel();
    expect(() => process.kill(pid!, 0)).toThrow("ESRCH");
    await expect(listens(port!)).resolves.toBe(true);
    await notebook.runAll();
    expect((await numbers(notebook))[0]).not.toBe(pid);
    await notebook.close();
  });
});

interface Kernelspecs {
  readonly kernelspecs: Readonly<Record<string, { readonly spec: { readonly metadata: object } }>>;
}

async function numbers(notebook: Awaited<ReturnType<LabInBrowser["open"]>>): Promise<number[]> {
  return (await notebook.cells())[0]!.text.trim().split(/\s+/).map(Number);
}

/** Whether a server of ours can have the port. */
function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer()
      .once("error", () => answer(false))
      .listen(port, "127.0.0.1", () => server.close(() => answer(true)));
  });
}
