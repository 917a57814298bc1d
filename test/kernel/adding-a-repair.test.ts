/** The page on adding a repair: its steps are followed, and the kernel that they make is tested. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot, startKernel, type TestKernel } from "../support/kernel";
import { block, type FollowedPage, follow } from "../support/page";
import type { Fault } from "./faults";

let followed: FollowedPage;
let row: Fault;
beforeAll(() => {
  const page = readFileSync(join(projectRoot, "lib/kernel/adding-a-repair.md"), "utf8");
  const rows = `import type { Fault } from "./faults";\nexport const row: Fault = ${block(page, "ts row")};\n`;
  followed = follow(page, ["kernel", "cell", "view", "errors"], new Map([["test/kernel/the-row.ts", rows]]));
  row = require(join(followed.folder, "test/kernel/the-row.js")).row;
});
afterAll(() => rmSync(followed.folder, { recursive: true, force: true }));

/** A kernel with the plugin of the copy. */
function startRepaired(env: NodeJS.ProcessEnv = {}): Promise<TestKernel> {
  const preload = join(followed.folder, "dist/kernel/preload.js");
  return startKernel({ plugin: false, env: { NODE_OPTIONS: `--require ${preload}`, ...env } });
}

test("what the page writes compiles in its place", () => {
  expect(followed.errors).toEqual([]);
});

describe("the row of the page", () => {
  test("holds in a kernel with the repair of the page", async () => {
    expect(await row.observe(await startRepaired())).toEqual(row.repaired);
  });

  test("fails in stock tslab, and where the repair is switched off by its name", async () => {
    expect(await row.observe(await startKernel({ plugin: false }))).toEqual(row.stock);
    const off = await startRepaired({ NETCELL_KERNEL_REPAIRS: `-${row.repair}` });
    expect(await row.observe(off)).toEqual(row.stock);
  });
});
