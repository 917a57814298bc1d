/** The ports of a local kernel, and the connection file that names them. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The content of a Jupyter connection file. */
export interface Connection {
  readonly transport: "tcp";
  readonly ip: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
  readonly key: string;
  readonly signature_scheme: "hmac-sha256";
  readonly kernel_name: string;
}

const ip = "127.0.0.1";

export async function newConnection(): Promise<Connection> {
  const [shell_port, control_port, iopub_port, stdin_port, hb_port] = await freePorts(5);
  return {
    transport: "tcp",
    ip,
    shell_port: shell_port!,
    control_port: control_port!,
    iopub_port: iopub_port!,
    stdin_port: stdin_port!,
    hb_port: hb_port!,
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
    kernel_name: "tslab",
  };
}

/** Writes the file into a new folder of its own. Other users may read neither, because the key allows to run code. */
export function writeConnection(connection: Connection): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), "netcell-kernel-"));
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  return { folder, file };
}

/** zeromq.js sockets that connect before the kernel listens hang in half of the runs, so wait for its ports. */
export async function portsAccept(connection: Connection, signal: AbortSignal): Promise<void> {
  for (const port of [connection.shell_port, connection.control_port, connection.iopub_port])
    while (!(await accepts(port))) await sleep(20, undefined, { signal });
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect({ port, host: ip });
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * Ports between 20000 and 32000: below the range out of which operating systems serve "any free port", so
 * no other program is given one of them between our test and the kernel's bind.
 */
async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host: ip, exclusive: true });
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
