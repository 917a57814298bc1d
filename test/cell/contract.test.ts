/** The cell contract in the real kernel: what a cell with a server in it may rely on, with and without the plugin. */
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";

const listenEcho =
  'const echo = await tcp.listen(async (c) => { for await (const b of c) await c.send(b) }, { name: "echo" }); console.log(echo.endpoint.port)';

describe.each([{ plugin: false }, { plugin: true }])(
  "the cell contract, kernel plugin $plugin",
  ({ plugin }) => {
    let kernel: TestKernel;
    beforeAll(async () => {
      kernel = await startKernel({ plugin });
      await kernel.run('import { tcp, handles, closeAll, settle, NetcellError } from "netcell"');
    });
    afterAll(() => kernel.stop());

    const output = async (code: string) => {
      const run = await kernel.run(code);
      if (run.status !== "ok") throw new Error(`the cell failed: ${run.evalue ?? run.stderr}`);
      return run.stdout.trim();
    };

    test("a cell that listens can be run again: one server stays, on the same port", async () => {
      const ports = [await output(listenEcho), await output(listenEcho), await output(listenEcho)];
      expect(new Set(ports).size).toBe(1);
      expect(await output('console.log(handles().filter((h) => h.name === "echo").length)')).toBe("1");
    });

    test("a cell with a fixed port can be run again", async () => {
      const port = await freePort();
      const cell = `const fixed = await tcp.listen(undefined, { port: ${port} }); console.log(fixed.state, fixed.endpoint.port)`;
      expect(await output(cell)).toBe(`open ${port}`);
      expect(await output(cell)).toBe(`open ${port}`);
    });

    test("a replaced server says why it closed", async () => {
      await kernel.run('const first = await tcp.listen(undefined, { name: "twice" })');
      await kernel.run('const second = await tcp.listen(undefined, { name: "twice" })');
      expect(await output("console.log(JSON.stringify(await first.closed), first.state)")).toBe(
        '{"by":"rerun"} closed',
      );
    });

    test("a nameless server whose variable holds a newer one is closed", async () => {
      await kernel.run("const nameless = await tcp.listen(); const before = nameless.endpoint.port");
      await kernel.run("const nameless = await tcp.listen()");
      expect(
        await output('console.log(handles().filter((h) => String(h).includes(":" + before + " ")).length)'),
      ).toBe("0");
      expect(await output("console.log(nameless.state)")).toBe("open");
    });

    test("a nameless server that another variable still holds stays", async () => {
      await kernel.run("const one = await tcp.listen(); const keeper = one");
      await kernel.run("const one = await tcp.listen()");
      expect(await output("console.log(keeper.state, one.state)")).toBe("open open");
    });

    test("a port held by another program rejects the cell that asks for it, in words", async () => {
      const other = createServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => other.once("listening", resolve));
      const { port } = other.address() as { port: number };
      const run = await kernel.run(
        `try { await tcp.listen(undefined, { port: ${port} }) } catch (error) { console.log(error.code, error.message) }`,
      );
      other.close();
      expect(run.stdout.trim()).toBe(
        `EADDRINUSE 127.0.0.1:${port} is held by another program (EADDRINUSE). Leave out "port" to get a free one.`,
      );
    });

    test("every wait has a deadline, and its error says who waited for what and what to do", async () => {
      await kernel.run('const plain = await tcp.listen(undefined, { name: "plain" })');
      const run = await kernel.run(
        "try { await plain.accept({ timeout: 50 }) } catch (error) { console.log(error.code); console.log(error.message) }",
      );
      expect(run.stdout).toBe(
        "ETIMEDOUT\naccept() on plain waited 50 ms and no client connected (ETIMEDOUT). Connect a client in this cell or an earlier one, give listen() a handler, or give { timeout } more milliseconds.\n",
      );
    });

    test("accept works for a client that connected before, in the same cell", async () => {
      await kernel.run(listenEcho);
      expect(
        await output(
          'const c1 = await tcp.connect(plain); const s1 = await plain.accept(); await s1.send("hello"); console.log(String(await c1.recv()))',
        ),
      ).toBe("hello");
    });

    test("a handler may wait longer than a cell's deadline", async () => {
      const listening = await kernel.run(
        'const patient = await tcp.listen(async (c) => { const none = await Promise.race([c.recv(), new Promise((r) => setTimeout(r, 5200, "still waiting"))]); console.log(none) }, { name: "patient" }); const quiet = await tcp.connect(patient); await settle(5400)',
      );
      expect(kernel.later(listening).stdout).toBe("still waiting\n");
    });

    test("an interrupt ends a pending wait, keeps the servers, and steals no client from a later accept", async () => {
      await kernel.run('const lone = await tcp.listen(undefined, { name: "lone" })');
      const waiting = kernel.start(
        'setTimeout(() => console.log("waiting"), 50); try { await lone.accept({ timeout: Infinity }) } catch (error) { (globalThis as any).ended = error.code; throw error }',
        { onMessage: (message) => void (message.header.msg_type === "stream" && kernel.interrupt()) },
      );
      expect((await waiting.finished).status).toBe("error");
      await retryAborted(() => kernel.run("1"));
      expect(await output("console.log((globalThis as any).ended, lone.state)")).toBe("EINTR open");
      expect(
        await output(
          'const late = await tcp.connect(lone, { name: "late" }); console.log((await lone.accept()).remote.port === late.local.port)',
        ),
      ).toBe("true");
    });

    test("a handler that throws ends its own connection; the server lives, and says what happened", async () => {
      const listening = await kernel.run(
        'const fragile = await tcp.listen(async (c) => { await c.recv(); throw new RangeError("boom") }, { name: "fragile" })',
      );
      const code = await output(
        "const victim = await tcp.connect(fragile); await victim.send('x'); try { console.log(await victim.recv()) } catch (error) { console.log(error.code) }",
      );
      expect(code).toBe("ECONNRESET");
      expect(
        await output(
          'console.log(fragile.state, [...fragile.transcript].some((row) => row.note?.includes("RangeError: boom"))); await settle()',
        ),
      ).toBe("open true");
      expect(kernel.later(listening).stderr).toContain("RangeError: boom");
    });

    test("a card shown in an early cell is updated when a later cell sends, and keeps its last state", async () => {
      await kernel.run(listenEcho);
      const shown = await kernel.run("echo.show()");
      expect(shown.displays[0]!.type).toBe("display_data");
      expect(shown.displays[0]!.data["text/plain"]).toContain("0 connections accepted");
      const later = await kernel.run(
        'const me = await tcp.connect(echo); await me.send("card"); await me.recv(); await settle()',
      );
      const updates = later.displays.filter((display) => display.type === "update_display_data");
      expect(updates.at(-1)).toMatchObject({ displayId: shown.displays[0]!.displayId });
      expect(updates.at(-1)!.data["text/html"]).toContain("card");
      const closing = await kernel.run("await closeAll(); handles().length");
      expect(closing.displays.at(-1)!.data["text/plain"]).toContain("tcp server echo: closed");
      expect(closing.stdout.trim()).toBe("0");
    });

    test("a card costs at most 20 updates a second, however much passes", async () => {
      await kernel.run(`${listenEcho}; const fast = await tcp.connect(echo); echo.show()`);
      const run = await kernel.run(
        'const began = performance.now(); for (let i = 0; i < 2000; i++) { await fast.send("x"); await fast.recv() } console.log(performance.now() - began)',
      );
      const updates = run.displays.filter((display) => display.type === "update_display_data").length;
      expect(updates).toBeLessThanOrEqual(Math.ceil(Number(run.stdout) / 50) + 1);
    });

    test("handles() lists kind, name, variable, endpoint, state and cell; closeAll() closes them", async () => {
      await kernel.run(`${listenEcho}; const me = await tcp.connect(echo, { name: "me" })`);
      const listed = await kernel.run("handles()");
      expect(listed.displays[0]!.data["text/plain"]).toMatch(
        /tcp server +echo +echo +127\.0\.0\.1:\d+ +open/,
      );
      expect(listed.displays[0]!.data["text/html"]).toContain("<th scope=");
      expect(
        await output(
          "await closeAll(); await closeAll(); console.log(handles().length, echo.state, me.state)",
        ),
      ).toBe("0 closed closed");
    });

    test("only this machine can connect unless cell and environment both say otherwise", async () => {
      const run = await kernel.run(
        'try { await tcp.listen(undefined, { host: "0.0.0.0", public: true }) } catch (error) { console.log(error.message) }',
      );
      expect(run.stdout).toContain("NETCELL_ALLOW_PUBLIC=1");
    });

    test("an error shows the lines of the cell and nothing of the kernel", async () => {
      const run = await kernel.run(
        "const nobody = 1;\nasync function dial() {\n  await tcp.connect(nobody);\n}\ntry { await dial() } catch (error) { console.log(error.stack) }",
      );
      const frames = run.stdout.split("\n").filter((line) => /^\s+at /.test(line));
      expect(frames.length).toBeGreaterThanOrEqual(2);
      expect(run.stdout).not.toMatch(/tslab|node_modules|node:|dist[\\/]/);
      if (plugin) expect(frames[0]).toMatch(/dial.*:3:/);
    });

    // Last in its group: a stock kernel refuses what follows a failing cell.
    test("the types are there in the next cell too", async () => {
      const wrong = await kernel.run("echo.endpoint.prot");
      expect(wrong.status).toBe("error");
      expect(`${wrong.evalue}${wrong.stderr}`).toContain("Property 'prot' does not exist on type 'Endpoint'");
    });
  },
);

