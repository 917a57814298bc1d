/** The kernel behind a real Jupyter Server, asked by JupyterLab's own client, @jupyterlab/services. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kernel, KernelManager, type KernelMessage, ServerConnection } from "@jupyterlab/services";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { jupyterLabProgram, type RunningLab, startLab } from "../support/jupyterlab";
import { requires } from "../support/requires";
import { isRunning } from "./processes";

type Future = ReturnType<Kernel.IKernelConnection["requestExecute"]>;

requires(jupyterLabProgram).describe("behind a Jupyter Server", () => {
  let home: string;
  let lab: RunningLab;
  let manager: KernelManager;
  let kernel: Kernel.IKernelConnection;
  beforeAll(async () => {
    // The client tells of each connection it makes and loses.
    for (const method of ["debug", "warn", "error"] as const)
      vi.spyOn(console, method).mockImplementation(() => {});
    home = mkdtempSync(join(tmpdir(), "netcell-server-"));
    lab = await startLab(home, [`--ServerApp.root_dir=${home}`]);
    manager = new KernelManager({ serverSettings: serverSettings(lab) });
    kernel = await manager.startNew({ name: "tslab" });
  });
  afterAll(async () => {
    manager?.dispose();
    await lab?.interrupt();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });

  test("a failing cell is answered with its error, and sends it once", async () => {
    const { future, messages } = execute(kernel, `1;\nthrow new RangeError("boom");`);
    const { content } = await future.done;
    expect(content).toMatchObject({ status: "error", ename: "RangeError", evalue: "boom" });
    expect(messages.filter(({ header }) => header.msg_type === "error")).toHaveLength(1);
  });

  test("a flood of twenty thousand lines arrives whole", async () => {
    const { future, messages } = execute(kernel, `for (let i = 0; i < 20_000; i++) console.log("line", i);`);
    expect((await future.done).content.status).toBe("ok");
    expect(printed(messages)).toBe(Array.from({ length: 20_000 }, (_, at) => `line ${at}\n`).join(""));
  });

  test("cells sent together: what follows a failing one is aborted, or runs if so asked", async () => {
    const together = (stop_on_error: boolean) =>
      ["1", `throw new Error("no")`, "2", "3"].map((code) => execute(kernel, code, { stop_on_error }).future);
    expect(await statuses(together(true))).toEqual(["ok", "error", "aborted", "aborted"]);
    expect(await statuses(together(false))).toEqual(["ok", "error", "ok", "ok"]);
  });

  test("an interrupt ends a pending await, and the next cell runs", async () => {
    const { future, heard } = execute(
      kernel,
      // Printed when the cell waits already: Node.js can lose an interrupt that comes as a synchronous part ends.
      `setTimeout(() => console.log("waiting"), 20); await new Promise(() => {});`,
    );
    await heard("stream");
    await kernel.interrupt();
    expect((await future.done).content.status).toBe("error");
    expect(await statuses([execute(kernel, "1").future])).toEqual(["ok"]);
  });

  test("a variable is inspected and completed", async () => {
    await execute(kernel, "const answerToAll: number = 42;").future.done;
    const inspected = await kernel.requestInspect({ code: "answerToAll", cursor_pos: 4, detail_level: 0 });
    expect(inspected.content).toMatchObject({ status: "ok", found: true });
    expect(JSON.stringify(inspected.content)).toContain("answerToAll: number");
    const completed = await kernel.requestComplete({ code: "answerTo", cursor_pos: 8 });
    expect(completed.content).toMatchObject({ status: "ok", matches: ["answerToAll"] });
  });

  test("a display is updated from a later cell", async () => {
    const shows = `import { newDisplay } from "tslab";\nconst live = newDisplay();\nlive.text("first");`;
    const { future, messages, heard } = execute(kernel, shows, {}, false);
    await future.done;
    const updated = heard("update_display_data");
    await execute(kernel, `live.text("second");`).future.done;
    await updated;
    expect(messages.flatMap(({ content }) => ("data" in content ? [content.data] : []))).toEqual([
      { "text/plain": "first" },
      { "text/plain": "second" },
    ]);
    future.dispose();
  });

  test("a restart ends the old process, whatever it has open, and begins with cell 1", async () => {
    const own = await manager.startNew({ name: "tslab" });
    const { pid, goodbye } = await holdOpen(own);
    await own.restart();
    expect({ running: isRunning(pid), left: existsSync(goodbye) }).toEqual({ running: false, left: true });
    expect((await execute(own, "1").future.done).content).toMatchObject({ status: "ok", execution_count: 1 });
    await own.shutdown();
  });

  test("a shutdown ends the process by itself while a server is open: nobody had to kill it", async () => {
    const own = await manager.startNew({ name: "tslab" });
    const { pid, goodbye } = await holdOpen(own);
    await own.shutdown();
    expect({ running: isRunning(pid), left: existsSync(goodbye) }).toEqual({ running: false, left: true });
  });

  /** Opens a server and a timer in the kernel, which leaves a file behind if it ends by itself. */
  async function holdOpen(own: Kernel.IKernelConnection): Promise<{ pid: number; goodbye: string }> {
    const goodbye = join(home, `goodbye-${own.id}`);
    const { future, messages } = execute(
      own,
      `import { createServer } from "node:net";
      import { writeFileSync } from "node:fs";
      const server = createServer();
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      setInterval(() => {}, 1000);
      process.on("exit", () => writeFileSync(${JSON.stringify(goodbye)}, ""));
      console.log("pid", process.pid);`,
    );
    expect((await future.done).content.status).toBe("ok");
    return { pid: Number(/pid (\d+)/.exec(printed(messages))?.[1]), goodbye };
  }
});

function serverSettings({ url, token }: RunningLab): ServerConnection.ISettings {
  return ServerConnection.makeSettings({
    baseUrl: `${url}/`,
    wsUrl: `${url.replace(/^http/, "ws")}/`,
    token,
    appendToken: true,
    // Node.js 20 has none of its own.
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  });
}

/** Sends a cell; `heard` resolves when a message of that type has come. */
function execute(
  kernel: Kernel.IKernelConnection,
  code: string,
  content: Partial<KernelMessage.IExecuteRequestMsg["content"]> = {},
  disposeOnDone = true,
) {
  const messages: KernelMessage.IIOPubMessage[] = [];
  const listeners = new Set<() => void>();
  const future: Future = kernel.requestExecute({ code, stop_on_error: false, ...content }, disposeOnDone);
  future.onIOPub = (message) => {
    messages.push(message);
    for (const listener of listeners) listener();
  };
  const heard = (type: string) =>
    new Promise<void>((resolve) => {
      const look = () => messages.some(({ header }) => header.msg_type === type) && resolve();
      listeners.add(look);
      look();
    });
  return { future, messages, heard };
}

async function statuses(futures: readonly Future[]): Promise<string[]> {
  return (await Promise.all(futures.map(({ done }) => done))).map(({ content }) => content.status);
}

function printed(messages: readonly KernelMessage.IIOPubMessage[]): string {
  return messages.map(({ content }) => ("text" in content ? content.text : "")).join("");
}
