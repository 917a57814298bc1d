/** In the real kernel: whose output goes where, and how a cell's last expression shows itself. */
import { beforeAll, describe, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";

describe.each([{ plugin: false }, { plugin: true }])("output, kernel plugin $plugin", ({ plugin }) => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await startKernel({ plugin });
    await kernel.run('import { tcp, handles, closeAll, settle, NetcellError } from "netcell"');
  });

  test("a handler prints in the cell that made its server, while later cells print in theirs", async () => {
    const listening = await kernel.run(
      'const talker = await tcp.listen(async (c) => { for await (const line of c.lines()) console.log("server got", line) }, { name: "talker" })',
    );
    const sending = await kernel.run(
      'const me = await tcp.connect(talker); console.log("client sends"); await me.send("one\\ntwo\\n"); await settle()',
    );
    expect(sending.stdout).toBe("client sends\n");
    expect(kernel.later(listening).stdout).toBe("server got one\nserver got two\n");
  });

  test("timers and promises begun in a cell print in that cell", async () => {
    const first = await kernel.run(
      'setTimeout(() => { console.log("late"); console.error("late too") }, 50); console.log("now")',
    );
    await kernel.run("await settle(150)");
    expect(kernel.later(first)).toMatchObject({ stdout: "now\nlate\n", stderr: "late too\n" });
  });

  test("with output: current a handler prints in the newest cell", async () => {
    const listening = await kernel.run(
      'const here = await tcp.listen(async (c) => { for await (const _ of c) console.log("here") }, { output: "current" })',
    );
    const sending = await kernel.run(
      'const c2 = await tcp.connect(here); await c2.send("x"); await settle()',
    );
    expect(kernel.later(listening).stdout).toBe("");
    expect(kernel.later(sending).stdout).toBe("here\n");
  });

  test("a handle as the last expression is shown as text and as HTML, and printed nowhere else", async () => {
    const shown = await kernel.run("talker");
    expect(shown.stdout).toBe("");
    expect(shown.displays).toHaveLength(1);
    expect(shown.displays[0]!.data["text/plain"]).toMatch(/^tcp server talker: open/);
    expect(shown.displays[0]!.data["text/html"]).toContain("<table");
  });

  test("ordinary prints stay text: console.log of a handle, in an array, as a string", async () => {
    const printed = await kernel.run(
      "console.log(talker); console.log([talker]); console.log(String(talker)); [talker]",
    );
    expect(printed.displays).toEqual([]);
    expect(printed.stdout.match(/tcp server 'talker'/g)).toHaveLength(4);
  });

  test("a cell that replaces process.stdout.write captures its own output, and can put it back", async () => {
    const captured = await kernel.run(`
      const taken: string[] = [];
      const original = process.stdout.write;
      process.stdout.write = ((chunk: any) => { taken.push(String(chunk)); return original.call(process.stdout, "<" + chunk) }) as any;
      console.log("captured");
      process.stdout.write = original;
      console.log("free", JSON.stringify(taken));`);
    expect(captured.stdout).toBe('<captured\nfree ["captured\\n"]\n');
    expect((await kernel.run('console.log("next cell")')).stdout).toBe("next cell\n");
  });

  test("tslab's own display from a callback appears in the cell that began it", async () => {
    const first = await kernel.run(
      'import { display } from "tslab"; setTimeout(() => display.html("<b>late</b>"), 30)',
    );
    await kernel.run("await settle(120)");
    expect(kernel.later(first).displays.map((display) => display.data["text/html"])).toEqual(["<b>late</b>"]);
  });

  test("text in another encoding is written as the bytes it stands for", async () => {
    expect((await kernel.run('process.stdout.write("68690a", "hex")')).stdout).toMatch(/^hi\n/);
  });

  test("write callbacks are called", async () => {
    const run = await kernel.run(
      'await new Promise<void>((resolve) => process.stdout.write("x\\n", () => resolve())); "done"',
    );
    expect(run.stdout).toBe("x\ndone\n");
  });

  test("Tab completes the members of a handle, a transcript and a view", async () => {
    await kernel.run('import { osi } from "netcell"; const board = osi.table()');
    const matches = async (code: string) => {
      const reply = await kernel.request("shell", "complete_request", { code, cursor_pos: code.length });
      return (await reply.reply).content.matches;
    };
    expect(await matches("talker.")).toEqual(
      expect.arrayContaining(["accept", "close", "endpoint", "transcript"]),
    );
    expect(await matches("talker.transcript.")).toEqual(expect.arrayContaining(["filter", "toHexdump"]));
    expect(await matches("board.")).toEqual(expect.arrayContaining(["text", "html"]));
  });
});
