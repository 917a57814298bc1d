/** A real JupyterLab, started as `npm start` starts it, with nothing of this user's in it, driven in Chromium. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { type LabNotebook, labPage, notebookIn } from "./lab-notebook";
import { program } from "./requires";

export const chromiumProgram = program("chromium", "chromium-browser", "google-chrome");
export const jupyterLabProgram = program("jupyter-lab");

export const repository = resolve(import.meta.dirname, "../..");

export interface RunningLab {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
  /** What the server has printed so far. */
  log(): string;
  /** What the server's REST interface answers. */
  api<T>(path: string): Promise<T>;
  /** SIGINT, as Ctrl-C sends it; returns the exit status. */
  interrupt(): Promise<number | null>;
}

/** `netcell lab` with these arguments, once it answers. `env` is added to a private home's. */
export async function startLab(
  home: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<RunningLab> {
  const child = spawn(
    process.execPath,
    [join(repository, "dist/cli/main.js"), "lab", "--no-browser", "--port", "0", ...args],
    { env: { ...process.env, ...privateHome(home), ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const { origin, token, log } = await address(child);
  // It prints its address before it has the time for anybody.
  while (!(await fetch(`${origin}/api`).catch(() => undefined))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`netcell lab has ended:\n${log()}`);
    await sleep(50);
  }
  return {
    url: origin,
    token,
    log,
    async api<T>(path: string): Promise<T> {
      const response = await fetch(`${origin}/api/${path}`, { headers: { authorization: `token ${token}` } });
      if (!response.ok) throw new Error(`GET api/${path}: ${response.status}`);
      return (await response.json()) as T;
    },
    async interrupt() {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, "exit");
      child.kill("SIGINT");
      return (await ended)[0] as number | null;
    },
  };
}

export interface LabInBrowser extends RunningLab {
  /** The folder that JupyterLab shows; cells in it can import netcell. */
  readonly root: string;
  /** Writes a notebook made of these cells (source, and tags if any) and returns its name. */
  write(name: string, cells: ReadonlyArray<string | { source: string; tags: readonly string[] }>): string;
  open(notebook: string): Promise<LabNotebook>;
  stop(): Promise<void>;
}

/** JupyterLab on a folder of its own, in a browser of its own. `copies` are files of the repository to put there. */
export async function openLab(copies: readonly string[] = []): Promise<LabInBrowser> {
  const home = mkdtempSync(join(tmpdir(), "netcell-lab-"));
  const root = join(home, "course");
  mkdirSync(join(root, "node_modules"), { recursive: true });
  symlinkSync(repository, join(root, "node_modules", "netcell"), "junction");
  for (const file of copies) cpSync(join(repository, file), join(root, basename(file)));
  // Cells out of sight are taken out of the page unless told otherwise; a screenshot wants them all.
  setting(home, "@jupyterlab/notebook-extension/tracker", { windowingMode: "none" });
  const lab = await startLab(home, [
    `--ServerApp.root_dir=${root}`,
    "--LabApp.expose_app_in_browser=True",
  ]).catch((error) => {
    rmSync(home, { recursive: true, force: true });
    throw error;
  });
  const browser = await chromium.launch({
    executablePath: chromiumProgram.path,
    args: ["--no-sandbox"],
  });
  const page = await labPage(await browser.newPage({ viewport: { width: 1280, height: 1000 } }), lab);
  return {
    ...lab,
    root,
    write(name, cells) {
      writeFileSync(join(root, name), JSON.stringify(notebook(cells)));
      return name;
    },
    open: (name) => notebookIn(page, name),
    async stop() {
      await browser.close();
      await lab.interrupt();
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Where Jupyter keeps what is a user's: all of it under `home`, whatever this user has. */
function privateHome(home: string): NodeJS.ProcessEnv {
  return {
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, "AppData"),
    XDG_DATA_HOME: undefined,
    JUPYTER_CONFIG_DIR: join(home, ".jupyter"),
    JUPYTER_DATA_DIR: join(home, ".local/share/jupyter"),
    JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    JUPYTER_PATH: undefined,
    JUPYTERLAB_SETTINGS_DIR: undefined,
    JUPYTERLAB_WORKSPACES_DIR: undefined,
  };
}

function setting(home: string, plugin: string, value: object): void {
  const file = join(home, ".jupyter/lab/user-settings", `${plugin}.jupyterlab-settings`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
}

function address(child: ChildProcess): Promise<{ origin: string; token: string; log: () => string }> {
  let text = "";
  const log = () => text;
  return new Promise((found, failed) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        const match = /(http:\/\/127\.0\.0\.1:\d+)\/\S*\?token=(\w+)\s/.exec(text);
        if (match) found({ origin: match[1]!, token: match[2]!, log });
      });
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`netcell lab ended with status ${code}:\n${text}`)));
  });
}

function notebook(cells: ReadonlyArray<string | { source: string; tags: readonly string[] }>): object {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
      language_info: { name: "typescript" },
    },
    cells: cells.map((cell, index) => ({
      id: `cell-${index}`,
      cell_type: "code",
      execution_count: null,
      metadata: typeof cell === "string" ? {} : { tags: cell.tags },
      outputs: [],
      source: typeof cell === "string" ? cell : cell.source,
    })),
  };
}
