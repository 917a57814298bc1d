/** Several notebooks in one run: side by side, with a kernel each, and the next one's kernel ready in time. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { KernelHost } from "../../lib/runner/kernel/kernel";
import { localHost } from "../../lib/runner/local/local-kernel";
import { merge } from "../../lib/runner/merge";
import { runFiles } from "../../lib/runner/run-files";
import { notebookText } from "../cli/netcell";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "netcell-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function notebooks(...cells: string[]) {
  return cells.map((source, index) => {
    const path = join(folder, `${index}.ipynb`);
    writeFileSync(path, notebookText([source]));
    return { source: path, target: path };
  });
}

/** A cell that leaves a file and waits for another. */
const meets = (mine: string, other: string) => `const fs = require("fs");
fs.writeFileSync("${mine}", "");
while (!fs.existsSync("${other}")) await new Promise((done) => setTimeout(done, 20));`;

/** This machine, and the kernels that were asked of it. */
function watched(): KernelHost & { readonly asked: string[] } {
  const local = localHost();
  const asked: string[] = [];
  return {
    name: local.name,
    asked,
    start: (wanted) => {
      asked.push(basename(wanted.notebook));
      return local.start(wanted);
    },
  };
}

test("notebooks that run side by side can meet, and each is saved", async () => {
  const jobs = notebooks(meets("a", "b"), meets("b", "a"), "3");
  const results: string[] = [];
  for await (const event of runFiles(jobs, { timeout: 60_000, host: watched(), jobs: 2 }))
    if (event.type === "end") results.push(event.result.kind);
  expect(results).toEqual(["ok", "ok", "ok"]);
  for (const { target } of jobs)
    expect(JSON.parse(readFileSync(target, "utf8")).cells[0].execution_count).toBe(1);
}, 90_000);

test("one at a time means one at a time, but the next kernel starts meanwhile, and only that one", async () => {
  const host = watched();
  const jobs = notebooks(meets("began", "go"), "2", "3");
  const order: string[] = [];
  let askedMeanwhile: string[] = [];
  for await (const event of runFiles(jobs, { timeout: 60_000, host, jobs: 1 })) {
    if (event.type === "cell-start" && askedMeanwhile.length === 0) {
      askedMeanwhile = await new Promise((done) => {
        const look = () => (host.asked.length > 1 ? done([...host.asked]) : setTimeout(look, 20));
        look();
      });
      writeFileSync(join(folder, "go"), "");
    }
    order.push(`${event.type} ${basename(event.job.source, ".ipynb")}`);
  }
  expect(askedMeanwhile).toEqual(["0.ipynb", "1.ipynb"]);
  expect(order).toEqual(
    [0, 1, 2].flatMap((n) => [`begin ${n}`, `cell-start ${n}`, `cell-end ${n}`, `end ${n}`]),
  );
}, 90_000);

test("streams that are merged give each value when it is there, and all tidy up when one fails", async () => {
  const tidied: string[] = [];
  async function* stream(name: string, values: readonly Promise<string>[]) {
    try {
      for (const value of values) yield await value;
    } finally {
      tidied.push(name);
    }
  }
  const { promise: slow, resolve } = withResolvers<string>();
  const seen: string[] = [];
  const failing = stream("b", [
    Promise.resolve("b1"),
    Promise.resolve("b2"),
    Promise.reject(new Error("broken")),
  ]);
  const all = merge([stream("a", [slow, Promise.resolve("a2")]), failing]);
  const read = async () => {
    for await (const value of all) {
      seen.push(value);
      if (value === "b2") resolve("a1");
    }
  };
  await expect(read()).rejects.toThrow("broken");
  expect(seen.slice(0, 2)).toEqual(["b1", "b2"]);
  expect(tidied.sort()).toEqual(["a", "b"]);
});

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
