/** WebSockets: our client, Node's own parser of frames on the other side, and rooms. */
import { connect as rawConnect } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket as WsClient } from "ws";
import {
  closeAll,
  handles,
  http,
  type NetcellError,
  room,
  tcp,
  type WebSocketStream,
  websocket,
} from "../../../lib";

afterEach(() => closeAll());

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => new Error("no error"),
    (error: NetcellError) => error,
  );

const echo = websocket.route(async (s) => {
  for await (const message of s) await s.send(message);
});

/** Both ends of one WebSocket. */
async function pair(options?: Parameters<typeof websocket.route>[1]) {
  let arrived!: (stream: WebSocketStream) => void;
  const far = new Promise<WebSocketStream>((resolve) => {
    arrived = resolve;
  });
  const server = await http.serve({ "GET /": websocket.route((s) => arrived(s), options) });
  const near = await websocket.connect(server.url);
  return { server, near, far: await far };
}

describe("a WebSocket", () => {
  test("keeps messages whole; text stays text and bytes stay bytes", async () => {
    const server = await http.serve({ "GET /": echo });
    const me = await websocket.connect(server.url);
    for (const message of ["grüße", "", Buffer.from([0, 255])]) await me.send(message);
    expect([await me.recv(), await me.recv(), await me.recv()]).toEqual(["grüße", "", Buffer.from([0, 255])]);
  });

  test("gives its handler what stood in the URL", async () => {
    const server = await http.serve({
      "GET /chat/:name": websocket.route((s, x) =>
        s.send(JSON.stringify([x.params, x.query, x.headers.upgrade])),
      ),
      "GET /plain": () => "plain",
    });
    const me = await websocket.connect(`${server.url}/chat/ann?room=1`);
    expect(JSON.parse(String(await me.recv()))).toEqual([{ name: "ann" }, { room: "1" }, "websocket"]);
    expect((await http.client(server).get("/plain")).text()).toBe("plain");
  });

  test("is closed with 1000 when its handler is done, and recv gives null", async () => {
    const server = await http.serve({ "GET /": websocket.route(async (s) => void (await s.send("bye"))) });
    const me = await websocket.connect(server.url);
    expect([await me.recv(), await me.recv(), await me.recv()]).toEqual(["bye", null, null]);
    expect(me.ended).toEqual({ code: 1000, reason: "" });
    expect(await errorOf(me.send("more"))).toMatchObject({ code: "ENOTCONN" });
  });

  test("ends with 1011 when its handler throws, which is told here only", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const server = await http.serve({
      "GET /": websocket.route(async () => {
        throw new RangeError("secret");
      }),
    });
    const me = await websocket.connect(server.url);
    expect(await errorOf(me.recv())).toMatchObject({ code: "EPROTO" });
    expect(me.ended).toEqual({ code: 1011, reason: "the server failed" });
    expect(String(error.mock.calls[0]![1])).toBe("RangeError: secret");
    error.mockRestore();
  });

  test("ends with 1009 when a message is too long", async () => {
    const { near, far } = await pair({ maxBytes: 100 });
    await near.send("x".repeat(101));
    expect(await errorOf(near.recv())).toMatchObject({ code: "EMSGSIZE" });
    expect(near.ended!.code).toBe(1009);
    // Who received it had the limit: the peer did not break anything, it sent too much.
    const error = await errorOf(far.recv());
    expect(error).toMatchObject({
      code: "EMSGSIZE",
      message: expect.stringContaining("of more than 100 bytes"),
    });
    expect(await far.closed).toEqual({ by: "error", error });
  });

  test("tells too long a message in the server's cell in one line, not as a handler that threw", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const server = await http.serve({
      "GET /": websocket.route(
        async (s) => {
          for await (const _ of s);
        },
        { maxBytes: 10 },
      ),
    });
    const me = await websocket.connect(server.url);
    await me.send("x".repeat(11));
    expect(await errorOf(me.recv())).toMatchObject({ code: "EMSGSIZE" });
    await expect.poll(() => error.mock.calls).toHaveLength(1);
    expect(error.mock.calls[0]![0]).toContain("NetcellError: the peer sent a message of more than 10 bytes");
    error.mockRestore();
  });

  test("ends with 1001 when the server closes, at once", async () => {
    const { server, near } = await pair();
    await server.close();
    expect(await near.recv()).toBe(null);
    expect(near.ended!.code).toBe(1001);
  });

  test("says ECONNRESET when the other end is gone without a word", async () => {
    let far: WebSocketStream | undefined;
    const watched = await http.serve({
      "GET /": websocket.route((s) => {
        far = s;
      }),
    });
    const rude = new WsClient(watched.url);
    await expect.poll(() => far).toBeDefined();
    rude.terminate();
    expect(await errorOf(far!.recv())).toMatchObject({ code: "ECONNRESET" });
    expect(far!.ended!.code).toBe(1006);
  });

  test("waits no longer than the deadline", async () => {
    const { near } = await pair();
    expect(await errorOf(near.recv({ timeout: 20 }))).toMatchObject({ code: "ETIMEDOUT" });
  });

  test("holds up a sender whose peer does not read, and refuses to pile up", async () => {
    const { near, far } = await pair({ maxBytes: 2_000_000 });
    const megabyte = Buffer.alloc(1_000_000);
    let stuck: NetcellError | undefined;
    for (let i = 0; i < 60 && !stuck; i++)
      await near.send(megabyte, { timeout: 100 }).catch((error: NetcellError) => {
        stuck = error;
      });
    expect(stuck).toMatchObject({ code: "ETIMEDOUT" });
    expect(near.canSendNow).toBe(false);
    const piled = await Promise.all(
      Array.from({ length: 4 }, () => errorOf(near.send(megabyte, { timeout: 20 }))),
    );
    expect(piled.map((error) => (error as NetcellError).code)).toContain("ENOBUFS");
    expect((await far.recv())!.length).toBe(1_000_000);
  });

  test("is one handle at the client, none of its own at the server, whose transcript has the frames", async () => {
    const { server, near, far } = await pair();
    await near.send("hello");
    expect(await far.recv()).toBe("hello");
    expect(handles().map(({ kind }) => kind)).toEqual(["http server", "websocket"]);
    const rows = [...server.transcript].map((row) => row.bytes?.toString("latin1") ?? row.event);
    expect(rows[1]).toMatch(/^GET \/ HTTP\/1\.1\r\n[\s\S]*Sec-WebSocket-Key/);
    expect(rows[2]).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    // FIN and text; masked, five bytes (RFC 6455, section 5.2).
    expect(rows[3]!.slice(0, 2)).toBe("\x81\x85");
    expect([...near.transcript].map((row) => row.event)).toEqual(["connect", "data"]);
  });

  test("is what a room takes", async () => {
    const hall = room<string>();
    const server = await http.serve({
      "GET /:name": websocket.route(async (s, x) => {
        const me = hall.join(x.params.name!, s);
        for await (const text of s) hall.broadcast(`${me.name}: ${text}`, me);
      }),
    });
    const [ann, bob] = [
      await websocket.connect(`${server.url}/ann`),
      await websocket.connect(`${server.url}/bob`),
    ];
    await expect.poll(() => hall.members.length).toBe(2);
    await ann.send("hi");
    expect(await bob.recv()).toBe("ann: hi");
    await ann.close();
    await expect.poll(() => hall.members.map(({ name }) => name)).toEqual(["bob"]);
  });

  test("also over TLS", async () => {
    const server = await http.serve({ "GET /": echo }, { tls: true });
    const me = await websocket.connect(server.url);
    await me.send("secret");
    expect(await me.recv()).toBe("secret");
  });
});

