/** Many clients, many connections one after the other, and peers that behave badly. The full numbers are in test/bench. */
import { readdirSync } from "node:fs";
import { connect as rawConnect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import {
  type Connection,
  type ConnectionHandler,
  closeAll,
  handles,
  type NetcellError,
  type Server,
  type ServingOptions,
  tcp,
  unix,
} from "../../lib";
import { requires } from "../support/requires";

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: NetcellError) => error.code,
  );
const echo = async (c: Connection) => {
  for await (const bytes of c) await c.send(bytes);
};

/** What a server of byte streams may stand on. */
interface Streams {
  readonly kind: string;
  /** How many come and go, one round of 50 after the other. */
  readonly passing: number;
  listen(handler?: ConnectionHandler, options?: ServingOptions): Promise<Server>;
  connect(to: Server): Promise<Connection>;
}

const all: Streams[] = [
  { kind: "tcp", passing: 10_000, listen: tcp.listen, connect: (to) => tcp.connect(to) },
  { kind: "unix", passing: 1000, listen: unix.listen, connect: (to) => unix.connect(to) },
];
const kinds = all.filter(({ kind }) => kind === "tcp" || process.platform !== "win32");

afterEach(async () => {
  vi.restoreAllMocks();
  await closeAll();
});

describe.each(kinds)("$kind", ({ listen, connect, passing }) => {
  test("a thousand clients at once are all served by one server", async () => {
    const server = await listen(echo, { maxConnections: 1000, backlog: 1000 });
    const clients = await Promise.all(Array.from({ length: 1000 }, () => connect(server)));
    await Promise.all(clients.map((client, i) => client.send(`${i}`)));
    const answers = await Promise.all(clients.map(async (client) => String(await client.recv())));
    expect(answers).toEqual(clients.map((_, i) => `${i}`));
    expect([server.connections.length, server.accepted, server.turnedAway]).toEqual([1000, 1000, 0]);
    await closeAll();
    expect(handles()).toHaveLength(0);
  });

  requires({ name: "/proc/self/fd", met: process.platform === "linux" }).test(
    `${passing.toLocaleString("en")} connections that come and go leave no descriptor behind`,
    async () => {
      const server = await listen(echo);
      const open = () => readdirSync("/proc/self/fd").length;
      const once = async () => {
        const client = await connect(server);
        await client.send("x");
        await client.recv();
        await client.shutdown();
        await client.recv();
        await client.close();
      };
      await once();
      const before = open();
      for (let made = 0; made < passing; made += 50) await Promise.all(Array.from({ length: 50 }, once));
      await expect.poll(() => server.connections.length).toBe(0);
      expect(server.accepted).toBe(passing + 1);
      // The runner's own files may come and go; a leak would be thousands.
      expect(open()).toBeLessThanOrEqual(before + 5);
    },
    120_000,
  );

  test("a server that sends without waiting to a client that never reads is stopped, and serves the others", async () => {
    let refusal: NetcellError | undefined;
    let taken = 0;
    const piece = Buffer.alloc(64 * 1024);
    const server = await listen(async (c) => {
      const what = String(await c.recv());
      if (what === "hello") return void (await c.send("hello"));
      while (!refusal) {
        c.send(piece, { timeout: 10_000 }).then(
          () => {},
          (error) => {
            if (error.code === "ENOBUFS") refusal ??= error;
          },
        );
        taken += piece.length;
        // A loop that never gives way would be stopped as well, but by nobody who could see it.
        if (taken % (1 << 20) === 0) await new Promise(setImmediate);
      }
    });
    const deaf = await connect(server);
    // Its own inbox takes 1 MiB, then it reads no more.
    await deaf.send("flood");
    await expect.poll(() => refusal?.code, { timeout: 10_000 }).toBe("ENOBUFS");
    expect(refusal!.hint).toContain("Write await before send()");
    // The outbox, the inbox, and what the system buffers in between.
    expect(taken).toBeLessThan(64 * 1024 * 1024);
    const other = await connect(server);
    await other.send("hello");
    expect(String(await other.recv())).toBe("hello");
  });

  test("a handler that never returns holds up neither the other clients nor the end", async () => {
    const server = await listen(async (c) => {
      if (String(await c.recv()) === "stay") await new Promise(() => {});
      await c.send("done");
    });
    const [stuck, other] = [await connect(server), await connect(server)];
    await stuck.send("stay");
    await other.send("go");
    expect(String(await other.recv())).toBe("done");
    await server.close({ grace: 20 });
    expect(server.state).toBe("closed");
    expect(await stuck.recv()).toBeNull();
  });

  test("waiting for a peer that never reads ends: send() and shutdown() have deadlines", async () => {
    const server = await listen();
    const near = await connect(server);
    const far = await server.accept();
    const megabyte = new Uint8Array(1 << 20);
    // A second: on a busy machine the buffers still fill when a shorter wait has ended.
    while ((await codeOf(near.send(megabyte, { timeout: 1000 }))) === "no error");
    expect(await codeOf(near.shutdown("write", { timeout: 50 }))).toBe("ETIMEDOUT");
    // The end follows all the same, when the peer reads.
    const reading = (async () => {
      let length = 0;
      for await (const bytes of far) length += bytes.length;
      return length;
    })();
    expect((await reading) % megabyte.length).toBe(0);
  });
});

