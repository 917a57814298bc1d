/** The plugin on other versions of Node.js than the one that runs the tests: NETCELL_NODES lists their binaries. */
import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import { expect } from "vitest";
import { startKernel } from "../support/kernel";
import { requires } from "../support/requires";

const binaries = (process.env.NETCELL_NODES ?? "").split(delimiter).filter(Boolean);
const nodes = binaries.map((node) => [versionOf(node), node] as const);

requires({ name: "NETCELL_NODES", met: nodes.length > 0 }).test.each(nodes)(
  "on Node.js %s cells fail with their line, floods arrive, output finds its cell, and an open server holds up nothing",
  async (version, node) => {
    const kernel = await startKernel({ node });
    expect((await kernel.run("console.log(process.version)")).stdout).toBe(`${version}\n`);

    const failing = await kernel.run(`const one = 1;\nthrow new RangeError("boom");`);
    expect(failing).toMatchObject({ status: "error", ename: "RangeError" });
    expect(failing.traceback!.join("\n")).toContain(`> 2 | throw new RangeError("boom");`);

    const { stdout, complete } = await kernel.run("for (let i = 0; i < 20_000; i++) console.log(i)");
    expect(stdout).toBe(Array.from({ length: 20_000 }, (_, at) => `${at}\n`).join(""));
    expect(complete).toBe(true);

    // A server's callbacks: Node.js 24 starts them without the context of the cell that began the server.
    const serving = await kernel.run(
      `import { connect, createServer, type AddressInfo } from "node:net";
      const server = createServer((socket) => { console.log("served"); socket.end(); });
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      0;`,
    );
    const client = await kernel.run(
      `await new Promise((closed) => connect((server.address() as AddressInfo).port).resume().once("close", closed));
      await new Promise((sent) => setTimeout(sent, 100));`,
    );
    expect(kernel.later(serving).stdout).toContain("served\n");
    expect(client).toMatchObject({ status: "ok", stdout: "" });

    // Printed when the cell waits already: Node.js can lose an interrupt that comes as a synchronous part ends.
    const pending = kernel.start(
      `setTimeout(() => console.log("waiting"), 50); await new Promise(() => {});`,
      {
        onMessage: ({ header }) => header.msg_type === "stream" && void kernel.interrupt(),
      },
    );
    expect((await pending.finished).status).toBe("error");
    expect(await kernel.stop()).toMatchObject({ how: "graceful" });
  },
);

function versionOf(node: string): string {
  const { status, stdout, error } = spawnSync(node, ["--version"], { encoding: "utf8" });
  if (status !== 0)
    throw new Error(`NETCELL_NODES: ${node} is no Node.js${error ? ` (${error.message})` : ""}`);
  return stdout.trim();
}
