import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startLocalKernel } from "../../../lib/runner/local/local-kernel";
import { notebooksFolder, startKernel } from "../../support/kernel";

describe("a stock tslab kernel", () => {
  test("runs cells and tells what they did", async () => {
    const kernel = await startKernel({ plugin: false });
    expect(kernel.info.implementation).toBe("tslab");
    const run = await kernel.run(`console.log("out"); console.error("err"); 6 * 7`);
    expect(run).toMatchObject({
      status: "ok",
      executionCount: 1,
      stdout: "out\n42\n",
      stderr: "err\n",
      complete: true,
    });
    expect(await kernel.stop()).toMatchObject({ how: "graceful" });
  });

  test("answers any request of the protocol", async () => {
    const kernel = await startKernel({ plugin: false });
    const { reply } = await kernel.request("shell", "is_complete_request", { code: "if (1) {" }).done;
    expect(reply.content.status).toBe("incomplete");
  });

  test("can be interrupted in an await, and goes on", async () => {
    const kernel = await startKernel({ plugin: false });
    const cell = kernel.start(`await null; console.log("waiting"); await new Promise(() => {})`, {
      onMessage: (message) => {
        if (message.header.msg_type === "stream" && message.content.text === "waiting\n")
          void kernel.interrupt();
      },
    });
    expect((await cell.finished).status).toBe("error");
  });

  test("tells with what code it died, and rejects what waits", async () => {
    const kernel = await startKernel({ plugin: false });
    const cell = kernel.submit(`require("fs").writeSync(2, "last words"); process.exit(3)`);
    await expect(cell.done).rejects.toThrow("the kernel exited with code 3");
    expect(await kernel.died).toMatchObject({
      code: 3,
      signal: null,
      output: expect.stringContaining("last words"),
    });
    await expect(kernel.submit("1").reply).rejects.toThrow("the kernel exited with code 3");
    expect(await kernel.stop()).toMatchObject({ how: "already dead" });
  });

  test("is ended by SIGTERM when a server keeps it alive, and its children with it", async () => {
    const hook = createServer().listen(0, "127.0.0.1");
    await once(hook, "listening");
    const { port } = hook.address() as AddressInfo;
    const kernel = await startKernel({ plugin: false });
    const child = once(hook, "connection");
    await kernel.run(`
      import * as net from "node:net";
      import { spawn } from "node:child_process";
      const server = net.createServer().listen(0);
      spawn(process.execPath, ["-e", "net.connect(${port}, '127.0.0.1')"], { stdio: "inherit" });`);
    const [lifeline] = (await child) as [Socket];
    const childGone = once(lifeline.on("error", () => {}).resume(), "close");
    expect(await kernel.stop()).toMatchObject({ how: "SIGTERM" });
    await childGone;
    hook.close();
  });

  test("is ended even in a loop that never returns", async () => {
    const kernel = await startKernel({ plugin: false });
    kernel.submit("while (true) {}");
    expect(await kernel.stop({ ask: false })).toMatchObject({ how: "SIGTERM" });
  });
});

test("the connection file is for our eyes only, and is gone with the kernel", async () => {
  const before = new Set(readdirSync(tmpdir()));
  const kernel = await startLocalKernel({ cwd: notebooksFolder, plugin: false });
  const folders = readdirSync(tmpdir()).filter(
    (name) => name.startsWith("netcell-kernel-") && !before.has(name),
  );
  expect(folders.length).toBeGreaterThan(0);
  for (const folder of folders)
    expect(statSync(join(tmpdir(), folder, "connection.json")).mode & 0o777).toBe(0o600);
  await kernel.stop();
  expect(folders.some((folder) => !existsSync(join(tmpdir(), folder)))).toBe(true);
});

test("a kernel that cannot be run says why", async () => {
  const start = startLocalKernel({ cwd: notebooksFolder, node: "/no/such/node" });
  await expect(start).rejects.toThrow(/The kernel did not start: it could not be run.*\n.*ENOENT/);
});

test("a kernel that ends at once shows what it wrote", async () => {
  const start = startLocalKernel({
    cwd: notebooksFolder,
    env: { NODE_OPTIONS: "--require=/no/such/file.js" },
  });
  await expect(start).rejects.toThrow(/exited with code 1 before it was ready\.\n[\s\S]*Cannot find module/);
});
