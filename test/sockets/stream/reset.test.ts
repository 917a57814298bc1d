/** Resets: made by every kind of stream over TCP, never taken for an orderly end, and explained where the reason is known. */
import { once } from "node:events";
import { createServer, connect as rawConnect } from "node:net";
import { connect as rawTls } from "node:tls";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Connection,
  closeAll,
  http,
  impair,
  type NetcellError,
  tcp,
  tls,
  unix,
  websocket,
} from "../../../lib";
import { reset, wasReset } from "../../../lib/sockets/stream/reset";

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(async () => {
  vi.restoreAllMocks();
  await closeAll();
});

/** Reads to the end: how it ended. */
async function endOf(connection: Connection): Promise<NetcellError | "an orderly end"> {
  try {
    while ((await connection.recv()) !== null);
    return "an orderly end";
  } catch (error) {
    return error as NetcellError;
  }
}

async function pairOf(kind: "tcp" | "tls"): Promise<[Connection, Connection]> {
  if (kind === "tcp") {
    const server = await tcp.listen();
    return [await tcp.connect(server), await server.accept()];
  }
  const server = await tls.listen();
  return [await tls.connect(server), await server.accept()];
}

describe.each(["tcp", "tls"] as const)("abort() over %s", (kind) => {
  test.each([
    ["of the client", 0],
    ["of the server", 1],
  ])("%s resets the other end, whatever was just sent or still waits", async (_who, which) => {
    for (const size of [0, 1, 70_000, 3_000_000]) {
      const ends = await pairOf(kind);
      const [near, far] = which === 0 ? ends : [ends[1], ends[0]];
      if (size > 0) near.send(Buffer.alloc(size)).catch(() => {});
      await near.abort();
      expect(await endOf(far), `${size} bytes`).toMatchObject({ code: "ECONNRESET" });
      await expect.poll(() => [near.state, far.state]).toEqual(["closed", "closed"]);
    }
  });

  test("says at the other end, which is in this notebook too, that it was called", async () => {
    const [near, far] = await pairOf(kind);
    await near.abort();
    expect((await endOf(far)) as NetcellError).toMatchObject({
      hint: `The reset itself (RST) does not say why; this notebook knows: on ${near.name}, abort() was called.`,
    });
  });
});

test("a reset that comes together with the last bytes is no orderly end, and the bytes are read first", async () => {
  const server = await tcp.listen();
  const raw = rawConnect(server.endpoint.port, "127.0.0.1");
  await new Promise((resolve) => raw.once("connect", resolve));
  const far = await server.accept();
  raw.write("last words");
  raw.resetAndDestroy();
  expect(String(await far.recv())).toBe("last words");
  expect(await endOf(far)).toMatchObject({ code: "ECONNRESET" });
  expect([...far.transcript].at(-1)).toMatchObject({ event: "rst" });
});

describe("without the internals of Node that tell more, as a Node to come may be,", () => {
  test("a socket of TLS is ended all the same, and nothing is thrown", async () => {
    const server = await tls.listen();
    const raw = rawTls({ port: server.endpoint.port, host: "127.0.0.1", rejectUnauthorized: false });
    await once(raw, "secureConnect");
    const far = await server.accept();
    Object.defineProperty(raw, "_parent", { value: null });
    reset(raw);
    await once(raw, "close");
    await far.closed;
    expect(raw.destroyed).toBe(true);
  });

  test("a reset that Node calls an end is an end", async () => {
    const server = await tcp.listen();
    const socket = rawConnect(server.endpoint.port, "127.0.0.1").pause();
    await once(socket, "connect");
    // Nobody reads: Node does not know of the reset yet.
    await (await server.accept()).abort();
    await expect.poll(() => wasReset(socket)).toBe(true);
    const { _handle } = socket as unknown as { _handle: object };
    Object.defineProperty(_handle, "getpeername", { value: undefined });
    expect(wasReset(socket)).toBe(false);
    socket.destroy();
  });
});

