/** What a student writes, three lines a cell, each cell in the real kernel as it would be typed. */
import { afterAll, beforeEach, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";
import { prepareOnce } from "../support/prepare-once";

let kernel: TestKernel;
beforeEach(
  prepareOnce(async () => {
    kernel = await startKernel();
    await ran(
      'import { check, closeAll, http, impair, os, room, settle, tcp, udp, type Stack } from "netcell"',
    );
  }),
);
afterAll(() => kernel.stop());

/** Runs a cell that must not fail. */
async function ran(code: string) {
  const run = await kernel.run(code);
  if (run.status !== "ok") throw new Error(`the cell failed: ${run.evalue}`);
  return run;
}

test("an echo server, and its card", async () => {
  const run = await ran(
    "const echo = await tcp.listen(async c => { for await (const b of c) await c.send(b) }, { name: 'echo' }); echo.show();",
  );
  expect(run.displays[0]!.data["text/plain"]).toContain("tcp server echo: open");
});

test("a client of it, and an answer that is checked", async () => {
  const run = await ran(
    "const me = await tcp.connect(echo); await me.send('hi\\n'); const got = await me.recvUntil('\\n'); check('00.1', got.length); got.length",
  );
  expect(run.stdout.trim().split("\n").at(-1)).toBe("3");
});

test("accept() after connect() in one cell: no deadlock, the system finishes the handshake first", async () => {
  await ran(
    "const plain = await tcp.listen(); const c1 = await tcp.connect(plain); const s1 = await plain.accept();",
  );
  expect((await ran("s1.remote.port === c1.local.port")).stdout.trim()).toBe("true");
});

test("a way that loses and reorders: fifty datagrams, fifty decisions, the same for everybody", async () => {
  await ran(
    "const sink = await udp.bind(); const bad = await impair.udp(sink, { loss: 0.2, reorder: 0.1, seed: 7 });",
  );
  const run = await ran(
    "const u = await udp.bind(); for (let i = 0; i < 50; i++) await u.sendTo(String(i), bad); await settle(200); bad.decisions.length",
  );
  expect(run.stdout.trim()).toBe("50");
  const lost = await ran("bad.decisions.filter((d) => d.lost).map((d) => d.index).join()");
  expect(lost.stdout.trim()).toMatch(/^\d+(,\d+)+$/);
});

test("a chat that is given its stack", async () => {
  await ran(
    `const chat = (net: Stack) => { const hall = room<string>(); return net.tcp.listen(async c => { const s = c.lines(), m = hall.join((await s.recv()) ?? '?', s);
  for await (const line of s) hall.broadcast(\`\${m.name}: \${line}\`, m); m.leave() }, { port: 0, name: 'chat' }) };
const server = await chat(os);`,
  );
  await ran(
    "const ann = (await tcp.connect(server)).lines(), bob = (await tcp.connect(server)).lines(); await bob.send('bob'); await ann.send('ann');",
  );
  const run = await ran(
    "let told = null; while (told === null) { await ann.send('hello'); told = await bob.recv({ timeout: 200 }).catch(() => null) } told",
  );
  expect(run.stdout.trim()).toBe("ann: hello");
});

test("a REST service, and the request as it was on the wire", async () => {
  const run = await ran(
    "const api = await http.serve({ 'GET /todos/:id': x => ({ id: x.params.id }) }); new TextDecoder().decode((await http.client(api).get('/todos/1')).raw.request);",
  );
  expect(run.stdout).toMatch(/^GET \/todos\/1 HTTP\/1\.1\r?\n/);
});

test("and all of it goes with one word", async () => {
  await ran("await closeAll()");
  expect(
    (await ran("[echo, plain, sink, bad, server, api].every((h) => h.state === 'closed')")).stdout.trim(),
  ).toBe("true");
});
