/** A chat and a game loop in the real kernel, each cell as a student writes it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../../support/kernel";

describe.each([{ plugin: false }, { plugin: true }])("in cells, kernel plugin $plugin", ({ plugin }) => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await startKernel({ plugin });
    await kernel.run(
      'import { tcp, room, ticker, framing, settle, closeAll, handles, Stack } from "netcell"',
    );
  });
  afterAll(() => kernel.stop());

  const output = async (code: string) => {
    const run = await kernel.run(code);
    if (run.status !== "ok") throw new Error(`the cell failed: ${run.evalue ?? run.stderr}`);
    return run.stdout.trim();
  };

  const chat = `const chat = (net: Pick<Stack, "tcp">) => { const hall = room<string>(); return net.tcp.listen(async c => { const s = c.lines(), m = hall.join((await s.recv()) ?? '?', s);
  for await (const line of s) hall.broadcast(\`\${m.name}: \${line}\`, m); m.leave() }, { name: 'chat' }) };`;

  test("three clients chat, each from a cell of its own", async () => {
    await output(chat);
    await output("const served = await chat({ tcp: tcp })");
    for (const name of ["ann", "bob", "cid"])
      await output(`const ${name} = (await tcp.connect(served)).lines(); await ${name}.send("${name}")`);
    // A name that has come has been read by the next turn of the loop.
    await output('while (served.transcript.bytes < "ann\\nbob\\ncid\\n".length) await settle(1)');
    await output('await ann.send("hello")');
    expect(await output("console.log(await bob.recv(), await cid.recv())")).toBe("ann: hello ann: hello");
    await output('await bob.connection.close(); await cid.send("bob left")');
    expect(await output("console.log(await ann.recv())")).toBe("cid: bob left");
  });

  test("the cell that makes the chat can be run again, and leaves nothing of the old one behind", async () => {
    await output("const served = await chat({ tcp: tcp })");
    expect(
      await output('console.log(await ann.recv(), handles().map((h) => h.kind + " " + h.name).join())'),
    ).toBe("null tcp connection client-1,tcp connection client-3,tcp server chat");
    await output("await closeAll()");
  });

  test("a room's card follows it from cell to cell", async () => {
    await output(
      'const hall = room({ name: "hall" }); const door = await tcp.listen(async (c) => { const s = c.lines(); hall.join((await s.recv())!, s); for await (const _ of s); }, { name: "door" })',
    );
    const shown = await kernel.run("hall.show()");
    expect(shown.displays[0]!.data["text/plain"]).toContain("0 members, 0 messages to all");
    const later = await kernel.run(
      'const dan = (await tcp.connect(door)).lines(); await dan.send("<b>dan</b>"); while (hall.members.length < 1) await settle(1); hall.broadcast("hi"); await dan.recv(); await settle(1)',
    );
    const update = later.displays
      .filter(({ displayId }) => displayId === shown.displays[0]!.displayId)
      .at(-1)!;
    expect(update.data["text/plain"]).toContain(
      "1 member, 1 message to all\n  <b>dan</b>  1 sent, 0 queued, 0 dropped",
    );
    expect(update.data["text/html"]).toContain("&lt;b&gt;dan&lt;/b&gt;");
    await output("await closeAll()");
  });

  test("a codec that a cell makes is used in the next, with its types", async () => {
    await output(
      'const shout = { name: "shouts", encode: (text: string) => text + "!", decode: (bytes: import("netcell").ReceivedBytes) => bytes.indexOf("!") < 0 ? undefined : String(bytes.take(bytes.indexOf("!") + 1)).slice(0, -1) }',
    );
    await output(
      "const far = await tcp.listen(async (c) => { for await (const m of c.framed(shout)) await c.framed(shout).send(m.toUpperCase()) })",
    );
    await output("const near = (await tcp.connect(far)).framed(shout); await near.send('hey')");
    expect(
      await output("console.log((await near.recv()).length, framing.decoder(shout).push('a!b!c'))"),
    ).toBe("3 [ 'a', 'b' ]");
    await output("await closeAll()");
  });

  test("a ticker prints in the cell that made it, and stops when that cell runs again", async () => {
    const cell = 'let calls = 0; const loop = ticker(200, () => { if (++calls === 2) console.log("ticks") })';
    const first = await kernel.run(cell);
    await output("while (calls < 5) await settle(5); (globalThis as any).before = loop");
    await expect.poll(() => kernel.later(first).stdout, { interval: 10 }).toBe("ticks\n");
    await kernel.run(cell);
    expect(
      await output(
        'while ((globalThis as any).before.state === "open") await settle(1); console.log((globalThis as any).before.state, loop.state)',
      ),
    ).toBe("closed open");
    await kernel.run('const named = ticker(100, () => {}, { name: "game" })');
    await kernel.run('const again = ticker(100, () => {}, { name: "game" })');
    expect(await output("await named.closed; console.log(named.state, again.state)")).toBe("closed open");
    expect(await output("await closeAll(); console.log(again.state, handles().length)")).toBe("closed 0");
  });

  test("the kernel exits by itself with a chat and a ticker running", async () => {
    await output(
      "const served = await chat({ tcp: tcp }); const eve = (await tcp.connect(served)).lines(); await eve.send('eve')",
    );
    await output('const endless = ticker(50, () => {}); const all = room({ name: "all" }); all.show()');
    expect(await kernel.leave()).toMatchObject({ code: 0, signal: null });
  });
});