describe("no WebSocket is opened", () => {
  test("at an ordinary route, or where there is none", async () => {
    const server = await http.serve({ "GET /ws": echo, "GET /": () => "x" });
    const only = await http.serve({ "GET /": () => "x" });
    for (const url of [server.url, `${server.url}/nothing`, only.url])
      expect(await errorOf(websocket.connect(url))).toMatchObject({ code: "EPROTO" });
  });

  test("by an ordinary request: 426 says what is needed", async () => {
    const server = await http.serve({ "GET /": echo });
    const response = await fetch(server.url);
    expect([response.status, response.headers.get("upgrade")]).toEqual([426, "websocket"]);
  });

  test("by a page of another origin, unless cors lets it", async () => {
    const opens = async (options: { cors?: true | string }, origin: string) => {
      const server = await http.serve({ "GET /": echo }, options);
      const client = new WsClient(server.url, { origin: origin || server.url });
      const status = await new Promise((resolve) => {
        client.once("open", () => resolve(101));
        client.once("unexpected-response", (_, response) => resolve(response.statusCode));
        client.on("error", () => {});
      });
      client.close();
      return status;
    };
    expect(await opens({}, "http://evil.example")).toBe(403);
    expect(await opens({}, "")).toBe(101);
    expect(await opens({ cors: true }, "http://evil.example")).toBe(101);
    expect(await opens({ cors: "http://lab.example" }, "http://lab.example")).toBe(101);
    expect(await opens({ cors: "http://lab.example" }, "http://evil.example")).toBe(403);
  });

  test("where nothing listens, or something else does", async () => {
    const gone = await tcp.listen();
    await gone.close();
    expect(await errorOf(websocket.connect(`ws://127.0.0.1:${gone.endpoint.port}`))).toMatchObject({
      code: "ECONNREFUSED",
    });
    const silent = await tcp.listen();
    const url = `ws://127.0.0.1:${silent.endpoint.port}`;
    expect(await errorOf(websocket.connect(url, { timeout: 50 }))).toMatchObject({ code: "ETIMEDOUT" });
    expect(await errorOf(websocket.connect("127.0.0.1"))).toMatchObject({ code: "EINVAL" });
    expect(handles().length).toBe(1);
  });

  test("by a broken handshake: the server lives", async () => {
    const server = await http.serve({ "GET /": echo });
    const socket = rawConnect(server.endpoint.port);
    socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    let answer = "";
    for await (const bytes of socket) answer += bytes;
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    const me = await websocket.connect(server.url);
    await me.send("alive");
    expect(await me.recv()).toBe("alive");
  });

  test("with a handler that is none", () => {
    expect(() => websocket.route(undefined as never)).toThrow(/needs a handler/);
  });
});
