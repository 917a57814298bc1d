/** Where there is no tool, or no right to use it, the cell is told the cure and the notebook goes on; nothing outlives it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processesMarked, processList } from "../kernel/processes";
import { capturer } from "../support/capture";
import { projectRoot, startKernel } from "../support/kernel";
import { program, type Requirement, requires } from "../support/requires";

const cell = `import { capture, handles } from "netcell";
try { await capture({ port: 8080 }) } catch (error) { console.log(error.code, error.message) }`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "netcell-capture-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Where capture() looks besides PATH. */
const onlyOnPath: Requirement = {
  name: "a machine without tcpdump and dumpcap in /usr/sbin",
  met: ["/usr/sbin", "/usr/local/sbin"].every(
    (each) => !["tcpdump", "dumpcap"].some((tool) => existsSync(join(each, tool))),
  ),
};

requires(onlyOnPath).test(
  "without a tool the cell is told what to install, and the next cell runs",
  async () => {
    const kernel = await startKernel({ env: { ...process.env, PATH: folder } });
    const { stdout } = await kernel.run(cell);
    expect(stdout).toMatch(
      /^ENOENT no program that captures packets is here: neither tcpdump nor dumpcap .*nstall/,
    );
    expect((await kernel.run("console.log(handles().length)")).stdout).toBe("0\n");
  },
);

const root: Requirement = { name: "root, whose rights can be taken away", met: process.getuid?.() === 0 };

requires(capturer("tcpdump"), program("setpriv"), root).test(
  "without the right to capture the cell is told how to get it, and the next cell runs",
  async () => {
    const node = join(folder, "node");
    const lessRights = "--bounding-set=-net_raw,-net_admin";
    writeFileSync(node, `#!/bin/sh\nexec setpriv ${lessRights} "${process.execPath}" "$@"\n`);
    chmodSync(node, 0o755);
    const kernel = await startKernel({ node });
    const { stdout } = await kernel.run(cell);
    expect(stdout).toMatch(/^EPERM this user may not capture packets \(EPERM\)\. .*setcap.*wireshark/);
    expect((await kernel.run("console.log(handles().length)")).stdout).toBe("0\n");
  },
);

const mark = `NETCELL_TEST_MARK`;
const capturing = (port: number) =>
  `import { capture } from "netcell"; const wire = await capture({ port: ${port} }); console.log("captures")`;

/** Resolves when no process is left that has the mark; the test's own deadline is the limit. */
async function allGone(value: string): Promise<void> {
  while (processesMarked(mark, value).length > 0) await sleep(20);
}

requires(capturer("tcpdump"), processList).test.each([{ plugin: false }, { plugin: true }])(
  "a kernel that is told to exit leaves no tool behind, kernel plugin $plugin",
  async ({ plugin }) => {
    const value = `exit-${process.pid}-${plugin}`;
    const kernel = await startKernel({ plugin, env: { ...process.env, [mark]: value } });
    await kernel.run(capturing(8081));
    expect(processesMarked(mark, value).join()).toContain("port 8081");
    expect((await kernel.stop()).how).toBe("graceful");
    await allGone(value);
  },
);

const script = (body: string) =>
  `const { capture } = require(${JSON.stringify(resolve(projectRoot, "dist/main.js"))}); (async () => { ${body} })()`;

requires(capturer("tcpdump"), processList).test(
  "a program that is killed leaves no tool behind, though no packet ever comes",
  async () => {
    const value = `kill-${process.pid}`;
    const body = 'await capture({ port: 8082 }); console.log("captures"); setInterval(() => {}, 1000)';
    const child = spawn(process.execPath, ["-e", script(body)], {
      env: { ...process.env, [mark]: value },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    expect(processesMarked(mark, value).join()).toContain("tcpdump");
    child.kill("SIGKILL");
    await allGone(value);
  },
);

requires(capturer("tcpdump"), processList).test(
  "an open capture does not keep a program from ending",
  async () => {
    const value = `end-${process.pid}`;
    const child = spawn(process.execPath, ["-e", script("await capture({ port: 8083 })")], {
      env: { ...process.env, [mark]: value },
      stdio: "inherit",
    });
    expect(await once(child, "exit")).toEqual([0, null]);
    await allGone(value);
  },
);

test("a tool that dies closes the capture, which says what it said", async () => {
  const tool = join(folder, "tcpdump");
  writeFileSync(
    tool,
    '#!/bin/sh\necho "listening on lo" >&2\nsleep 0.2\necho "the card caught fire" >&2\nexit 1\n',
  );
  chmodSync(tool, 0o755);
  const body =
    "setInterval(() => {}, 1000); const wire = await capture({ port: 80 }); const { by, error } = await wire.closed;" +
    "console.log(by, wire.state, error.message);" +
    "await wire.next().catch((error) => console.log(error.message)); process.exit()";
  const child = spawn(process.execPath, ["-e", script(body)], {
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
  });
  await once(child, "close");
  expect(said).toMatch(
    /^error closed tcpdump stopped capturing on \w+ \(EIO\)\. It said: .*the card caught fire\nnext\(\) on .*: tcpdump stopped capturing on \w+ \(EIO\)\. It said: .*the card caught fire\n$/,
  );
});
