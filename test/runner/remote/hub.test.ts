/** Notebooks executed through a real JupyterHub, on a server that is started for them. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { hubHost } from "../../../lib/runner/remote/hub";
import { hubProgram, hubProxyProgram, type RunningHub, startHub } from "../../support/jupyterhub";
import { projectRoot } from "../../support/kernel";
import { prepareOnce } from "../../support/prepare-once";
import { requires } from "../../support/requires";

requires(hubProgram, hubProxyProgram).describe("through a JupyterHub", () => {
  let folder: string;
  let hub: RunningHub;
  beforeEach(
    prepareOnce(async () => {
      folder = mkdtempSync(join(tmpdir(), "netcell-class-"));
      hub = await startHub(folder);
    }),
  );
  afterAll(async () => {
    await hub?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  test("a notebook runs on its user's server, which is started for it and stopped after it, and shows the same as here", async () => {
    write("a.ipynb", 'console.log("out"); [1, 2]', "throw new RangeError('as planned')", "6 * 7");
    const there = await run("a.ipynb", "--out", "there", "--hub", `${hub.url}hub/home`, "--user", "ada");
    expect(there).toMatchObject({ status: 0, stderr: "" });
    expect(await hub.api("users/ada")).toMatchObject({ server: null, pending: null });
    expect(await run("a.ipynb", "--out", "here", "--no-cache")).toMatchObject({ status: 0 });
    expect(read("there/a.ipynb")).toBe(read("here/a.ipynb"));
    expect(there.stdout + there.stderr).not.toContain(hub.token);
  });

  test("a server that runs already is used, and left running", async () => {
    const said: string[] = [];
    const options = { url: hub.url, token: hub.token, user: "ada" };
    const first = await hubHost({ ...options, progress: (text) => said.push(text) });
    expect(said[0]).toBe("starting the server of ada …");
    expect(said.join("\n")).toMatch(/^the server of ada: .+/m);
    await (await hubHost(options)).close();
    expect(await hub.api("users/ada")).toMatchObject({ server: "/class/user/ada/" });
    await first.close();
    expect(await hub.api("users/ada")).toMatchObject({ server: null });
  });

  test("a server that does not start is told in the hub's words, and not left pending", async () => {
    const started = hubHost({ url: hub.url, token: hub.token, user: "eve" });
    await expect(started).rejects.toThrow(/could not start the server of eve: .*no room for eve/);
    expect(await hub.api("users/eve")).toMatchObject({ server: null, pending: null });
  });

  test.each([
    [["--user", "bob"], {}, /^netcell: \S+ knows no user "bob"/],
    [[], {}, /does not belong to a user\. Name the user with --user\.$/m],
    [["--user", "ada"], { NETCELL_TOKEN: "wrong" }, /does not accept the token/],
  ] as const)("what cannot be is told: %j %j", async (args, env, told) => {
    write("x.ipynb", "1");
    const { status, stderr } = await run("x.ipynb", "--hub", hub.url, ...args, env);
    expect(stderr).toMatch(told);
    expect(status).toBe(1);
  });

  function write(name: string, ...sources: string[]): void {
    const cells = sources.map((source, index) => ({
      cell_type: "code",
      id: `c${index}`,
      source,
      outputs: [],
      execution_count: null,
      metadata: source.startsWith("throw") ? { tags: ["raises-exception"] } : {},
    }));
    writeFileSync(
      join(folder, name),
      JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }),
    );
  }

  function read(name: string): string {
    return readFileSync(join(folder, name), "utf8");
  }

  interface Exit {
    readonly status: number;
    readonly stdout: string;
    readonly stderr: string;
  }

  /** `netcell run`; the last argument may be more of its environment. */
  function run(...given: (string | NodeJS.ProcessEnv)[]): Promise<Exit> {
    const args = given.filter((argument) => typeof argument === "string");
    const more = given.find((argument) => typeof argument === "object");
    const env = { ...process.env, NETCELL_TOKEN: hub.token, ...more };
    return new Promise((done) => {
      execFile(
        process.execPath,
        [join(projectRoot, "dist/cli/main.js"), "run", ...args],
        { cwd: folder, env },
        (error, stdout, stderr) => done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
  }
});
