import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../support/kernel";

const require = createRequire(import.meta.url);

test("two copies of netcell in one process share their handles: a re-import finds the servers of the first", async () => {
  const folder = mkdtempSync(join(tmpdir(), "netcell-copy-"));
  try {
    cpSync(join(projectRoot, "dist"), folder, { recursive: true });
    const first = require(join(projectRoot, "dist/main.js"));
    // Where it lies it finds no other packages: the light face loads none that sockets do not need.
    const second = require(join(folder, "main.js"));
    expect(second.tcp).not.toBe(first.tcp);
    const old = await first.tcp.listen(undefined, { name: "shared" });
    const replacement = await second.tcp.listen(undefined, { name: "shared" });
    expect([old.state, replacement.endpoint.port]).toEqual(["closed", old.endpoint.port]);
    expect(first.handles()).toHaveLength(1);
    await first.closeAll();
    expect(replacement.state).toBe("closed");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
