/** Notebooks executed through a real Jupyter Server, and through a network that is not as it should be. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { KernelHost } from "../../../lib/runner/kernel/kernel";
import type { CodeCell, Notebook, Output } from "../../../lib/runner/nbformat/notebook";
import { type ServerOptions, serverHost } from "../../../lib/runner/remote/server";
import { type RunReport, runNotebook } from "../../../lib/runner/run-notebook";
import { jupyterLabProgram, type RunningLab, repository, startLab } from "../../support/jupyterlab";
import { prepareOnce } from "../../support/prepare-once";
import { requires } from "../../support/requires";
import { type Relay, relayTo } from "./relay";

const netcell = join(repository, "dist/cli/main.js");
const base = "/my/base/";

/** What a server's kernel and our own have to agree in, output by output. */
const cells: ReadonlyArray<string | [source: string, tag: string]> = [
  'console.log("out"); console.error("err"); process.env.NETCELL_EXPORT',
  'import { newDisplay } from "tslab";\nconst card = newDisplay();\ncard.html("<b>1</b>");',
  'setTimeout(() => console.log("late"), 20);\ncard.html("<b>2</b>");\n[1, "two", { three: 3 }]',
  ['function f() { throw new RangeError("too far"); }\nf();', "raises-exception"],
  ["let n: number = 'text';", "raises-exception"],
  'import { handles, tcp } from "netcell";\nconst echo = await tcp.listen(async (c) => { await c.send("hi") }, { name: "echo" });\nhandles()',
  'import { readFileSync } from "node:fs";\nreadFileSync("beside.txt", "utf8")',
  "for (let i = 0; i < 3000; i++) console.log(i)",
  'import { closeAll } from "netcell";\nawait closeAll()',
];

