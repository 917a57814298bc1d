/** The public face, as cells (require) and ES modules (import) get it: the same things, but a cell loads only what it uses. */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../support/kernel";

const require = createRequire(join(projectRoot, "notebooks/a-cell.js"));
const whole = require("../dist/index.js");
const netcell = require("netcell");

test("a cell finds every name, and the same thing behind it", () => {
  expect(Object.keys(netcell)).toEqual(Object.keys(whole));
  for (const name of Object.keys(whole)) expect(netcell[name], name).toBe(whole[name]);
});

test("what does not exist is undefined, and the module is no promise", async () => {
  expect(netcell.tpc).toBeUndefined();
  expect("tcp" in netcell && !("tpc" in netcell)).toBe(true);
  expect((await import("netcell")).tcp).toBe(netcell.tcp);
});

/** The files that are loaded for an expression, by their paths in the project. */
function loadedBy(expression: string): string {
  return execFileSync(
    process.execPath,
    ["-e", `require("netcell").${expression}; console.log(Object.keys(require.cache).join("\\n"))`],
    { cwd: join(projectRoot, "notebooks"), encoding: "utf8" },
  ).replaceAll(projectRoot, "");
}

test("a cell with sockets alone does not load packets, nor the other way round", () => {
  expect(loadedBy("tcp")).not.toMatch(/packets|sockets[\\/](http|tls|websocket)/);
  expect(loadedBy("IP")).not.toMatch(/sockets|course/);
  expect(loadedBy("ip")).not.toMatch(/packets|sockets|course/);
});

test("a pure value joins no kernel: an address loads nothing of lib/cell, and its views neither", () => {
  expect(loadedBy('ip("10.0.0.1").view().html')).toMatch(/addresses[\\/]ip/);
  expect(loadedBy('ip("10.0.0.1").view().html')).not.toMatch(/dist[\\/]cell/);
});

test("a room and a ticker load no sockets and no exercises", () => {
  expect(loadedBy("room()")).not.toMatch(/dist[\\/]sockets|exercises/);
  expect(loadedBy("ticker(1, () => {}).close()")).not.toMatch(/dist[\\/]sockets|exercises/);
});

test("an ES module imports names", () => {
  const program =
    'import { IP, packet, tcp } from "netcell"; console.log(typeof tcp.listen, packet(IP()).bytes.length)';
  const run = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: join(projectRoot, "notebooks"),
    encoding: "utf8",
  });
  expect(run.trim()).toBe("function 20");
});
