/** The page on adding a protocol: its cells run one after the other, and show what the page says they show. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot, startKernel, type TestKernel } from "../support/kernel";

const page = readFileSync(join(projectRoot, "lib/packets/adding-a-protocol.md"), "utf8");
const cells = [...page.matchAll(/^```ts\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```$)?/gm)].map(
  ([, code, shown = ""]) => ({ code: code!, shown }),
);

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel.stop());

test("the page has cells", () => {
  expect(cells.length).toBe(page.match(/^```ts$/gm)!.length);
  expect(cells.filter(({ shown }) => shown).length).toBe(page.match(/^```text$/gm)!.length);
});

test.each(cells)("its cell shows what it says: $code", async ({ code, shown }) => {
  const run = await kernel.run(code);
  expect(`${run.stderr}${run.evalue ?? ""}`).toBe("");
  expect(run.stdout).toBe(shown);
});
