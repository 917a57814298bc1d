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

test("a cell with sockets alone does not load packets, nor the other way round", () => {
  const loadedBy = (name: string) =>
    execFileSync(
      process.execPath,
      ["-e", `require("netcell").${name}; console.log(Object.keys(require.cache).join("\\n"))`],
      { cwd: join(projectRoot, "notebooks"), encoding: "utf8" },
    ).replaceAll(projectRoot, "");
  expect(loadedBy("tcp")).not.toMatch(/packets|sockets[\\/](http|tls|websocket)/);
  expect(loadedBy("IP")).not.toMatch(/sockets|course/);
  expect(loadedBy("ip")).not.toMatch(/packets|sockets|course/);
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
