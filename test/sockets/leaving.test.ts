/** How a kernel leaves with everything open: at once, and nothing stays behind, neither a process nor a port nor a file. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processesMarked, processList } from "../kernel/processes";
import { capturer } from "../support/capture";
import { startKernel, type TestKernel } from "../support/kernel";
import { requires } from "../support/requires";

const posix = requires({ name: "Unix-domain sockets", met: process.platform !== "win32" }, processList);

/** Where the kernels of a test put temporary things; also what marks their processes. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leaving-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (plugin = true) => startKernel({ plugin, env: { TMPDIR: folder } });
const given = () => join(folder, "given.sock");

/** Something of everything, with traffic under way, and handlers that never return. */
const everything = `import { child, http, impair, room, socketpair, tcp, ticker, tls, udp, unix, websocket } from "netcell";
  const never = () => new Promise(() => {});
  const t = await tcp.listen(never), tc = await tcp.connect(t); tc.send(new Uint8Array(1 << 20)).catch(() => {});
  const s = await tls.listen(never), sc = await tls.connect(s); sc.send(new Uint8Array(1 << 20)).catch(() => {});
  const api = await http.serve({ "GET /": never, "GET /talk": websocket.route(never) });
  const client = http.client(api); client.get("/").catch(() => {});
  const talk = await websocket.connect(api.url + "/talk"); talk.send("x").catch(() => {});
  const u = await udp.bind(), uc = await udp.bind();
  const slow = await impair.tcp(t, { latency: 60_000 }), late = await impair.udp(u, { delay: 60_000 });
  const through = await tcp.connect(slow); await through.send("x"); await uc.sendTo("x", late);
  const path = await unix.listen(never), pc = await unix.connect(path);
  const given = await unix.listen(undefined, { path: process.env.TMPDIR + "/given.sock" });
  const [left, right] = await socketpair(); left.send(new Uint8Array(1 << 20)).catch(() => {});
  const hall = room({ name: "hall" }); hall.join("ann", pc.lines());
  const game = ticker(50, () => hall.broadcast("tick"));
  for (const each of [t, api, u, given, tc, hall, game]) each.show();`;

/** A child of the kernel, here one that does what its program says. */
const andChild = (program: string) =>
  `const running = await child(process.execPath, ["-e", \`${program}; console.log("up")\`]); await running.recv()`;

const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
const attentive = "process.stdin.resume()";

interface Opened {
  readonly ports: number[];
  readonly path: string;
}

/** Opens it all, and says what to look for. */
async function opened(kernel: TestKernel, ...cells: string[]): Promise<Opened> {
  for (const cell of [everything, ...cells]) await output(kernel, cell);
  const opened: Opened = JSON.parse(
    await output(
      kernel,
      "console.log(JSON.stringify({ ports: [t, s, api, slow].map((each) => each.endpoint.port), path: path.endpoint.address }))",
    ),
  );
  expect(await Promise.all(opened.ports.map(answers))).toEqual([true, true, true, true]);
  expect([existsSync(opened.path), existsSync(given())]).toEqual([true, true]);
  return opened;
}

async function output(kernel: TestKernel, code: string): Promise<string> {
  const run = await kernel.run(code);
  if (run.status !== "ok") throw new Error(`the cell failed: ${run.evalue ?? run.stderr}`);
  return run.stdout.trim();
}

const processes = () => processesMarked("TMPDIR", folder);

posix.describe.each([{ plugin: false }, { plugin: true }])(
  "a kernel that is restarted with everything open, kernel plugin $plugin",
  ({ plugin }) => {
    test("is gone within a second, and so is all of it", async () => {
      const kernel = await start(plugin);
      const { ports } = await opened(kernel, andChild(stubborn));
      expect(processes()).toHaveLength(2);
      // Nobody helps it along, as stop() would.
      const asked = performance.now();
      kernel.request("control", "shutdown_request", { restart: true });
      expect(await kernel.died).toMatchObject({ code: 0, signal: null });
      expect(performance.now() - asked).toBeLessThan(1000);
      await expect.poll(processes).toEqual([]);
      expect(await Promise.all(ports.map(answers))).toEqual([false, false, false, false]);
      expect(readdirSync(folder)).toEqual([]);
    });
  },
);

requires(capturer("tcpdump"), processList).test(
  "a kernel that is stopped while it captures leaves no tool at work",
  async () => {
    const kernel = await start();
    const capturing =
      'import { capture } from "netcell"; const wire = await capture({ filter: "tcp or udp" }); wire.show()';
    await opened(kernel, andChild(attentive), capturing);
    expect(processes().join("\n")).toContain("tcpdump");
    expect(await kernel.leave()).toMatchObject({ code: 0, signal: null });
    await expect.poll(processes).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  },
);

posix.test("after a kernel that was killed the next one tidies up, and takes the path over", async () => {
  const killed = await start();
  const { path } = await opened(killed, andChild(attentive));
  process.kill(killed.pid, "SIGKILL");
  await killed.died;
  // Nobody could end the child; it finds its input at the end.
  await expect.poll(processes).toEqual([]);
  expect([existsSync(path), existsSync(given())]).toEqual([true, true]);
  const next = await start();
  const cell =
    'import { unix } from "netcell"; const given = await unix.listen({ path: process.env.TMPDIR + "/given.sock" }); const own = await unix.listen(); console.log(given.state, own.state)';
  expect(await output(next, cell)).toBe("open open");
  expect(existsSync(dirname(path))).toBe(false);
  await next.stop();
  expect(readdirSync(folder)).toEqual([]);
});

/** Does somebody listen on this port? */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
