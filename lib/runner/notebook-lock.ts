/** One run of a notebook at a time, on this machine: two would overwrite each other's outputs. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { realpath, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { NotebookError } from "./nbformat/notebook-error";

/**
 * Resolves to the function that releases the lock. It is a listening socket, which the operating system closes however we end,
 * so a lock can be left behind but never be mistaken for a held one.
 */
export async function lockNotebook(path: string): Promise<() => Promise<void>> {
  const address = await addressOf(path);
  for (;;) {
    const server = createServer((asking) => asking.on("error", () => {}).end(String(process.pid)));
    server.unref().listen(address);
    try {
      await once(server, "listening");
      return () => closed(server);
    } catch (error) {
      // Where there is no place for a lock, a run without one is better than none.
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") return async () => {};
    }
    const holder = await holderOf(address);
    if (holder !== undefined)
      throw new NotebookError(path, `another netcell (process ${holder}) is running it.`, {
        code: "EBUSY",
        hint: "Wait until that is done, or stop it.",
      });
    await rm(address, { force: true });
  }
}

async function addressOf(path: string): Promise<string> {
  const target = await realpath(path).catch(() => resolve(path));
  const name = `netcell-${createHash("sha256").update(target).digest("hex").slice(0, 16)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.lock`);
}

/** The process that listens there, or undefined when the socket is all that is left of one. */
async function holderOf(address: string): Promise<string | undefined> {
  const socket = connect(address).setEncoding("utf8").setTimeout(1000);
  socket.on("timeout", () => socket.end());
  try {
    let answer = "";
    for await (const text of socket) answer += text;
    return answer === "" ? "unknown" : answer;
  } catch {
    return undefined;
  }
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}
