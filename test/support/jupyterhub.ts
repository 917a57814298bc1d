/** A real JupyterHub on this machine, with the kernel that netcell installs. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installKernel } from "../kernel/install";
import { program } from "./requires";

export const hubProgram = program("jupyterhub");
/** Through which a hub's users reach their servers. */
export const hubProxyProgram = program("configurable-http-proxy");

export interface RunningHub {
  /** Ends in a slash. */
  readonly url: string;
  /** Of a service that may start the servers of users, and use them. */
  readonly token: string;
  /** What the hub's REST interface answers. */
  api<T>(path: string): Promise<T>;
  stop(): Promise<void>;
}

/** A hub with the users ada and eve (whose server never starts); `root` is what their servers show. */
export async function startHub(root: string): Promise<RunningHub> {
  const home = mkdtempSync(join(tmpdir(), "netcell-hub-"));
  installKernel(home);
  const token = randomBytes(16).toString("hex");
  const [port, apiPort, proxyPort] = await freePorts(3);
  const child = spawn(hubProgram.path, ["-f", join(import.meta.dirname, "jupyterhub_config.py")], {
    cwd: home,
    // The hub, its proxy and the servers of its users end together.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      HOME: home,
      JUPYTER_PATH: join(home, "share/jupyter"),
      NETCELL_HUB_PORT: String(port),
      NETCELL_HUB_API_PORT: String(apiPort),
      NETCELL_HUB_PROXY_PORT: String(proxyPort),
      NETCELL_HUB_PROXY: hubProxyProgram.path,
      NETCELL_HUB_ROOT: root,
      NETCELL_HUB_TOKEN: token,
    },
  });
  const stop = async () => {
    const ended = once(child, "exit");
    if (child.exitCode === null && child.kill("SIGTERM")) await ended;
    try {
      process.kill(-child.pid!, "SIGKILL");
    } catch {
      // All have ended by themselves.
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  await running(child).catch(async (error) => {
    await stop();
    throw error;
  });
  const url = `http://127.0.0.1:${port}/class/`;
  return {
    url,
    token,
    async api<T>(path: string): Promise<T> {
      const response = await fetch(`${url}hub/api/${path}`, { headers: { authorization: `token ${token}` } });
      if (!response.ok) throw new Error(`GET hub/api/${path}: ${response.status}`);
      return (await response.json()) as T;
    },
    stop,
  };
}

function running(child: ChildProcess): Promise<void> {
  let text = "";
  return new Promise((runs, failed) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (text.includes("JupyterHub is now running at")) runs();
      });
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`jupyterhub ended with status ${code}:\n${text}`)));
  });
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
