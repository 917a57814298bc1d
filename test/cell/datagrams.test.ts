/** The cell contract for UDP sockets, in the real kernel, with and without the plugin. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";

const bindEcho =
  'const echo = await udp.bind((d, s) => s.sendTo(d.data, d.from), { name: "echo" }); console.log(echo.endpoint.port)';

describe.each([{ plugin: false }, { plugin: true }])(
  "a UDP socket in cells, plugin $plugin",
  ({ plugin }) => {
    let kernel: TestKernel;
    beforeAll(async () => {
      kernel = await startKernel({ plugin });
      await kernel.run('import { udp, handles, closeAll, settle } from "netcell"');
    });
    afterAll(() => kernel.stop());

    const output = async (code: string) => {
      const run = await kernel.run(code);
      if (run.status !== "ok") throw new Error(`the cell failed: ${run.evalue ?? run.stderr}`);
      return run.stdout.trim();
    };

    test("a cell that binds can be run again: one socket stays, on the same port", async () => {
      const ports = [await output(bindEcho), await output(bindEcho), await output(bindEcho)];
      expect(new Set(ports).size).toBe(1);
      expect(await output('console.log(handles().filter((h) => h.name === "echo").length)')).toBe("1");
    });

    test("a nameless socket whose variable holds a newer one is closed", async () => {
      await kernel.run("const nameless = await udp.bind(); (globalThis as any).old = nameless");
      await kernel.run("const nameless = await udp.bind()");
      expect(
        await output(
          "(globalThis as any).old.closed.then((r: unknown) => console.log(JSON.stringify(r))); await settle(1)",
        ),
      ).toBe('{"by":"rerun"}');
    });

    test("an interrupt ends a pending recvFrom and keeps the socket", async () => {
      await kernel.run('const lone = await udp.bind({ name: "lone" })');
      const waiting = kernel.start(
        'setTimeout(() => console.log("waiting"), 50); try { await lone.recvFrom({ timeout: Infinity }) } catch (error) { console.log(error.code, lone.state) }',
        { onMessage: (message) => void (message.content.text === "waiting\n" && kernel.interrupt()) },
      );
      expect((await waiting.finished).stdout).toBe("waiting\nEINTR open\n");
      // A stock kernel refuses everything for 200 ms after an interrupt.
      while ((await kernel.run("1")).status.startsWith("abort"))
        await new Promise((later) => setTimeout(later, 30));
    });

    test("what a handler prints, and what it throws, appears at the cell that bound", async () => {
      const bound = await kernel.run(
        'const loud = await udp.bind((d) => { console.log("got", d.text()); if (d.text() === "bad") throw new RangeError("boom") }, { name: "loud" })',
      );
      const later = await kernel.run(
        'const me = await udp.bind(); await me.sendTo("good", loud); await me.sendTo("bad", loud); await settle(); console.log(loud.state)',
      );
      expect(later.stdout).toBe("open\n");
      await expect.poll(() => kernel.later(bound).stdout).toBe("got good\ngot bad\n");
      await expect.poll(() => kernel.later(bound).stderr).toContain("RangeError: boom");
    });

    test("a card follows what passes, and keeps its last state; closeAll() closes", async () => {
      await kernel.run(bindEcho);
      const shown = await kernel.run("echo.show()");
      expect(shown.displays[0]!.data["text/plain"]).toContain("0 datagrams sent, 0 received");
      const later = await kernel.run(
        'const me = await udp.bind({ name: "me" }); await me.sendTo("card", echo); await me.recvFrom(); await settle()',
      );
      expect(later.displays.at(-1)).toMatchObject({ displayId: shown.displays[0]!.displayId });
      expect(later.displays.at(-1)!.data["text/html"]).toContain("card");
      const listed = await kernel.run("handles()");
      expect(listed.displays[0]!.data["text/plain"]).toMatch(
        /udp socket +echo +echo +127\.0\.0\.1:\d+ +open/,
      );
      const closing = await kernel.run("await closeAll(); handles().length");
      expect(closing.displays.at(-1)!.data["text/plain"]).toContain("udp socket echo: closed");
    });

    test("the kernel exits by itself, at once, with sockets open", async () => {
      const other = await startKernel({ plugin });
      await other.run(
        `import { udp } from "netcell"; ${bindEcho}; const me = await udp.bind(); await me.sendTo("x", echo)`,
      );
      expect(await other.leave()).toMatchObject({ code: 0, signal: null });
    });
  },
);

test("in an export ephemeral ports are names and two runs look the same", async () => {
  const cells = async () => {
    const kernel = await startKernel({ env: { ...process.env, NETCELL_EXPORT: "1" } });
    const cell = `import { udp, settle, osi } from "netcell"; ${bindEcho.replace("; console.log(echo.endpoint.port)", "")}; const me = await udp.bind({ name: "me" });
      await me.sendTo("hi", echo); await me.recvFrom(); echo.show(); await settle(); osi.ladder(echo)`;
    const run = await kernel.run(cell);
    await kernel.stop();
    return run.displays.map((display) => display.data);
  };
  const [one, two] = [await cells(), await cells()];
  expect(one).toEqual(two);
  expect(JSON.stringify(one)).toContain("me → echo");
}, 120_000);