describe("a reset in the middle", () => {
  let server: Server;
  let seen: string[];
  let said: MockInstance<typeof console.error>;
  beforeEach(async () => {
    seen = [];
    said = vi.spyOn(console, "error").mockImplementation(() => {});
    server = await tcp.listen(async (c) => {
      try {
        for await (const bytes of c) await c.send(bytes);
        seen.push("end");
      } catch (error) {
        seen.push((error as NetcellError).code);
        throw error;
      }
    });
  });

  test("while the server waits is an error of that connection only", async () => {
    const raw = await rawPeer(server);
    const other = await tcp.connect(server);
    raw.write("x");
    await new Promise((resolve) => raw.once("data", resolve));
    raw.resetAndDestroy();
    await expect.poll(() => seen).toEqual(["ECONNRESET"]);
    // The client did that, not the handler.
    expect(said.mock.calls).toEqual([
      [`${server.name}#1: the client reset the connection while the handler was talking to it`],
    ]);
    await other.send("still here");
    expect(String(await other.recv())).toBe("still here");
    expect([...server.transcript].map(({ event }) => event)).toContain("rst");
  });

  test("while the server sends ends the send", async () => {
    const raw = await rawPeer(server);
    raw.on("error", () => {});
    raw.pause();
    const piece = Buffer.alloc(1 << 20);
    for (let i = 0; i < 32; i++) raw.write(piece);
    await expect.poll(() => server.transcript.bytes).toBeGreaterThan(1 << 20);
    raw.resetAndDestroy();
    await expect.poll(() => seen).toHaveLength(1);
    expect(seen[0]).toBeOneOf(["ECONNRESET", "EPIPE"]);
    await expect.poll(() => server.connections.length).toBe(0);
  });

  test("of a hundred connections at once leaves a server that serves", async () => {
    const raws = await Promise.all(Array.from({ length: 100 }, () => rawPeer(server)));
    await expect.poll(() => server.connections.length).toBe(100);
    for (const raw of raws) raw.resetAndDestroy();
    await expect.poll(() => server.connections.length).toBe(0);
    const late = await tcp.connect(server);
    await late.send("late");
    expect(String(await late.recv())).toBe("late");
  });
});

test("a server that a peer floods keeps no more than its bounds, whoever reads or does not", async () => {
  const server = await tcp.listen();
  const raws = await Promise.all(Array.from({ length: 20 }, () => rawPeer(server)));
  const pump = (raw: Socket) => {
    while (raw.write(Buffer.alloc(1 << 18)));
  };
  for (const raw of raws) {
    raw.on("error", () => {});
    raw.on("drain", () => pump(raw));
    pump(raw);
  }
  await expect.poll(() => raws.every((raw) => raw.writableNeedDrain), { timeout: 10_000 }).toBe(true);
  for (const connection of server.connections) expect(connection.transcript.bytes).toBeLessThan(3 << 20);
  for (const raw of raws) raw.destroy();
});

/** A client that is not ours, connected. */
async function rawPeer(server: Server): Promise<Socket> {
  const raw = rawConnect(server.endpoint.port, "127.0.0.1");
  await new Promise((resolve) => raw.once("connect", resolve));
  return raw;
}