describe.each([{ plugin: false }, { plugin: true }])("leaving, kernel plugin $plugin", ({ plugin }) => {
  test("the kernel exits by itself, at once, with servers and connections open", async () => {
    const kernel = await startKernel({ plugin });
    await kernel.run(
      `import { tcp } from "netcell"; ${listenEcho}; const me = await tcp.connect(echo); await me.send("x")`,
    );
    expect(await kernel.leave()).toMatchObject({ code: 0, signal: null });
  });

  test("in an export ephemeral ports are names and two runs look the same", async () => {
    const cells = async () => {
      const kernel = await startKernel({ plugin, env: { ...process.env, NETCELL_EXPORT: "1" } });
      await kernel.run(
        `import { tcp, settle, handles } from "netcell"; ${listenEcho}; const me = await tcp.connect(echo, { name: "me" })`,
      );
      const run = await kernel.run('await me.send("hi"); await me.recv(); echo.show(); await settle()');
      const list = await kernel.run("handles()");
      await kernel.stop();
      return [...run.displays, ...list.displays].map((display) => display.data);
    };
    const [one, two] = [await cells(), await cells()];
    expect(one).toEqual(two);
    expect(JSON.stringify(one)).toContain("me → echo");
  }, 120_000);
});

/** A stock kernel refuses everything for 200 ms after a cell that failed: runs until it does not. */
async function retryAborted(run: () => Promise<{ status: string }>): Promise<void> {
  while ((await run()).status.startsWith("abort")) await new Promise((resolve) => setTimeout(resolve, 30));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