requires(jupyterLabProgram).describe("through a Jupyter Server", () => {
  let home: string;
  let folder: string;
  let lab: RunningLab;
  beforeEach(
    prepareOnce(async () => {
      home = mkdtempSync(join(tmpdir(), "netcell-remote-"));
      folder = join(home, "course");
      mkdirSync(join(folder, "node_modules"), { recursive: true });
      mkdirSync(join(folder, "week 1"));
      symlinkSync(repository, join(folder, "node_modules/netcell"), "junction");
      writeFileSync(join(folder, "week 1/beside.txt"), "beside the notebook");
      lab = await startLab(home, [`--ServerApp.root_dir=${folder}`, `--ServerApp.base_url=${base}`]);
    }),
  );
  const relays = new Set<Relay>();
  afterEach(async () => {
    for (const relay of relays) relay.close();
    relays.clear();
    // Whatever the test was about, it leaves no kernel behind.
    expect(await kernels()).toEqual([]);
  });
  afterAll(async () => {
    await lab?.interrupt();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });

  test("a notebook has the same outputs, byte for byte, as in a kernel of this machine", async () => {
    write("week 1/a.ipynb", cells);
    const there = await run(
      "week 1/a.ipynb",
      "--out",
      "there",
      "--server",
      `${lab.url}${base}lab?token=${lab.token}`,
    );
    expect(there).toMatchObject({ status: 0, stderr: "" });
    const here = await run("week 1/a.ipynb", "--out", "here", "--no-cache");
    expect(here).toMatchObject({ status: 0, stderr: "" });
    expect(read("there/a.ipynb")).toBe(read("here/a.ipynb"));
    expect(read("there/a.ipynb")).toContain("beside the notebook");
    expect(there.stdout + there.stderr).not.toContain(lab.token);
  });

  test("a failing cell fails the run as it does here, and the token may come from the environment", async () => {
    write("bad.ipynb", ["1", 'throw new Error("boom")', "3"]);
    const server = `${lab.url}${base}`;
    const there = await run({ NETCELL_TOKEN: lab.token }, "bad.ipynb", "--out", "bad", "--server", server);
    expect(there.status).toBe(1);
    expect(there.stdout).toMatch(/^FAILED {2}bad\.ipynb/m);
    expect(there.stderr).toMatch(/bad\.ipynb: cell 2 of 3, In \[2\] failed[\s\S]*Error: boom/);
    expect(read("bad/bad.ipynb")).toContain("boom");
  });

  test("a wrong token, or none, is told once, before anything is written", async () => {
    write("x.ipynb", ["1"]);
    const args = ["x.ipynb", "x.ipynb", "--out", "x", "--server", `${lab.url}${base}`];
    const wrong = await run({}, ...args.slice(1), "--token", "not-the-token");
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toBe(
      `netcell: ${lab.url}${base} does not accept the token, or the token does not allow this (403).\n`,
    );
    const none = await run({ NETCELL_TOKEN: "", JUPYTER_TOKEN: "" }, ...args.slice(1));
    expect(none.stderr).toContain("wants a token. Put it into the environment variable NETCELL_TOKEN.");
    expect(() => read("x/x.ipynb")).toThrow("ENOENT");
  });

  test("handouts are made of what the server's kernel showed", async () => {
    write("page.ipynb", ['console.log("six is", 2 * 3)']);
    const made = await execute({}, [
      "handout",
      "page.ipynb",
      "--server",
      `${lab.url}${base}?token=${lab.token}`,
    ]);
    expect(made).toMatchObject({
      status: 0,
      stderr: "",
      stdout: expect.stringContaining("(executed first)"),
    });
    expect(read("page.html")).toContain("six is 6");
  });

  test("a kernel that the server does not have is named, with those that it has", async () => {
    const server = await host();
    const wanted = { notebook: "a.ipynb", language: "javascript", kernelspec: "deno" } as const;
    await expect(server.start(wanted)).rejects.toThrow(
      /^a\.ipynb: http:\S+ has no kernel "deno" and no "jslab"\. It has .*\btslab \(.*\bTypeScript/,
    );
  });

  test("a kernel that a cell kills is dead, what ran is kept, and the one that the server starts instead is ended", async () => {
    const ran = await through(await host(), [
      '"first"',
      'console.log("last words"); setTimeout(() => process.kill(process.pid, "SIGKILL"), 50); await new Promise(() => {});',
      '"never"',
    ]);
    expect(ran.failure?.outcome).toMatchObject({
      kind: "dead",
      error: {
        ename: "KernelDied",
        evalue: "the kernel ended, and was started again by its server, while this cell ran",
      },
    });
    expect(ran.outputs.map((outputs) => outputs.length)).toEqual([1, 2, 0]);
    expect(ran.outputs[1]![0]).toMatchObject({ text: "last words\n" });
  });

  test("a cell that waits for ever is interrupted", async () => {
    const ran = await through(await host(), ['console.log("a"); await new Promise(() => {});', "2"], 2000);
    expect(ran.failure?.outcome).toMatchObject({
      kind: "timeout",
      error: { evalue: "the cell was not done after 2 s. It was interrupted." },
    });
  });

  test("a loop that heeds no interrupt costs the kernel, and its server ends it", async () => {
    const stuck = "setTimeout(() => { while (true) {} }, 1);\nawait new Promise(() => {});";
    const ran = await through(await host(), [stuck], 2000);
    expect(ran.failure?.outcome).toMatchObject({
      kind: "timeout",
      error: { evalue: expect.stringContaining("so its kernel was ended (by its server)") },
    });
  });

  test("a run that is stopped by Ctrl-C saves what ran, and leaves no kernel", async () => {
    write("wait.ipynb", ['"first"', "await new Promise(() => {})"]);
    const args = [netcell, "run", "wait.ipynb", "--out", "w", "--reporter", "json"];
    const child = spawn(process.execPath, [...args, "--server", `${lab.url}${base}?token=${lab.token}`], {
      cwd: folder,
    });
    await printed(child, /"cell-start".*"cell":2/);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([130, null]);
    expect(read("w/wait.ipynb")).toContain("first");
  });

  test("a connection that breaks in the middle of a cell comes back, and nothing is lost", async () => {
    const { relay, server } = await relayed();
    const loop =
      'for (let i = 0; i < 20; i++) { console.log("line", i); await new Promise((r) => setTimeout(r, 100)); }';
    let heard = 0;
    const ran = await through(server, [loop, '"after"'], 60_000, () => {
      if (++heard === 1) setTimeout(() => relay.cut(), 700);
    });
    expect(ran.failure).toBeUndefined();
    expect(relay.sockets()).toBe(2);
    const lines = ran.outputs[0]!.map((output) => (output.output_type === "stream" ? output.text : "")).join(
      "",
    );
    expect(lines).toBe(Array.from({ length: 20 }, (_, at) => `line ${at}\n`).join(""));
    expect(ran.outputs[1]).toMatchObject([{ data: { "text/plain": "after" } }]);
  });

  test("a connection that does not come back fails the cell, in time, and says that the kernel may still run", async () => {
    const remarks: string[] = [];
    const { relay, server } = await relayed({ outage: 1000, remark: (text) => remarks.push(text) });
    const ran = await through(server, ['"first"', "await new Promise(() => {})"], 60_000, (index) => {
      if (index === 1) setTimeout(() => relay.close(), 300);
    });
    expect(ran.failure?.outcome).toMatchObject({ kind: "dead" });
    expect(ran.failure?.outcome).toMatchObject({
      error: {
        evalue: `the kernel was out of reach for 1 s, and may still run at ${relay.url}${base}, while this cell ran`,
      },
    });
    expect(ran.outputs[0]).toHaveLength(1);
    expect(remarks).toEqual([`A kernel could not be ended and may still run at ${relay.url}${base}.`]);
    for (const { id } of await kernels()) await api("DELETE", `kernels/${id}`);
  });

  test("a kernel that somebody else shuts down is noticed", async () => {
    const ran = await through(await host(), ["await new Promise(() => {})"], 60_000, async () => {
      for (const { id } of await kernels()) await api("DELETE", `kernels/${id}`);
    });
    expect(ran.failure?.outcome).toMatchObject({ kind: "dead" });
  });

  test("a server that allows one kernel runs many notebooks, one after the other", async () => {
    const { relay } = await relayed();
    const asksForKernel = ({ method, url }: IncomingMessage) =>
      method === "POST" && url?.endsWith("/api/kernels");
    let starting = false;
    let most = 0;
    let refused = 0;
    relay.refuse = async (asked) => {
      const running = (await kernels()).length;
      most = Math.max(most, running);
      if (!asksForKernel(asked)) return undefined;
      if (starting || running > 0) {
        refused++;
        return 429;
      }
      starting = true;
      return undefined;
    };
    relay.answered = (asked) => {
      if (asksForKernel(asked)) starting = false;
    };
    const names = ["1.ipynb", "2.ipynb", "3.ipynb"];
    for (const name of names) write(name, ['console.log("ran")']);
    const args = ["--jobs", "2", "--out", "many", "--server", `${relay.url}${base}?token=${lab.token}`];
    expect(await run(...names, ...args)).toMatchObject({ status: 0, stderr: "" });
    expect({ most, refused: refused > 0 }).toEqual({ most: 1, refused: true });
    for (const name of names) expect(read(`many/${name}`)).toContain("ran");
  });

  describe("what does not go together is misuse", () => {
    test.each([
      [["--user", "ada"], "go with --server or --hub"],
      [["--server", "http://a/", "--hub", "http://b/"], "exclude each other"],
    ])("%j", async (args, message) => {
      const { status, stderr } = await run("x.ipynb", ...args);
      expect(stderr).toContain(message);
      expect(status).toBe(2);
    });
  });

  const host = (options: Partial<ServerOptions> = {}): Promise<KernelHost> =>
    serverHost({ url: `${lab.url}${base}`, token: lab.token, ...options });

  async function relayed(
    options: Partial<ServerOptions> = {},
  ): Promise<{ relay: Relay; server: KernelHost }> {
    const relay = await relayTo(lab.url);
    relays.add(relay);
    return { relay, server: await host({ url: `${relay.url}${base}`, ...options }) };
  }

  /** Runs these cells; `begun` is called as each starts. */
  async function through(
    server: KernelHost,
    sources: readonly string[],
    timeout = 60_000,
    begun: (index: number) => void = () => {},
  ): Promise<RunReport & { readonly outputs: readonly Output[][] }> {
    const kernel = await server.start({ notebook: "a.ipynb", language: "typescript" });
    try {
      const steps = runNotebook(notebook(sources), kernel, { timeout, path: "a.ipynb" });
      for (;;) {
        const step = await steps.next();
        if (!step.done) {
          // The cell is submitted when the generator is asked for the next event.
          if (step.value.type === "cell-start") begun(step.value.index);
          continue;
        }
        const outputs = step.value.notebook.cells.map((cell) =>
          cell.cell_type === "code" ? [...cell.outputs] : [],
        );
        return { ...step.value, outputs };
      }
    } finally {
      await kernel.stop();
    }
  }

  async function api(method: string, path: string): Promise<Response> {
    return fetch(`${lab.url}${base}api/${path}`, {
      method,
      headers: { authorization: `token ${lab.token}` },
    });
  }

  async function kernels(): Promise<{ readonly id: string }[]> {
    const answer = await api("GET", "kernels");
    // A kernel that ends while the server lists them makes it answer that it is not found.
    return answer.ok ? ((await answer.json()) as { id: string }[]) : kernels();
  }

  function write(name: string, sources: typeof cells): void {
    writeFileSync(join(folder, name), JSON.stringify(notebook(sources)));
  }

  function read(name: string): string {
    return readFileSync(join(folder, name), "utf8");
  }

  /** `netcell run` in the folder that the server serves; an environment may come first. */
  function run(...args: (string | NodeJS.ProcessEnv)[]): Promise<Exit> {
    const env = typeof args[0] === "object" ? args.shift() : {};
    return execute(env as NodeJS.ProcessEnv, ["run", ...(args as string[])]);
  }

  function execute(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<Exit> {
    return new Promise((done) => {
      execFile(
        process.execPath,
        [netcell, ...args],
        { cwd: folder, env: { ...process.env, ...env } },
        (error, stdout, stderr) => done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
  }
});

interface Exit {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function notebook(sources: typeof cells): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: sources.map((entry, index): CodeCell => {
      const [source, tag] = typeof entry === "string" ? [entry] : entry;
      const metadata = tag === undefined ? {} : { tags: [tag] };
      return { cell_type: "code", id: `c${index}`, metadata, source, execution_count: null, outputs: [] };
    }),
  };
}

/** Resolves when the program has printed this. */
function printed(child: ChildProcess, wanted: RegExp): Promise<void> {
  let text = "";
  return new Promise((found, missed) => {
    child.stdout!.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (wanted.test(text)) found();
    });
    child.once("exit", () => missed(new Error(`it ended without ${wanted}:\n${text}`)));
  });
}
