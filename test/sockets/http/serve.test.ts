/** http.serve(): asked by fetch, by curl and by hand. */
import { execFile } from "node:child_process";
import { connect } from "node:net";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  closeAll,
  type HttpExchange,
  type HttpRoutes,
  type HttpServer,
  http,
  tcp,
  websocket,
} from "../../../lib";
import { program, requires } from "../../support/requires";

afterEach(() => closeAll());

const curl = program("curl");
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: NodeJS.ErrnoException) => error.code,
  );

/** What a raw text gets back, until the server ends the connection. */
async function byHand(server: HttpServer, text: string): Promise<string> {
  const socket = connect(server.endpoint.port, server.endpoint.address);
  socket.write(text);
  let answer = "";
  for await (const bytes of socket) answer += bytes;
  return answer;
}

describe("a route", () => {
  const ask = async (answer: unknown) => {
    const server = await http.serve({ "GET /": () => answer });
    return fetch(server.url);
  };

  test("that returns an object or an array answers JSON", async () => {
    const response = await ask({ id: 1, tags: ["a"] });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await response.json()).toEqual({ id: 1, tags: ["a"] });
    expect(await (await ask([1, null])).json()).toEqual([1, null]);
    expect(await (await ask(null)).json()).toBe(null);
  });

  test("that returns a string answers text, and bytes stay bytes", async () => {
    const text = await ask("grüße");
    expect([text.headers.get("content-type"), await text.text()]).toEqual([
      "text/plain; charset=utf-8",
      "grüße",
    ]);
    const bytes = await ask(new Uint8Array([0, 255]));
    expect(bytes.headers.get("content-type")).toBe("application/octet-stream");
    expect([...new Uint8Array(await bytes.arrayBuffer())]).toEqual([0, 255]);
  });

  test("that returns nothing answers 204, without Content-Length", async () => {
    const response = await ask(undefined);
    expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([
      204,
      null,
      "",
    ]);
  });

  test("says status, header fields and body itself", async () => {
    const response = await ask({
      status: 201,
      headers: { Location: "/todos/1", "Content-Type": "application/vnd.todo+json" },
      body: { id: 1 },
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toBe("/todos/1");
    expect(response.headers.get("content-type")).toBe("application/vnd.todo+json");
    expect(await response.json()).toEqual({ id: 1 });
    const empty = await ask({ status: 200 });
    expect([empty.status, empty.headers.get("content-length")]).toEqual([200, "0"]);
  });

  test("can have content that looks a little like an answer", async () => {
    expect(await (await ask({ status: "done", title: "x" })).json()).toEqual({ status: "done", title: "x" });
    expect(await (await ask({ status: 200, title: "x" })).json()).toEqual({ status: 200, title: "x" });
  });

  test("gets what stood in the path and behind the question mark, decoded", async () => {
    const server = await http.serve({
      "GET /todos/:id/tags/:tag": ({ params, query, path, method }) => ({ params, query, path, method }),
    });
    const response = await fetch(`${server.url}/todos/a%20b/tags/c%2Fd?done=yes&q=%C3%BC&q=z`);
    expect(await response.json()).toEqual({
      params: { id: "a b", tag: "c/d" },
      query: { done: "yes", q: "z" },
      path: "/todos/a%20b/tags/c%2Fd",
      method: "GET",
    });
  });

  test("said in words goes before one with a name, wherever it stands in the table", async () => {
    const server = await http.serve({
      "GET /todos/:id": () => "any",
      "GET /todos/new": () => "new",
      "DELETE /todos/:id": () => "gone",
    });
    expect(await (await fetch(`${server.url}/todos/new`)).text()).toBe("new");
    expect(await (await fetch(`${server.url}/todos/7`)).text()).toBe("any");
    expect(await (await fetch(`${server.url}/todos/new`, { method: "DELETE" })).text()).toBe("gone");
  });

  test("reads JSON, text and bytes, also when they come in chunks", async () => {
    const server = await http.serve({
      "POST /json": async (x) => ({ sum: (await x.json()).reduce((a: number, b: number) => a + b) }),
      "POST /text": async (x) => `${await x.text()} ${x.headers["content-type"]}`,
      "POST /twice": async (x) => [(await x.bytes()).length, (await x.bytes()).length],
    });
    const post = (path: string, body: RequestInit["body"], more: object = {}) =>
      fetch(server.url + path, { method: "POST", body: body!, ...more });
    expect(await (await post("/json", "[1,2,3]")).json()).toEqual({ sum: 6 });
    expect(await (await post("/text", "hi")).text()).toBe("hi text/plain;charset=UTF-8");
    const chunks = new ReadableStream({
      start(controller) {
        for (const part of ["one", "two"]) controller.enqueue(Buffer.from(part));
        controller.close();
      },
    });
    expect(await (await post("/twice", chunks, { duplex: "half" })).json()).toEqual([6, 6]);
  });
});

describe("what no route answers", () => {
  let server: HttpServer;
  beforeEach(async () => {
    server = await http.serve({ "GET /todos": () => [], "PUT /todos": () => undefined });
  });

  test("an unknown path is 404, as problem details", async () => {
    const response = await fetch(`${server.url}/nothing`);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      404,
      "application/problem+json",
    ]);
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      detail: "nothing is at /nothing",
    });
  });

  test("a known path with another method is 405, and Allow says which there are", async () => {
    const response = await fetch(`${server.url}/todos`, { method: "DELETE" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS, PUT"]);
  });

  test("HEAD is GET without the content, OPTIONS says what is allowed", async () => {
    const head = await fetch(`${server.url}/todos`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "2", ""]);
    const options = await fetch(`${server.url}/todos`, { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS, PUT"]);
    expect(await byHand(server, "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 204 No Content\r\n/,
    );
  });

  test("a target may be a whole URL, as it is for a proxy", async () => {
    const answer = await byHand(
      server,
      "GET http://example.com/todos?x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\[\]$/);
  });
});

describe("trouble", () => {
  const silence = () => vi.spyOn(console, "error").mockImplementation(() => {});

  test("a handler that throws is 500 and tells the client nothing more; here it is told", async () => {
    const error = silence();
    const server = await http.serve({
      "GET /": () => {
        throw new RangeError("secret");
      },
    });
    const response = await fetch(server.url);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/secret|RangeError|serve\.test/);
    expect(String(error.mock.calls[0]![1])).toBe("RangeError: secret");
    expect([...server.transcript].some((row) => row.note?.includes("RangeError: secret"))).toBe(true);
    expect((await fetch(server.url)).status).toBe(500);
    error.mockRestore();
  });

  test.each([
    ["a function", () => () => 1],
    ["a bigint", () => 1n],
    ["header fields that would end the header", () => ({ status: 200, headers: { "x-a": "a\r\nb: c" } })],
    ["a circle", () => Object.assign([], { 0: globalThis })],
  ])("a handler that returns %s is 500", async (_, handler) => {
    const error = silence();
    const server = await http.serve({ "GET /": handler });
    expect((await fetch(server.url)).status).toBe(500);
    expect(error).toHaveBeenCalledOnce();
    error.mockRestore();
  });

  test("a problem is told as it is, thrown or returned", async () => {
    const server = await http.serve({
      "GET /thrown": () => {
        throw http.problem(409, "taken", { by: "you" });
      },
      "GET /returned": () => http.problem(404, "no todo 7"),
    });
    const thrown = await fetch(`${server.url}/thrown`);
    expect(await thrown.json()).toEqual({
      type: "about:blank",
      title: "Conflict",
      status: 409,
      detail: "taken",
      by: "you",
    });
    expect((await fetch(`${server.url}/returned`)).status).toBe(404);
    expect(() => http.problem(200, "fine")).toThrow(/is not the status of an error/);
  });

  test("content that is no JSON is 400 and says where it stops being JSON", async () => {
    const server = await http.serve({ "POST /": (x) => x.json() });
    const response = await fetch(server.url, { method: "POST", body: '{"a": tru}' });
    expect([response.status, (await response.json()).detail]).toEqual([
      400,
      expect.stringContaining("at character 9 the rest of true should be"),
    ]);
    const none = await fetch(server.url, { method: "POST" });
    expect((await none.json()).detail).toContain("there is none");
  });

  test("too much content is 413, said in advance or not, and the next request is answered", async () => {
    const server = await http.serve({ "POST /": async (x) => (await x.bytes()).length }, { maxBody: 1000 });
    const post = (body: RequestInit["body"]) =>
      fetch(server.url, { method: "POST", body: body!, duplex: "half" } as RequestInit);
    const pieces = (count: number) =>
      new ReadableStream({
        start(controller) {
          for (let i = 0; i < count; i++) controller.enqueue(Buffer.alloc(100));
          controller.close();
        },
      });
    expect((await post(Buffer.alloc(1001))).status).toBe(413);
    expect((await post(pieces(11))).status).toBe(413);
    expect(await (await post(pieces(10))).json()).toBe(1000);
  });

  test("what is no HTTP is 400 and the connection ends; the transcript says what came", async () => {
    const server = await http.serve({});
    expect(await byHand(server, "hello there\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(await byHand(server, "\x16\x03\x01\x02\x00")).toMatch(/^HTTP\/1\.1 400/);
    const notes = [...server.transcript].flatMap((row) => row.note ?? []);
    expect(notes[0]).toContain("not HTTP: hello there");
    expect(notes.some((note) => note.includes("a TLS client speaks here"))).toBe(true);
    const long = `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`;
    expect(await byHand(server, long)).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe("a request of HTTP/1.1", () => {
  const hosts = ["", "Host: a\r\nHost: b\r\n"];

  test.each(hosts)("with %j for its Host is 400, and says which rule that breaks", async (host) => {
    const server = await http.serve({ "GET /": () => 1, "GET /ws": websocket.route(() => {}) });
    const upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    for (const [path, more] of [
      ["/", "Connection: close\r\n"],
      ["/ws", upgrade],
    ]) {
      const answer = await byHand(server, `GET ${path} HTTP/1.1\r\n${host}${more}\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
      expect(answer).toContain("application/problem+json");
      expect(answer).toContain("has one Host field (RFC 9112, section 3.2)");
    }
  });

  test("needs it, one of HTTP/1.0 does not", async () => {
    const server = await http.serve({ "GET /": () => "old" });
    expect(await byHand(server, "GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 [\s\S]*old$/);
  });
});

test("a header field that cannot be sent is told in the server's cell, by its name", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const server = await http.serve({ "GET /": () => ({ status: 200, headers: { "x-mood": "a\nb" } }) });
  expect((await fetch(server.url)).status).toBe(500);
  expect(String(error.mock.calls[0]![1])).toContain("the header field x-mood cannot be 'a\\nb' (EINVAL)");
  error.mockRestore();
});

describe("a table of routes is refused", () => {
  test.each<[string, HttpRoutes, RegExp]>([
    ["without a method", { "/todos": () => 1 }, /"\/todos" is not a route/],
    ["with a method in small letters", { "get /": () => 1 }, /there is no method get.*capitals/],
    ["with a path that does not begin with a slash", { "GET todos": () => 1 }, /is not a route/],
    ["with a query", { "GET /todos?done=1": () => 1 }, /a route has no query/],
    ["without a handler", { "GET /": 7 as unknown as () => unknown }, /has no handler/],
    ["with a name that is none", { "GET /:1": () => 1 }, /:1 is not a name/],
    ["with one name twice", { "GET /:id/:id": () => 1 }, /one name twice/],
    [
      "with two routes for the same requests",
      { "GET /todos/:id": () => 1, "GET /todos/:key": () => 2 },
      /"GET \/todos\/:id" and "GET \/todos\/:key" answer the same requests/,
    ],
  ])("%s", async (_, routes, message) => {
    await expect(http.serve(routes)).rejects.toThrow(message);
  });
});

describe("a browser's page of another origin", () => {
  test("is let in only when asked for", async () => {
    const routes = { "PUT /todos/:id": () => undefined };
    const closed = await http.serve(routes);
    expect((await fetch(closed.url)).headers.get("access-control-allow-origin")).toBe(null);
    const open = await http.serve(routes, { cors: true });
    const preflight = await fetch(`${open.url}/todos/1`, {
      method: "OPTIONS",
      headers: { "access-control-request-method": "PUT", "access-control-request-headers": "content-type" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type");
    const one = await http.serve(routes, { cors: "http://localhost:8888" });
    const response = await fetch(one.url);
    expect(response.headers.get("access-control-allow-origin")).toBe("http://localhost:8888");
    expect(response.headers.get("vary")).toBe("Origin");
    expect(await codeOf(http.serve(routes, { cors: "localhost" }))).toBe("EINVAL");
  });
});

describe("a server of HTTP as a handle", () => {
  test("is replaced by one of the same name, on the same port", async () => {
    const one = await http.serve({ "GET /": () => "one" }, { name: "api" });
    const two = await http.serve({ "GET /": () => "two" }, { name: "api" });
    expect(two.url).toBe(one.url);
    expect(await one.closed).toEqual({ by: "rerun" });
    expect(await (await fetch(two.url)).text()).toBe("two");
  });

  test("says who holds its port", async () => {
    const one = await tcp.listen(undefined, { name: "other" });
    await expect(http.serve({}, { port: one.endpoint.port })).rejects.toThrow(
      /held by this notebook's own server "other"/,
    );
  });

  test("closes at once though clients keep their connections; an answer under way is finished", async () => {
    let answer: (() => void) | undefined;
    const server = await http.serve({
      "GET /": () => "now",
      "GET /later": () =>
        new Promise<string>((resolve) => {
          answer = () => resolve("later");
        }),
    });
    await (await fetch(server.url)).text();
    const later = fetch(`${server.url}/later`);
    await expect.poll(() => answer).toBeDefined();
    const closing = server.close({ grace: 5000 });
    answer!();
    await closing;
    expect(await (await later).text()).toBe("later");
    expect(server.connections).toEqual([]);
    expect(server.state).toBe("closed");
  });

  test("does not wait longer than the grace for an answer that never comes", async () => {
    const server = await http.serve({ "GET /": () => new Promise(() => {}) });
    const never = fetch(server.url).catch((error: Error) => error);
    await expect.poll(() => server.connections.length).toBe(1);
    await server.close({ grace: 30 });
    expect(await never).toBeInstanceOf(Error);
    await expect.poll(() => server.exchanges).toMatchObject([{ method: "GET", target: "/", status: 0 }]);
  });

  test("records the raw bytes, lists the newest exchanges, and shows both", async () => {
    const server = await http.serve({ "GET /hello": () => "hi" }, { name: "shown" });
    await (await fetch(`${server.url}/hello?a=1`)).text();
    await expect.poll(() => server.exchanges.length).toBe(1);
    expect(server.exchanges[0]).toMatchObject({ method: "GET", target: "/hello?a=1", status: 200 });
    const bytes = [...server.transcript].map((row) => row.bytes?.toString() ?? row.event).join("|");
    expect(bytes).toMatch(/^accept\|GET \/hello\?a=1 HTTP\/1\.1\r\n[\s\S]*\|HTTP\/1\.1 200 OK\r\n[\s\S]*hi$/);
    expect(String(server)).toContain(`http server 'shown' 127.0.0.1:${server.endpoint.port} (open)`);
  });

  test("keeps the newest hundred exchanges", async () => {
    const server = await http.serve({ "GET /:n": () => 1 });
    const client = http.client(server);
    for (let n = 0; n < 105; n++) await client.get(`/${n}`);
    await expect.poll(() => server.exchanges.at(-1)?.target).toBe("/104");
    expect(server.exchanges.map(({ target }) => target)).toEqual(
      Array.from({ length: 100 }, (_, i) => `/${i + 5}`),
    );
  });

  test("turns away more clients than it may have", async () => {
    const server = await http.serve({ "GET /": () => 1 }, { maxConnections: 1 });
    await (await fetch(server.url)).text();
    const second = connect(server.endpoint.port);
    await new Promise((resolve) => second.once("close", resolve).once("error", () => {}));
    expect(server.turnedAway).toBe(1);
  });
});

requires(curl).describe("asked by curl", () => {
  const run = promisify(execFile);
  const ask = async (...args: string[]) => (await run(curl.path, ["-sS", "--noproxy", "*", ...args])).stdout;
  const echo = { "POST /": async (x: HttpExchange) => (await x.bytes()).length };

  test("a dialogue: POST with JSON, GET with header", async () => {
    const todos: unknown[] = [];
    const server = await http.serve({
      "POST /todos": async (x) => ({ status: 201, body: { id: todos.push(await x.json()) } }),
      "GET /todos": () => todos,
    });
    expect(await ask("-d", '{"title":"a"}', `${server.url}/todos`)).toBe('{"id":1}');
    expect(await ask("-i", `${server.url}/todos`)).toMatch(
      /^HTTP\/1\.1 200 OK\r\ncontent-length: 15\r\ncontent-type: application\/json\r\n[\s\S]*\[{"title":"a"}]$/i,
    );
  });

  test("who asks with Expect is told to go on, or 413 before the content is sent", async () => {
    const server = await http.serve(echo, { maxBody: 2_000_000 });
    const upload = (size: number) =>
      ask(
        "-H",
        "Expect: 100-continue",
        "-w",
        " %{http_code} %{size_upload}",
        "--data-binary",
        "x".repeat(size),
        server.url,
      );
    expect(await upload(90_000)).toBe("90000 200 90000");
    const small = await http.serve(echo, { maxBody: 10 });
    const answer = await ask(
      "-H",
      "Expect: 100-continue",
      "-w",
      " %{http_code} %{size_upload}",
      "-d",
      "x".repeat(50_000),
      small.url,
    );
    expect(answer).toMatch(/ 413 0$/);
  });
});
