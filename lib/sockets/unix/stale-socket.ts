/** Stale sockets: a path may be free, have a living server, or have the socket that a dead one left behind. */
import { lstatSync, type Stats, unlinkSync } from "node:fs";
import { createConnection } from "node:net";
import type { Handle } from "../../cell";
import { NetcellError } from "../../errors";
import { holder } from "../stream/listening";

/** Makes room at a path: removes the socket of a dead program, and throws if anything else is there. */
export async function clearPath(path: string, handle: Handle): Promise<void> {
  const found = lookAt(path);
  if (!found) return;
  if (!found.isSocket())
    throw occupied(`${path} is a ${found.isDirectory() ? "folder" : "file"}, not a socket`, handle);
  if (await answers(path)) {
    const who = holder((endpoint) => endpoint.address === path, "a living program");
    throw occupied(`${path} is held by ${who}`, handle);
  }
  // Only what was asked: another program may have taken the path over meanwhile.
  if (lookAt(path)?.ino === found.ino) unlinkSync(path);
}

function lookAt(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Whether a program listens there. Only a refusal says that none does: other errors may have other reasons. */
export function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ path });
    const answered = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => answered(true));
    socket.once("error", (error: NodeJS.ErrnoException) => answered(error.code !== "ECONNREFUSED"));
  });
}

function occupied(what: string, handle: Handle): NetcellError {
  return new NetcellError(what, {
    code: "EADDRINUSE",
    hint: 'Leave out "path" to get one of its own, or give another.',
    handle,
  });
}
