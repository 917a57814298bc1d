/** WebSocket and TLS in the real kernel: they never keep it from leaving. */
import { expect, test } from "vitest";
import { startKernel } from "../../support/kernel";

test("the kernel exits by itself, at once, with WebSockets and connections over TLS open", async () => {
  const kernel = await startKernel();
  const run = await kernel.run(
    [
      'import { http, tls, websocket } from "netcell"',
      'const chat = await http.serve({ "GET /": websocket.route(async (s) => { for await (const m of s) await s.send(m) }) }, { tls: true })',
      "const me = await websocket.connect(chat.url)",
      'await me.send("hi"); await me.recv()',
      "const secret = await tls.listen(); const you = await tls.connect(secret)",
      "void you.recv({ timeout: Infinity }).catch(() => {}); you.tls.protocol",
    ].join("\n"),
  );
  expect(run).toMatchObject({ status: "ok", stdout: "TLSv1.3\n" });
  expect(await kernel.leave()).toMatchObject({ code: 0, signal: null });
});
