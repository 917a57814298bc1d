/** TCP over the operating system's loopback, in plain Node. */
import { spawnSync } from "node:child_process";
import { createServer, connect as rawConnect, type Socket } from "node:net";
import { resolve } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { type Connection, closeAll, handles, NetcellError, type Server, tcp } from "../../lib";

afterEach(() => closeAll());

/** Both ends of one connection. */
async function pair(): Promise<{ server: Server; near: Connection; far: Connection }> {
  const server = await tcp.listen();
  const near = await tcp.connect(server);
  return { server, near, far: await server.accept() };
}

const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString());
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: NetcellError) => error.code,
  );

describe("a connection", () => {
  test("carries bytes both ways, and its two ends name each other", async () => {
    const { near, far } = await pair();
    await near.send("to far");
    await far.send(Buffer.from([1, 2, 3]));
    expect(text(await far.recv())).toBe("to far");
    expect([...(await near.recv())!]).toEqual([1, 2, 3]);
    expect(near.local).toEqual(far.remote);
    expect(near.remote).toEqual(far.local);
  });

  test("is a byte stream: three sends can be one recv, and recv gives at most what is asked", async () => {
    const { near, far } = await pair();
    for (const part of ["one", "two", "three"]) await near.send(part);
    expect(text(await far.recvExactly(11))).toBe("onetwothree");
    await near.send("abcdef");
    expect([text(await far.recv(4)), text(await far.recv(4))]).toEqual(["abcd", "ef"]);
  });

  test("lines arrive whole for any slicing of the stream", async () => {
    const { near, far } = await pair();
    const raw = far.lines();
    const line = fc.string({ unit: "grapheme", maxLength: 12 }).filter((s) => !/[\r\n]/.test(s));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 6 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        async (lines, sizes) => {
          const bytes = Buffer.from(lines.map((each) => `${each}\n`).join(""));
          for (let at = 0; at < bytes.length; ) {
            const size = sizes.next().value!;
            await near.send(bytes.subarray(at, at + size));
            at += size;
          }
          for (const each of lines) expect(await raw.recv()).toBe(each);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a loop that never looks for the end gives others their turn, and is told", async () => {
    const { near, far } = await pair();
    await near.shutdown();
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    const endless = (async () => {
      for (;;) await far.recv();
    })();
    await expect(endless).rejects.toMatchObject({
      code: "ENODATA",
      message: expect.stringContaining("null"),
    });
    await expect.poll(() => turns).toBeGreaterThan(0);
    clearInterval(counting);
    await expect(far.lines().recv()).rejects.toMatchObject({ code: "ENODATA" });
  });

  test("recv gives null after the peer's FIN, and the other direction still works", async () => {
    const { near, far } = await pair();
    await near.send("last words");
    await near.shutdown();
    expect([text(await far.recv()), await far.recv(), await far.recv()]).toEqual(["last words", null, null]);
    await far.send("answer");
    expect(text(await near.recv())).toBe("answer");
    expect(await codeOf(near.send("more"))).toBe("EPIPE");
  });

  test("iterating ends with the peer's FIN; a last line needs no line ending", async () => {
    const { near, far } = await pair();
    await near.send("a\r\nb");
    await near.shutdown();
    const lines: string[] = [];
    for await (const line of far.lines()) lines.push(line);
    expect(lines).toEqual(["a", "b"]);
  });

  test("abort resets: the peer reads ECONNRESET", async () => {
    const { near, far } = await pair();
    await near.abort();
    expect(await codeOf(far.recv())).toBe("ECONNRESET");
    expect([...near.transcript].map((row) => row.event)).toEqual(["connect", "rst"]);
    expect((await far.closed).by).toBe("peer");
  });

  test("what recvExactly and recvUntil could not use stays there", async () => {
    const { near, far } = await pair();
    await near.send("short");
    await near.shutdown();
    expect(await codeOf(far.recvExactly(10))).toBe("ENODATA");
    expect(await codeOf(far.recvUntil("\n"))).toBe("ENODATA");
    expect(text(await far.recv())).toBe("short");
  });

  test("recvUntil finds a delimiter that is cut in two, and leaves what follows", async () => {
    const { near, far } = await pair();
    await near.send("head\r");
    const found = far.recvUntil("\r\n");
    await near.send("\nbody");
    expect([text(await found), text(await far.recv())]).toEqual(["head\r\n", "body"]);
  });

  test("a peer that never sends the delimiter costs no more than maxBytes, and is held up", async () => {
    const server = await tcp.listen();
    const flood = rawConnect(server.endpoint.port, "127.0.0.1");
    flood.on("error", () => {});
    const piece = Buffer.alloc(256 * 1024, "x");
    const pump = () => {
      while (flood.write(piece));
    };
    flood.on("drain", pump);
    flood.on("connect", pump);
    const victim = await server.accept();
    const error = await victim.recvUntil("\n").catch((reason: NetcellError) => reason);
    expect(error).toMatchObject({ code: "EMSGSIZE", hint: expect.stringContaining("maxBytes") });
    expect(text(await victim.recv(3))).toBe("xxx");
    // The kernel's buffers and ours are full: the peer cannot push any further.
    await expect.poll(() => flood.writableNeedDrain).toBe(true);
    const before = victim.transcript.bytes;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(victim.transcript.bytes - before).toBeLessThan(2 * 1024 * 1024);
    flood.destroy();
  });

  test("send is backpressure: it waits for a peer that does not read, and refuses to pile up", async () => {
    const { near } = await pair();
    const megabyte = new Uint8Array(1024 * 1024);
    let stuck: NetcellError | undefined;
    for (let i = 0; i < 50 && !stuck; i++)
      await near.send(megabyte, { timeout: 100 }).catch((error: NetcellError) => {
        stuck = error;
      });
    expect(stuck).toMatchObject({ code: "ETIMEDOUT" });
    const piled = Array.from({ length: 8 }, () => codeOf(near.send(megabyte, { timeout: 50 })));
    expect(await Promise.all(piled)).toContain("ENOBUFS");
  });

  test("recv takes its options alone", async () => {
    const { near } = await pair();
    expect(await codeOf(near.recv({ timeout: 20 }))).toBe("ETIMEDOUT");
  });

  test("closing is orderly and waits for nobody who is silent: FIN, no reset", async () => {
    const { near, far } = await pair();
    await near.close();
    expect([...near.transcript].map((row) => row.event)).toEqual(["connect", "fin"]);
    expect(await far.recv()).toBeNull();
    expect(String(far)).toContain("(open, CLOSE-WAIT: the peer sends no more)");
  });

  test("closing delivers what was sent before, and lets the peer finish what it is sending", async () => {
    const { near, far } = await pair();
    const much = new Uint8Array(600_000);
    const sending = [near.send(much), far.send(much)];
    const closing = near.close();
    expect((await far.recvExactly(much.length)).length).toBe(much.length);
    await Promise.allSettled([...sending, closing]);
    expect([...far.transcript].some((row) => row.event === "rst")).toBe(false);
  });

  test("closing does not pretend: a send that the peer did not take fails, and the connection is reset", async () => {
    const { near } = await pair();
    const sending = codeOf(near.send(new Uint8Array(20_000_000)));
    await near.close();
    expect(await sending).toBe("ENOTCONN");
    expect([...near.transcript].at(-1)).toMatchObject({ event: "rst" });
  });

  test("a signal ends a wait", async () => {
    const { near } = await pair();
    expect(await codeOf(near.recv(1, { signal: AbortSignal.timeout(20) }))).toBe("ABORT_ERR");
  });

  test("an early close ends a loop that reads, and later calls say that it is closed", async () => {
    const { near } = await pair();
    const loop = (async () => {
      for await (const _ of near);
      return "ended";
    })();
    await near.close();
    expect(await loop).toBe("ended");
    expect(await codeOf(near.recv())).toBe("ENOTCONN");
    expect(await codeOf(near.send("x"))).toBe("ENOTCONN");
  });

  test.each([
    ["a port that is none", () => tcp.connect(70_000)],
    ["no port", () => tcp.connect({ host: "127.0.0.1" } as never)],
    ["nothing", () => tcp.connect(undefined as never)],
    ["a negative timeout", () => tcp.connect(80, { timeout: -1 })],
    ["a promise of a server", () => tcp.connect(tcp.listen().catch(() => {}) as never)],
    ["null for options", () => tcp.connect(80, null as never)],
    ["null for a handler", () => tcp.listen(null as never, { name: "x" })],
    ["a handler that is no function", () => tcp.listen(5 as never)],
    ["a name that is no text", () => tcp.listen({ name: 5 as never })],
    ["no host", () => tcp.listen({ host: "" })],
    ["no number of connections", () => tcp.listen({ maxConnections: "many" as never })],
  ])("%s is refused in words", async (_name, connect) => {
    const error: unknown = await connect().catch((reason) => reason);
    expect(error).toBeInstanceOf(NetcellError);
    expect(error).toMatchObject({ code: "EINVAL" });
  });

  test("sending what is no bytes is refused in words", async () => {
    const { near } = await pair();
    await expect(near.send({} as never)).rejects.toThrow(
      "a socket sends bytes, not object (EINVAL). Give a string or a Uint8Array",
    );
  });
});

describe("a server", () => {
  test("answers several clients at once", async () => {
    const waiting: Array<() => void> = [];
    const all = new Promise<void>((resolve) => waiting.push(resolve));
    let present = 0;
    const server = await tcp.listen(async (c) => {
      if (++present === 3) waiting[0]!();
      await all;
      await c.send("together");
    });
    const clients = await Promise.all([1, 2, 3].map(() => tcp.connect(server)));
    expect(await Promise.all(clients.map(async (c) => text(await c.recv())))).toEqual([
      "together",
      "together",
      "together",
    ]);
    expect(new Set(clients.map((c) => c.local.port)).size).toBe(3);
    expect(server.accepted).toBe(3);
  });

  test("closes a connection when its handler is done, and keeps it when the handler returns no promise", async () => {
    const kept: Connection[] = [];
    const done = await tcp.connect(await tcp.listen(async (c) => void (await c.send("bye"))));
    const open = await tcp.connect(await tcp.listen((c) => void kept.push(c)));
    expect([text(await done.recv()), await done.recv()]).toEqual(["bye", null]);
    await expect.poll(() => kept[0]?.state).toBe("open");
    await open.send("still here");
    expect(text(await kept[0]!.recv())).toBe("still here");
  });

  test("turns away more clients than maxConnections, and says so in its transcript", async () => {
    const server = await tcp.listen(() => {}, { maxConnections: 2 });
    await Promise.all([tcp.connect(server), tcp.connect(server)]);
    const third = await tcp.connect(server);
    expect(await third.recv().catch((error: NetcellError) => error.code)).toBe("ECONNRESET");
    expect([...server.transcript].filter((row) => row.event === "drop")).toHaveLength(1);
    expect(server.turnedAway).toBe(1);
  });

  test("close resolves though a client holds on, within the grace, and frees the port", async () => {
    const server = await tcp.listen(() => {});
    const raw: Socket = rawConnect({ port: server.endpoint.port, host: "127.0.0.1", allowHalfOpen: true });
    raw.on("error", () => {});
    await expect.poll(() => server.connections.length).toBe(1);
    const { port } = server.endpoint;
    await Promise.all([server.close({ grace: 20 }), server.close()]);
    expect(server.state).toBe("closed");
    const next = createServer().listen(port, "127.0.0.1");
    await new Promise<void>((listening, failed) => next.once("listening", listening).once("error", failed));
    next.close();
    raw.destroy();
  });

  test("is closed by await using's symbol too, and tells who closed it", async () => {
    const server = await tcp.listen();
    await server[Symbol.asyncDispose]();
    expect(await server.closed).toEqual({ by: "local" });
    expect(handles()).toHaveLength(0);
  });

  test("gives connections to iteration where there is no handler", async () => {
    const server = await tcp.listen();
    await tcp.connect(server, { name: "first" });
    for await (const connection of server) {
      expect(connection.name).toBe(`${server.name}#1`);
      break;
    }
  });

  test("lets a client connect whose handler throws at once: the reset comes when it reads", async () => {
    const printed: unknown[] = [];
    const original = console.error;
    console.error = (...all) => void printed.push(all);
    const hostile = {
      toString: () => {
        throw new Error("no text");
      },
    };
    const server = await tcp.listen(() => Promise.reject(hostile), { name: "hostile" });
    const client = await tcp.connect(server);
    expect(await codeOf(client.recv())).toBe("ECONNRESET");
    console.error = original;
    expect(printed).toEqual([["hostile#1: the handler threw", hostile]]);
  });

  test("says names in errors with nothing in them that moves the cursor or turns the line around", async () => {
    const server = await tcp.listen({ name: "\u202e\x1b[31mred" });
    await expect(server.accept({ timeout: 1 })).rejects.toThrow(
      "accept() on \\u202e\\x1b[31mred waited 1 ms",
    );
  });

  test("takes its options alone, where there is no handler", async () => {
    expect((await tcp.listen({ name: "alone" })).name).toBe("alone");
  });

  test("is silent when it closes under a handler that waits for the rest of a message", async () => {
    const printed: unknown[] = [];
    const original = console.error;
    console.error = (...all) => void printed.push(all);
    try {
      const server = await tcp.listen((c) => c.recvUntil("\n"));
      const client = await tcp.connect(server);
      await client.send("half a li");
      await expect.poll(() => server.transcript.bytes).toBe(9);
      await server.close();
      await new Promise(setImmediate);
    } finally {
      console.error = original;
    }
    expect(printed).toEqual([]);
  });

  test("with a handler refuses accept() in words", async () => {
    const server = await tcp.listen(() => {});
    await expect(server.accept()).rejects.toThrow("its handler takes the connections (EINVAL)");
  });
});

describe("in plain Node", () => {
  test("the process exits by itself with a server and a connection open", () => {
    const script = `const { tcp } = require(${JSON.stringify(resolve(import.meta.dirname, "../.."))});
      (async () => {
        const one = await tcp.listen(undefined, { name: "same" });
        const two = await tcp.listen(undefined, { name: "same" });
        await tcp.connect(two);
        console.log(one.state, two.state, require("netcell").handles().length);
        await two.accept();
        console.log(await two.accept({ timeout: 200 }).catch((error) => error.code));
      })()`;
    const run = spawnSync(process.execPath, ["-e", script], {
      encoding: "utf8",
      timeout: 10_000,
      cwd: resolve(import.meta.dirname, "../.."),
    });
    expect(run).toMatchObject({ status: 0, signal: null, stdout: "closed open 2\nETIMEDOUT\n", stderr: "" });
  });
});
