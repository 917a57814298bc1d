/** In the real kernel an interrupt ends every kind of wait, and keeps what is open. */
import { afterAll, beforeEach, expect, test } from "vitest";
import { capturer } from "../support/capture";
import { startKernel, type TestKernel } from "../support/kernel";
import { prepareOnce } from "../support/prepare-once";
import { requires } from "../support/requires";

const posix = requires({ name: "Unix-domain sockets", met: process.platform !== "win32" });

/** Each call that waits, in a cell where nothing comes; all of them would wait for ever. */
const waits: { readonly [name: string]: string } = {
  "accept()": "await server.accept(forever)",
  "accept() on a path": "await local.accept(forever)",
  "recv()": "await near.recv(forever)",
  "recv() on a path": "await pair[0].recv(forever)",
  "recv() from a child process": "await cat.recv(forever)",
  "recvExactly()": "await near.recvExactly(10, forever)",
  "recvUntil()": 'await near.recvUntil("\\n", forever)',
  "lines().recv()": "await near.lines().recv(forever)",
  "framed().recv()": "await near.framed(framing.fixed(4)).recv(forever)",
  "send() to a peer that does not read": "for (;;) await pair[1].send(new Uint8Array(1 << 20), forever)",
  "shutdown() with a peer that does not read": 'await full.shutdown("write", forever)',
  "connect() to a server that accepts nobody": "for (;;) await tcp.connect(busy, forever)",
  "recvFrom()": "await datagrams.recvFrom(forever)",
  "settle()": "await settle(Infinity)",
  "connect() over TLS to who says nothing": "await tls.connect(silent, forever)",
  "accept() over TLS": "await secret.accept(forever)",
  "a request that is not answered": 'await http.client(silent).get("/", forever)',
  "websocket.connect() to who says nothing": "await websocket.connect(silentUrl, forever)",
  "recv() on a WebSocket": "await socket.recv(forever)",
  "closed, which takes no deadline": "await server.closed",
  "closed in a race": "await Promise.race([server.closed, local.closed])",
  "exited, which takes no deadline": "await cat.exited",
  "left, which takes no deadline": "await member.left",
};

/** Loops take no deadline: they wait 5 s, as calls do unless told otherwise. */
const loops: { readonly [name: string]: string } = {
  "a loop over a server": "for await (const client of server) client",
  "a loop over a connection": "for await (const bytes of near) bytes",
  "a loop over lines": "for await (const line of near.lines()) line",
};

posix.describe("an interrupt ends", () => {
  let kernel: TestKernel;
  const run = async (code: string) => {
    const done = await kernel.run(code);
    if (done.status !== "ok") throw new Error(`the cell failed: ${done.evalue}`);
    return done.stdout.trim();
  };

  beforeEach(
    prepareOnce(async () => {
      kernel = await startKernel();
      await run(
        'import { capture, child, closeAll, families, framing, handles, http, room, settle, socketpair, tcp, tls, udp, unix, websocket } from "netcell"; const forever = { timeout: Infinity }',
      );
      await run(
        'const server = await tcp.listen({ name: "server" }); const local = await unix.listen({ name: "local" })',
      );
      await run(
        "const near = await tcp.connect(await tcp.listen(() => {})); const datagrams = await udp.bind()",
      );
      await run(`const silent = await tcp.listen(() => {}); const silentUrl = "ws://127.0.0.1:" + silent.endpoint.port; const secret = await tls.listen();
      const site = await http.serve({ "GET /": websocket.route(() => {}) }); const socket = await websocket.connect(site.url);
      const member = room<string>({ name: "hall" }).join("ann", near.lines())`);
      await run('const pair = await socketpair(); const cat = await child("cat")');
      await run(`const [full] = await socketpair();
      try { for (;;) await full.send(new Uint8Array(1 << 20), { timeout: 1000 }) } catch (error) { console.log(error.code) }`);
      // Its process stands still: the operating system takes as many connections as fit, and then answers nobody.
      await run(`const stopped = await child(process.execPath, ["-e",
        'const s = require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => process.stdout.write(s.address().port + "\\\\n"))']);
      const busy = Number(await stopped.lines().recv());
      process.kill(stopped.pid, "SIGSTOP")`);
    }),
  );
  afterAll(() => kernel.stop());

  test.each(Object.entries({ ...waits, ...loops }))("%s", async (_name, wait) => {
    const before = await run("console.log(handles().filter((h) => h.state === 'open').length)");
    const waiting = kernel.start(
      `globalThis.ended = "nothing"; setTimeout(() => console.log("waiting"), 20); try { ${wait} } catch (error) { globalThis.ended = error.code; throw error }`,
      { onMessage: (message) => void (message.header.msg_type === "stream" && kernel.interrupt()) },
    );
    expect((await waiting.finished).status).toBe("error");
    expect(await run("console.log(globalThis.ended)")).toBe("EINTR");
    const after = await run("console.log(handles().filter((h) => h.state === 'open').length)");
    expect(Number(after)).toBeGreaterThanOrEqual(Number(before));
  });

  test.each([
    [
      "server.closed",
      "waiting for server to close was interrupted (EINTR). It is still open: close() closes it",
    ],
    ["cat.exited", "waiting for cat-1 to end was interrupted (EINTR). It still runs: close() ends it"],
    [
      "member.left",
      "waiting for ann to leave was interrupted (EINTR). It is still in the room: leave() takes it out",
    ],
  ])("%s with words about what to do instead", async (property, words) => {
    const waiting = kernel.start(
      `setTimeout(() => console.log("waiting"), 20); try { await ${property} } catch (error) { globalThis.ended = error.message; throw error }`,
      { onMessage: (message) => void (message.header.msg_type === "stream" && kernel.interrupt()) },
    );
    expect((await waiting.finished).status).toBe("error");
    expect(await run("console.log(globalThis.ended)")).toContain(words);
  });

  test("nothing that is only to be done when a handle closes", async () => {
    await run(
      'const other = await tcp.listen({ name: "other" }); globalThis.why = "not yet"; void other.closed.then(({ by }) => { globalThis.why = by })',
    );
    const waiting = kernel.start(
      'setTimeout(() => console.log("waiting"), 20); await server.accept(forever)',
      {
        onMessage: (message) => void (message.header.msg_type === "stream" && kernel.interrupt()),
      },
    );
    await waiting.finished;
    expect(await run("console.log(globalThis.why); await other.close(); console.log(globalThis.why)")).toBe(
      "not yet\nlocal",
    );
  });

  requires(capturer("tcpdump")).test("next() of a capture", async () => {
    await run("const wire = await capture({ port: 9 })");
    const waiting = kernel.start(
      'setTimeout(() => console.log("waiting"), 20); try { await wire.next(forever) } catch (error) { globalThis.ended = error.code; throw error }',
      { onMessage: (message) => void (message.header.msg_type === "stream" && kernel.interrupt()) },
    );
    await waiting.finished;
    expect(await run("console.log(globalThis.ended, wire.state)")).toBe("EINTR open");
  });

  test("no wait of anything that lives on: the child process and the servers are as they were", async () => {
    await run('await cat.send("alive")');
    expect(await run("console.log(String(await cat.recv()), server.state, local.state)")).toBe(
      "alive open open",
    );
  });

  test("and a cell that forgets to await closeAll() is told that it does", async () => {
    const shown = await run("closeAll()");
    expect(shown).toMatch(/^closing \d+ handles; to wait until that is done, write: await closeAll\(\)$/);
    expect(await run("await closeAll(); console.log(handles().length)")).toBe("0");
  });
});