test("an end of both directions is no reset", async () => {
  const [near, far] = await pairOf("tcp");
  await near.shutdown();
  await far.shutdown();
  expect([await endOf(near), await endOf(far)]).toEqual(["an orderly end", "an orderly end"]);
});

describe("a client that is one too many", () => {
  test("is reset over TCP, and reads why", async () => {
    const server = await tcp.listen(() => {}, { maxConnections: 1, name: "small" });
    await tcp.connect(server);
    const error = (await endOf(await tcp.connect(server))) as NetcellError;
    expect(error.code).toBe("ECONNRESET");
    expect(error.hint).toContain("small takes no more than 1 at a time (maxConnections)");
    expect([server.turnedAway, server.accepted, server.connections.length]).toEqual([1, 1, 1]);
  });

  test("finds its place free when another has gone", async () => {
    const server = await tcp.listen(async (c) => void (await c.recv()), { maxConnections: 1 });
    await (await tcp.connect(server)).close();
    await expect.poll(() => server.connections.length).toBe(0);
    const next = await tcp.connect(server);
    await expect.poll(() => server.accepted).toBe(2);
    expect(next.state).toBe("open");
  });

  test("is told that this may be so over TLS, HTTP and WebSocket", async () => {
    const secret = await tls.listen(() => {}, { maxConnections: 1 });
    await tls.connect(secret);
    await expect(tls.connect(secret)).rejects.toThrow("(maxConnections)");
    // Nobody has failed a handshake.
    expect([...secret.transcript].map(({ event }) => event)).not.toContain("error");
    const site = await http.serve({ "GET /": () => 1 }, { maxConnections: 1 });
    await tcp.connect(site);
    await expect(http.client(site).get("/")).rejects.toThrow("(maxConnections)");
    await expect(websocket.connect(site.url)).rejects.toThrow("(maxConnections)");
    expect(site.turnedAway).toBe(2);
  });

  test("reads an end over AF_UNIX, which has no reset", async () => {
    const server = await unix.listen(() => {}, { maxConnections: 1 });
    await unix.connect(server);
    expect(await endOf(await unix.connect(server))).toBe("an orderly end");
    expect(server.turnedAway).toBe(1);
  });
});

test("a handler that throws resets its client, which reads what was thrown", async () => {
  const server = await tcp.listen(async (c) => {
    await c.recv();
    throw new RangeError("boom");
  });
  const client = await tcp.connect(server);
  await client.send("x");
  expect(((await endOf(client)) as NetcellError).hint).toContain("the handler threw RangeError: boom");
});

test("a client that resets is not told as a handler that threw", async () => {
  const server = await tcp.listen(async (c) => {
    for await (const _ of c);
  });
  const client = await tcp.connect(server);
  await client.send("x");
  await expect.poll(() => server.transcript.bytes).toBe(1);
  await client.abort();
  await expect
    .poll(() => vi.mocked(console.error).mock.calls)
    .toEqual([[`${server.name}#1: the client reset the connection while the handler was talking to it`]]);
  expect([...server.transcript].filter(({ note }) => note?.includes("threw"))).toEqual([]);
});

describe("an impaired way", () => {
  test("to nobody resets its client, and says that nothing listens", async () => {
    const port = await freePort();
    const way = await impair.tcp(port, {});
    const error = (await endOf(await tcp.connect(way))) as NetcellError;
    expect(error.hint).toContain(`127.0.0.1:${port}: nothing listens there (ECONNREFUSED)`);
    expect([...way.transcript].at(-1)).toMatchObject({
      event: "rst",
      note: `127.0.0.1:${port}: nothing listens there (ECONNREFUSED)`,
    });
  });

  test("passes a reset on as a reset, also behind the last bytes", async () => {
    const server = await tcp.listen();
    const way = await impair.tcp(server, {});
    const near = await tcp.connect(way);
    const far = await server.accept();
    near.send("last words").catch(() => {});
    await near.abort();
    expect(await endOf(far)).toMatchObject({ code: "ECONNRESET" });
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
