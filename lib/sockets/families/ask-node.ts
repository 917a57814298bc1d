/** Asking the operating system through Node: three families, and no word about protocols. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { ownerOnly, privatePath, releasePath } from "../unix/path";
import type { AddressFamily, SocketAnswer, SocketType } from "./api";
import { familyOf, knownFamilies } from "./family";

/** Asking by binding: for each type of socket that Node has, whether it could be bound on this machine. */
export async function askNode(): Promise<AddressFamily[]> {
  const found: { readonly [family: string]: readonly SocketAnswer[] } = {
    AF_UNIX: process.platform === "win32" ? [] : [await answer("SOCK_STREAM", bindPath)],
    AF_INET: await internet("127.0.0.1", "udp4"),
    AF_INET6: await internet("::1", "udp6"),
  };
  return knownFamilies.map(({ name, connects }) => {
    const types = found[name];
    if (types) return familyOf(name, connects, types);
    const reason = "Node has no such sockets, and there is no python3 to ask.";
    return { name, connects, types: [], state: "not asked", errno: undefined, reason };
  });
}

async function internet(host: string, datagram: "udp4" | "udp6"): Promise<SocketAnswer[]> {
  return [
    await answer("SOCK_STREAM", () => bindStream({ host, port: 0 })),
    await answer("SOCK_DGRAM", async () => {
      const socket = createSocket(datagram).bind(0, host);
      await once(socket, "listening");
      socket.close();
    }),
  ];
}

async function bindStream(at: { readonly host: string; readonly port: number } | { readonly path: string }) {
  const server = createServer().listen(at);
  await once(server, "listening");
  server.close();
}

async function bindPath(): Promise<void> {
  const own = privatePath("families");
  try {
    await ownerOnly(() => bindStream(own));
  } finally {
    releasePath(own);
  }
}

async function answer(type: SocketType, bind: () => Promise<void>): Promise<SocketAnswer> {
  const nothing = { protocol: undefined, errno: undefined, reason: undefined };
  try {
    await bind();
    return { type, opened: true, ...nothing };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { type, opened: false, ...nothing, errno: code, reason: message };
  }
}
