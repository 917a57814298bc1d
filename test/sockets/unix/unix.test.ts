/** Unix-domain sockets over the file system of this machine, in plain Node. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, connect as rawConnect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { closeAll, handles, type NetcellError, socketpair, tcp, unix } from "../../../lib";
import { pathLimit } from "../../../lib/sockets/unix/path";
import { requires } from "../../support/requires";

const root = resolve(import.meta.dirname, "../../..");
const posix = requires({ name: "Unix-domain sockets", met: process.platform !== "win32" });
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => new Error("no error"),
    (error: NetcellError) => error,
  );

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "unix-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => closeAll());

posix.describe("a Unix-domain server", () => {
  test("is a server like TCP's: a dialogue, a half-close, two ends that are told apart", async () => {
    const server = await unix.listen(undefined, { name: "chat" });
    const near = await unix.connect(server, { name: "ada" });
    const far = await server.accept();
    await near.send("hi");
    await near.shutdown();
    expect([String(await far.recv()), await far.recv()]).toEqual(["hi", null]);
    await far.send("answer");
    expect(String(await near.recv())).toBe("answer");
    expect([near.kind, server.kind, near.tcpState, server.tcpState]).toEqual([
      "unix connection",
      "unix server",
      undefined,
      undefined,
    ]);
    expect(near.remote).toEqual({ address: server.endpoint.address, port: 0, family: "unix" });
    expect(near.local).toEqual({ address: "", port: 0, family: "unix" });
    expect([...near.transcript].map(({ from, to, event }) => `${from} ${event} ${to}`).slice(0, 2)).toEqual([
      `ada connect unix:${server.endpoint.address}`,
      `ada data unix:${server.endpoint.address}`,
    ]);
    expect([...server.transcript][0]!.from).toBe("client of chat#1");
    expect(String(far)).toContain("(open, the peer sends no more)");
  });

  test("reads the same in every run where that is asked", async () => {
    const server = await unix.listen((c) => c.send("x"), { name: "greeter" });
    const me = await unix.connect(server, { name: "me" });
    await me.recv();
    expect(String(me.transcript.normalized())).toContain("me → greeter  connect");
  });

  test("has a path that only this user can reach, and that is gone after close", async () => {
    const server = await unix.listen();
    const { address: path } = server.endpoint;
    expect([mode(path), mode(dirname(path)), lstatSync(path).isSocket()]).toEqual(["600", "700", true]);
    await server.close();
    expect([existsSync(path), existsSync(dirname(path))]).toEqual([false, false]);
  });

  test("makes a path that was asked for with mode 600, too, and leaves the folder", async () => {
    const path = join(folder, "asked.sock");
    const server = await unix.listen({ path });
    expect([server.endpoint.address, mode(path)]).toEqual([path, "600"]);
    await closeAll();
    expect([existsSync(path), existsSync(folder)]).toEqual([false, true]);
  });

  test("that runs again takes its path over", async () => {
    const before = await unix.listen(undefined, { name: "again" });
    const after = await unix.listen(undefined, { name: "again" });
    expect(after.endpoint).toEqual(before.endpoint);
    expect([before.state, after.state, (await before.closed).by]).toEqual(["closed", "open", "rerun"]);
    const path = join(folder, "again.sock");
    await unix.listen({ path });
    await unix.listen({ path });
    expect(handles().filter((handle) => handle.name === `unix:${path}`)).toHaveLength(1);
  });

  test("takes over the path of a program that was killed", async () => {
    const path = join(folder, "stale.sock");
    const script = `require("node:net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
    spawnSync(process.execPath, ["-e", script]);
    expect(lstatSync(path).isSocket()).toBe(true);
    expect(await errorOf(unix.connect(path))).toMatchObject({ code: "ECONNREFUSED" });
    const server = await unix.listen((c) => c.send("mine now"), { path });
    expect(String(await (await unix.connect(server)).recv())).toBe("mine now");
  });

  test("leaves the path of a living program alone, and says whose it is", async () => {
    const path = join(folder, "living.sock");
    const other = createServer(() => {}).listen(path);
    await once(other, "listening");
    const error = await errorOf(unix.listen({ path }));
    expect(error.message).toBe(
      `${path} is held by a living program (EADDRINUSE). Leave out "path" to get one of its own, or give another.`,
    );
    await once(rawConnect(path), "connect");
    other.close();
    const own = join(folder, "own.sock");
    await unix.listen({ path: own, name: "mine" });
    expect((await errorOf(unix.listen({ path: own, name: "other" }))).message).toContain(
      `held by this notebook's own server "mine"`,
    );
  });

  test("never deletes what is no socket", async () => {
    const path = join(folder, "notes.txt");
    writeFileSync(path, "precious");
    expect(await errorOf(unix.listen({ path }))).toMatchObject({
      code: "EADDRINUSE",
      message: expect.stringContaining(`${path} is a file, not a socket`),
    });
    expect((await errorOf(unix.listen({ path: folder }))).message).toContain("is a folder, not a socket");
    expect(readFileSync(path, "utf8")).toBe("precious");
  });

  test("explains how long a path may be, where Node would cut it", async () => {
    const fits = join(folder, "x".repeat(pathLimit - folder.length - 1));
    expect((await unix.listen({ path: fits })).endpoint.address).toBe(fits);
    expect(await errorOf(unix.listen({ path: `${fits}x` }))).toMatchObject({
      code: "ENAMETOOLONG",
      hint: expect.stringContaining(`holds ${pathLimit} bytes`),
    });
    expect(await errorOf(unix.connect(`${fits}x`))).toMatchObject({ code: "ENAMETOOLONG" });
  });

  test.each([
    ["a folder that does not exist", () => unix.listen({ path: "/nowhere/at/all.sock" }), "ENOENT"],
    ["a path where nothing is", () => unix.connect("/nowhere.sock"), "ENOENT"],
    ["an abstract name, which has no owner", () => unix.listen({ path: "\0chat" }), "EINVAL"],
    ["no text", () => unix.listen({ path: 5 as never }), "EINVAL"],
    ["nothing to connect to", () => unix.connect(undefined as never), "EINVAL"],
    ["a promise of a server", () => unix.connect(unix.listen().catch(() => {}) as never), "EINVAL"],
    ["a TCP server", async () => unix.connect(await tcp.listen()), "EAFNOSUPPORT"],
    ["a path, given to TCP", async () => tcp.connect(await unix.listen()), "EAFNOSUPPORT"],
  ])("%s is refused in words", async (_name, call, code) => {
    expect(await errorOf(call())).toMatchObject({ name: "NetcellError", code });
  });

  test("turns away more clients than maxConnections", async () => {
    const server = await unix.listen(() => {}, { maxConnections: 1 });
    await unix.connect(server);
    const second = await unix.connect(server);
    expect(await second.recv().catch((error: NetcellError) => error.code)).toBeOneOf([null, "ECONNRESET"]);
    await expect.poll(() => server.turnedAway).toBe(1);
  });
});

posix.describe("abort over AF_UNIX", () => {
  test("ends both directions, and the peer reads an end: there is no reset", async () => {
    const [near, far] = await socketpair();
    await near.abort();
    expect(await far.recv()).toBeNull();
    expect([...near.transcript].map((row) => row.event)).toEqual(["connect", "fin"]);
  });
});

posix.describe("socketpair", () => {
  test("gives two ends of one stream, without a port and without a path", async () => {
    const before = readdirSync(tmpdir()).sort();
    const [left, right] = await socketpair({ name: "lr" });
    expect(readdirSync(tmpdir()).sort()).toEqual(before);
    await left.send("to the right");
    await right.send("to the left");
    expect([String(await right.recv()), String(await left.recv())]).toEqual(["to the right", "to the left"]);
    expect([left.local, right.remote]).toEqual(Array(2).fill({ address: "", port: 0, family: "unix" }));
    expect(String(left.transcript.normalized())).toContain("lr.a → lr.b     12 B  to the right");
    await left.close();
    expect(await right.recv()).toBeNull();
  });

  test("can be run again", async () => {
    const [first] = await socketpair({ name: "pair" });
    await socketpair({ name: "pair" });
    expect([first.state, handles().length]).toEqual(["closed", 2]);
  });
});

posix.describe("a process that ends", () => {
  const listening = `
    const { unix } = require(${JSON.stringify(root)});
    unix.listen().then((server) => console.log(server.endpoint.address)).then(() => setTimeout(() => {}, 60_000))`;

  test("by itself leaves nothing on disk, though its servers are open", () => {
    const path = join(folder, "left.sock");
    const script = `const { unix } = require(${JSON.stringify(root)});
      unix.listen().then((own) => unix.listen({ path: ${JSON.stringify(path)} }).then(() => console.log(own.endpoint.address)))`;
    const own = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim();
    expect(own).toMatch(/netcell-\d+-\w+\/server-1\.sock$/);
    expect([existsSync(dirname(own)), existsSync(path)]).toEqual([false, false]);
  });

  test("by force leaves its path to the next, which removes it; a living one's stays", async () => {
    const start = async () => {
      const child = spawn(process.execPath, ["-e", listening], { stdio: ["ignore", "pipe", "inherit"] });
      const [line] = await once(child.stdout, "data");
      return { child, path: String(line).trim() };
    };
    const [killed, living] = await Promise.all([start(), start()]);
    killed.child.kill("SIGKILL");
    await once(killed.child, "exit");
    expect(existsSync(killed.path)).toBe(true);
    const next = await start();
    expect([existsSync(dirname(killed.path)), existsSync(living.path)]).toEqual([false, true]);
    for (const { child } of [living, next]) child.kill("SIGTERM");
    await Promise.all([living, next].map(({ child }) => once(child, "exit")));
    for (const { path } of [living, next]) rmSync(dirname(path), { recursive: true });
  });
});
