/** Every @example of a public doc comment is a cell that runs. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capturer } from "../support/capture";
import { projectRoot, startKernel, type TestKernel } from "../support/kernel";
import { requires } from "../support/requires";

/** The folders a cell can import from. */
const folders = ["addresses", "cell", "sockets", "packets", "osi", "course"];

function* examples(folders: readonly string[]): Iterable<{ where: string; code: string }> {
  for (const folder of folders) {
    const root = join(projectRoot, "lib", folder);
    for (const entry of readdirSync(root, { recursive: true, encoding: "utf8" })) {
      if (!entry.endsWith(".ts")) continue;
      const text = readFileSync(join(root, entry), "utf8");
      for (const match of text.matchAll(/@example\n\s*\* ```ts\n([\s\S]*?)\n\s*\* ```/g)) {
        const line = text.slice(0, match.index).split("\n").length;
        yield {
          where: `${relative(projectRoot, join(root, entry))}:${line}`,
          code: match[1]!.replace(/^\s*\* ?/gm, ""),
        };
      }
    }
  }
}

describe("the examples in the doc comments", () => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await startKernel();
  });
  afterAll(() => kernel.stop());

  const runsAsCell = async ({ code }: { code: string }) => {
    const run = await kernel.run(code);
    expect(`${run.stderr}${run.evalue ?? ""}`).toBe("");
    expect(run.status).toBe("ok");
    await kernel.run('await require("netcell").closeAll()');
  };
  test.each([...examples(folders)])("$where runs as a cell", runsAsCell);
  requires(capturer("tcpdump")).test.each([...examples(["capture"])])("$where runs as a cell", runsAsCell);

  const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
  const cells = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);
  const capturing = cells.findIndex((cell) => cell.includes("capture("));
  const runAll = async (some: readonly string[]) => {
    for (const cell of some) expect(await kernel.run(cell)).toMatchObject({ status: "ok", stderr: "" });
    await kernel.run("await closeAll()");
  };

  test("the cells of the README run one after the other", () => runAll(cells.slice(0, capturing)));

  requires(capturer("tcpdump")).test("and so does the one that captures, after those", () => runAll(cells));
});
