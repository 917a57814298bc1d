/** The cell contract for what is not the Internet: paths, pairs and child processes, in the real kernel. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";
import { requires } from "../support/requires";

const posix = requires({ name: "Unix-domain sockets", met: process.platform !== "win32" });
const listenEcho =
  'const echo = await unix.listen(async (c) => { console.log("served"); for await (const b of c) await c.send(b) }, { name: "echo" })';

/** Where the kernels of this file put temporary things. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cells-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (plugin = true, env: NodeJS.ProcessEnv = {}) =>
  startKernel({ plugin, env: { TMPDIR: folder, ...env } });
const left = () => readdirSync(folder).filter((name) => name.startsWith("netcell-"));

async function output(kernel: TestKernel, code: string): Promise<string> {
  const run = await kernel.run(code);
  if (run.status !== "ok") throw new Error(`the cell failed: ${run.evalue ?? run.stderr}`);
  return run.stdout.trim();
}

posix.describe.each([{ plugin: false }, { plugin: true }])(
  "not only the Internet, kernel plugin $plugin",
  ({ plugin }) => {
    let kernel: TestKernel;
    beforeAll(async () => {
      kernel = await start(plugin);
      await kernel.run(
        'import { child, closeAll, families, handles, settle, socketpair, tcp, unix } from "netcell"',
      );
    });
    afterAll(() => kernel.stop());

    test("a cell that listens on a path can be run again: one server stays, at the same path", async () => {
      const cell = `${listenEcho}; console.log(echo.endpoint.address)`;
      const paths = [await output(kernel, cell), await output(kernel, cell)];
      expect(new Set(paths).size).toBe(1);
      expect(await output(kernel, 'console.log(handles().filter((h) => h.name === "echo").length)')).toBe(
        "1",
      );
    });

    test("handles() lists them, and a handler prints in the cell that listens", async () => {
      const listening = await kernel.run(listenEcho);
      await kernel.run(
        'const me = await unix.connect(echo, { name: "me" }); await me.send("x"); await me.recv()',
      );
      const listed = await kernel.run(
        'const [left, right] = await socketpair(); const cat = await child("cat"); handles()',
      );
      const table = listed.displays[0]!.data["text/plain"]!;
      expect(table).toMatch(/^unix server +echo +echo +unix:\S+echo\.sock +open/m);
      expect(table).toMatch(/^unix connection +me +me +me → unix:\S+echo\.sock +open/m);
      expect(table).toMatch(/^unix connection +pair-1\.a +left +pair-1\.a → pair-1\.b +open/m);
      expect(table).toMatch(/^child process +cat-1 +cat +parent → cat-1 \(process \d+\) +open/m);
      expect(kernel.later(listening).stdout).toBe("served\n");
    });

    test("a pair and a child are replaced by those of the same variables", async () => {
      await kernel.run('const [left, right] = await socketpair(); const cat = await child("cat")');
      const before = await output(kernel, "console.log(cat.pid)");
      await kernel.run('const [left, right] = await socketpair(); const cat = await child("cat")');
      await kernel.run("await settle()");
      const kinds = 'handles().map((h) => h.kind).filter((k) => k !== "unix server").join()';
      expect(await output(kernel, `console.log(${kinds})`)).toMatch(/(unix connection,){2}child process$/);
      await expect.poll(() => isAlive(Number(before))).toBe(false);
    });

    test("what a child writes to standard error appears in the cell that started it", async () => {
      const starting = await kernel.run(
        `const noisy = await child(process.execPath, ["-e", 'process.stdin.once("data", () => console.error("from the child"))'])`,
      );
      const later = await kernel.run('await noisy.send("now"); await settle(500)');
      expect(later.stderr).toBe("");
      expect(kernel.later(starting).stderr).toBe("from the child\n");
    });

    test("a card follows what passes, and says what it is", async () => {
      await kernel.run(`${listenEcho}`);
      const shown = await kernel.run("echo.show()");
      expect(shown.displays[0]!.data["text/plain"]).toContain("0 connections accepted");
      const later = await kernel.run(
        'const me = await unix.connect(echo); await me.send("on the card"); await me.recv(); await settle()',
      );
      const update = later.displays.filter((display) => display.type === "update_display_data").at(-1)!;
      expect(update.displayId).toBe(shown.displays[0]!.displayId);
      expect(update.data["text/html"]).toContain("on the card");
    });

    test("the last expression families() is a table", async () => {
      const shown = await kernel.run("await families()");
      expect(shown.displays[0]!.data["text/html"]).toContain("AF_INET6");
      expect(await output(kernel, "console.log([...(await families())].length > 5)")).toBe("true");
    });

    test("closeAll() closes them, and nothing is left on disk", async () => {
      await kernel.run(
        `${listenEcho}; const [left, right] = await socketpair(); const cat = await child("cat")`,
      );
      const pid = Number(await output(kernel, "console.log(cat.pid)"));
      expect(
        await output(kernel, "await closeAll(); console.log(handles().length, cat.state, echo.state)"),
      ).toBe("0 closed closed");
      expect([isAlive(pid), left()]).toEqual([false, []]);
    });
  },
);

posix.test(
  "in an export paths are names, and two runs look the same",
  async () => {
    const cells = async () => {
      const kernel = await start(true, { NETCELL_EXPORT: "1" });
      await kernel.run(`import { child, handles, settle, socketpair, unix } from "netcell"; ${listenEcho}`);
      await kernel.run(
        'const me = await unix.connect(echo, { name: "me" }); const [a, b] = await socketpair(); const cat = await child("cat")',
      );
      const run = await kernel.run(
        'await me.send("hi"); await me.recv(); echo.show(); await settle(); handles()',
      );
      await kernel.stop();
      return run.displays.map((display) => display.data);
    };
    const [one, two] = [await cells(), await cells()];
    expect(one).toEqual(two);
    const text = JSON.stringify(one);
    expect(text).toContain("me → echo");
    expect(text).toContain("listens on a path of its own");
    expect(text).not.toContain(".sock");
  },
  120_000,
);

/** Does the process run? A dead one whose parent has not asked for its exit code (Z) does not. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}
