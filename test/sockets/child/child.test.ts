/** A child process at the other end of a socket, in plain Node. */
import { execFileSync, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { child, closeAll, handles, type NetcellError } from "../../../lib";
import { program, requires } from "../../support/requires";

const root = resolve(import.meta.dirname, "../../..");
const posix = requires({ name: "Unix-domain sockets", met: process.platform !== "win32" });
const node = (script: string, options?: Parameters<typeof child>[2]) =>
  child(process.execPath, ["-e", script], options);

afterEach(() => closeAll());

/** Does the process run? A dead one whose parent has not asked for its exit code (Z) does not. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

posix.describe("a child process", () => {
  test("reads what is sent and answers on the same connection", async () => {
    const cat = await child("cat", [], { name: "echo" });
    await cat.send("hello");
    expect(String(await cat.recv())).toBe("hello");
    expect([cat.kind, cat.remote.family, isAlive(cat.pid)]).toEqual(["child process", "unix", true]);
    expect([...cat.transcript].map(({ from, to, event }) => `${from} → ${to} ${event}`)).toEqual([
      "parent → echo connect",
      "parent → echo data",
      "echo → parent data",
    ]);
    expect(String(cat)).toBe(`child process 'echo' parent → echo (process ${cat.pid}) (open)`);
  });

  test("sees the end of its input after shutdown(), and its answer arrives whole, however long", async () => {
    const sorter = await child("sort", ["-r"]);
    await sorter.send("a\nb\n");
    await sorter.shutdown();
    expect([String(await sorter.recv()), await sorter.recv()]).toEqual(["b\na\n", null]);
    expect(await sorter.exited).toEqual({ code: 0, signal: null });
    const flood = await node('process.stdout.write("x".repeat(900_000))');
    await flood.closed;
    let length = 0;
    for await (const bytes of flood) length += bytes.length;
    expect(length).toBe(900_000);
    expect(await flood.closed).toEqual({ by: "peer" });
    expect(await flood.recv()).toBeNull();
  });

  test("says how it ended", async () => {
    const failing = await node("process.exit(3)");
    await failing.closed;
    expect(String(failing)).toContain("(closed by the peer, exit code 3)");
    const killed = await child("cat");
    process.kill(killed.pid, "SIGTERM");
    await killed.closed;
    expect(String(killed)).toContain("ended by SIGTERM");
  });

  test("is ended by close(): at once where it heeds the end of its input, else by force, with all that it started", async () => {
    const polite = await child("cat");
    await polite.close({ grace: 20_000 });
    expect(await polite.exited).toEqual({ code: 0, signal: null });
    const stubborn = await node(
      `const { spawn } = require("node:child_process");
       const grandchild = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
       process.stdout.write(String(grandchild.pid)); setInterval(() => {}, 1000);`,
    );
    const grandchild = Number(String(await stubborn.recv()));
    expect(isAlive(grandchild)).toBe(true);
    await stubborn.close({ grace: 50 });
    expect(await stubborn.exited).toEqual({ code: null, signal: "SIGKILL" });
    await expect.poll(() => isAlive(grandchild)).toBe(false);
  });

  test("takes its arguments as they are, through no shell", async () => {
    const echo = await child("printf", ["%s", "$HOME; `id` 'x' *"]);
    expect(String(await echo.recv())).toBe("$HOME; `id` 'x' *");
  });

  test("starts in the folder and with the variables it is given", async () => {
    const options = { cwd: tmpdir(), env: { COURSE: "sockets" } };
    const where = await node("process.stdout.write(process.cwd() + ' ' + process.env.COURSE)", options);
    expect(String(await where.recv())).toBe(
      `${execFileSync("pwd", ["-P"], { cwd: tmpdir(), encoding: "utf8" }).trim()} sockets`,
    );
  });

  test("has its standard error shown, and no more of it than one can read", async () => {
    const written: string[] = [];
    const { write } = process.stderr;
    process.stderr.write = ((text: string) => written.push(text) > 0) as typeof write;
    try {
      const noisy = await node('process.stderr.write("x".repeat(1_000_000))', { name: "noisy" });
      await noisy.exited;
      await expect.poll(() => written.join("")).toContain("noisy: more on standard error is left out");
    } finally {
      process.stderr.write = write;
    }
    expect(written.join("").length).toBeLessThan(256 * 1024);
  });

  test("of the same name is replaced", async () => {
    const first = await child("cat", [], { name: "one" });
    const second = await child("cat", [], { name: "one" });
    expect([first.state, second.state, handles().length]).toEqual(["closed", "open", 1]);
    expect(isAlive(first.pid)).toBe(false);
  });

  test.each([
    ["a program that does not exist", () => child("no-such-program"), "ENOENT"],
    ["a command line in one string", () => child("cat -n"), "ENOENT"],
    ["a file that is no program", () => child("/etc/passwd"), "EACCES"],
    ["a folder that does not exist", () => child("cat", [], { cwd: "/nowhere" }), "ENOENT"],
    ["nothing", () => child("" as never), "EINVAL"],
    ["arguments that are no list", () => child("cat", "-n" as never), "EINVAL"],
    ["more arguments than fit", () => child("cat", ["x".repeat(10_000_000)]), "E2BIG"],
  ])("%s is refused in words", async (_name, call, code) => {
    const error: NetcellError = await call().then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).toMatchObject({ name: "NetcellError", code });
    expect(handles()).toHaveLength(0);
  });

  test("does not outlive the process that started it, and does not keep it alive", async () => {
    const script = `const { child } = require(${JSON.stringify(root)});
      child(process.execPath, ["-e", "setInterval(() => {}, 1000)"]).then((it) => console.log(it.pid))`;
    const pid = Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8", timeout: 10_000 }));
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

requires(program("python3")).test(
  "a program in another language has a real socket for its standard input",
  async () => {
    const script = `
import socket
peer = socket.socket(fileno=0)
peer.sendall((peer.family.name + " " + peer.type.name + " " + peer.recv(100).decode()).encode())`;
    const python = await child("python3", ["-c", script]);
    await python.send("hi");
    expect(String(await python.recv())).toBe("AF_UNIX SOCK_STREAM hi");
  },
);
