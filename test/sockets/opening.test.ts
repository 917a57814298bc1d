/** Two handles of one name that open at the same time: the later one stays, the earlier one says why it does not. */
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import {
  capture,
  child,
  closeAll,
  handles,
  http,
  impair,
  type NetcellError,
  socketpair,
  tcp,
  tls,
  udp,
  unix,
  websocket,
} from "../../lib";
import { capturer } from "../support/capture";
import { requires } from "../support/requires";

afterEach(() => closeAll());

/** Opens two at once; the error of the first, and how many of the name are left. */
async function race(open: () => Promise<unknown>): Promise<{ error: NetcellError; left: number }> {
  const [first, second] = await Promise.allSettled([open(), open()]);
  if (second.status === "rejected") throw second.reason;
  if (first.status === "fulfilled") throw new Error("the first one opened, too");
  const left = handles().filter(({ name }) => /^same(\.a)?$/.test(name));
  return { error: first.reason, left: left.length };
}

const name = "same";
const routes = { "GET /chat": websocket.route(async (s) => void (await s.recv())) };

const kinds: { readonly [opener: string]: () => Promise<() => Promise<unknown>> } = {
  "tcp.listen()": async () => () => tcp.listen({ name }),
  "tls.listen()": async () => () => tls.listen({ name }),
  "http.serve()": async () => () => http.serve({}, { name }),
  "udp.bind()": async () => () => udp.bind({ name }),
  "tcp.connect()": async () => {
    const server = await tcp.listen();
    return () => tcp.connect(server, { name });
  },
  "tls.connect()": async () => {
    const server = await tls.listen();
    return () => tls.connect(server, { name });
  },
  "impair.udp()": async () => {
    const target = await udp.bind();
    return () => impair.udp(target, { name });
  },
  "impair.tcp()": async () => {
    const target = await tcp.listen();
    return () => impair.tcp(target, { name });
  },
  "websocket.connect()": async () => {
    const server = await http.serve(routes);
    return () => websocket.connect(`${server.url}/chat`, { name });
  },
};

const local: typeof kinds = {
  "unix.listen()": async () => () => unix.listen({ name }),
  "unix.connect()": async () => {
    const server = await unix.listen();
    return () => unix.connect(server, { name });
  },
  "socketpair()": async () => () => socketpair({ name }),
  "child()": async () => () => child("cat", [], { name }),
};

async function expectReplaced(opener: string, prepare: () => Promise<() => Promise<unknown>>): Promise<void> {
  const { error, left } = await race(await prepare());
  expect([error.what, error.code, left]).toEqual([
    expect.stringMatching(/^same(\.a)? was replaced while it opened$/),
    "ECANCELED",
    1,
  ]);
  expect(error.hint).toBe(
    `Another ${opener} with the same name ran at the same time: give each its own name.`,
  );
  expect(error.handle?.state).toBe("closed");
}

test.each(Object.entries(kinds))("%s of a name, twice at once", expectReplaced);

requires({ name: "Unix-domain sockets", met: process.platform !== "win32" }).test.each(Object.entries(local))(
  "%s of a name, twice at once",
  expectReplaced,
);

requires(capturer("tcpdump")).test("capture() of a name, twice at once", () =>
  expectReplaced("capture()", async () => () => capture({ port: 9, name })),
);

test("what a cancelled opening still brings is let go of again", async () => {
  const sockets = new Set<{ destroyed: boolean }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
  const [first, second] = await Promise.allSettled([
    tcp.connect(port, { name }),
    tcp.connect(port, { name }),
  ]);
  expect([first.status, second.status]).toEqual(["rejected", "fulfilled"]);
  await expect.poll(() => [...sockets].filter(({ destroyed }) => !destroyed).length).toBe(1);
  await closeAll();
  await new Promise((closed) => server.close(closed));
});

test("a handle that is closed while it opens says so", async () => {
  const server = await tcp.listen();
  const [opening] = await Promise.allSettled([tcp.connect(server), closeAll()]);
  expect(opening).toMatchObject({ status: "rejected", reason: { code: "ECANCELED" } });
  expect((opening as PromiseRejectedResult).reason.message).toMatch(/ was closed while it opened /);
  expect(handles()).toHaveLength(0);
});
