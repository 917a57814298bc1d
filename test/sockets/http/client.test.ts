/** http.client(): the bytes of each exchange, kept connections, and servers that misbehave. */
import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { closeAll, http, NetcellError, tcp } from "../../../lib";

afterEach(() => closeAll());

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => new Error("no error"),
    (error: NetcellError) => error,
  );

/** A server that answers every connection's first bytes with this text, by hand. */
async function byHand(answer: string, then: "close" | "stay" = "close") {
  return tcp.listen(async (c) => {
    await c.recv();
    await c.send(answer);
    if (then === "stay") await c.recv();
  });
}

describe("an answer", () => {
  test("has status, header fields, content, and the bytes of both messages", async () => {
    const server = await http.serve({ "GET /todos/:id": (x) => ({ id: x.params.id }) });
    const answer = await http.client(server).get("/todos/1");
    expect([answer.status, answer.reason, answer.headers["content-type"]]).toEqual([
      200,
      "OK",
      "application/json",
    ]);
    expect(answer.json()).toEqual({ id: "1" });
    expect(String(answer.raw.request)).toBe(
      `GET /todos/1 HTTP/1.1\r\nHost: 127.0.0.1:${server.endpoint.port}\r\nConnection: keep-alive\r\n\r\n`,
    );
    expect(String(answer.raw.response)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n{"id":"1"}$/);
    expect(String(answer)).toBe("200 OK, application/json, 10 bytes");
  });

  test("in chunks is put together; the bytes show the chunks", async () => {
    const server = await byHand(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
    );
    const answer = await http.client(server).get("/");
    expect(answer.text()).toBe("abcde");
    expect(String(answer.raw.response)).toContain("\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  });

  test("without a length lasts until the server closes, as in HTTP/1.0", async () => {
    const server = await byHand("HTTP/1.0 200 OK\r\n\r\nto the end");
    expect((await http.client(server).get("/")).text()).toBe("to the end");
  });

  test("with an error status is an answer like any other", async () => {
    const server = await http.serve({});
    const answer = await http.client(server).delete("/x");
    expect([answer.status, answer.json().detail]).toEqual([404, "nothing is at /x"]);
  });

  test("that is no JSON says where", async () => {
    const server = await http.serve({ "GET /": () => "[1," });
    const answer = await http.client(server).get("/");
    expect(() => answer.json()).toThrow(/is not JSON: at character 3/);
  });
});

describe("a request", () => {
  test("takes objects, strings and bytes, and says what they are", async () => {
    const server = await http.serve({
      "POST /": async (x) => [x.headers["content-type"], x.headers["content-length"], await x.text()],
    });
    const client = http.client(server);
    const sent = async (body: unknown, headers?: Record<string, string>) =>
      (await client.post("/", body, headers && { headers })).json();
    expect(await sent({ a: 1 })).toEqual(["application/json", "7", '{"a":1}']);
    expect(await sent("ü")).toEqual(["text/plain; charset=utf-8", "2", "ü"]);
    expect(await sent(Buffer.from("raw"))).toEqual(["application/octet-stream", "3", "raw"]);
    expect(await sent("<a/>", { "Content-Type": "text/xml" })).toEqual(["text/xml", "4", "<a/>"]);
  });

  test("can be sent in chunks", async () => {
    const server = await http.serve({ "POST /": (x) => x.text() });
    const answer = await http
      .client(server)
      .post("/", "abc", { headers: { "Transfer-Encoding": "chunked" } });
    expect(answer.text()).toBe("abc");
    expect(String(answer.raw.request)).toMatch(/\r\n\r\n3\r\nabc\r\n0\r\n\r\n$/);
  });

  test("has every method by its name, and any by its line", async () => {
    const echo = (x: { method: string }) => x.method;
    const server = await http.serve(
      Object.fromEntries(["GET", "POST", "PUT", "PATCH", "DELETE", "PURGE"].map((m) => [`${m} /`, echo])),
    );
    const client = http.client(`${server.url}/`);
    const answers = [
      client.get("/"),
      client.post("/"),
      client.put("/"),
      client.patch("/"),
      client.delete("/"),
    ];
    expect((await Promise.all(answers)).map((answer) => answer.text())).toEqual([
      "GET",
      "POST",
      "PUT",
      "PATCH",
      "DELETE",
    ]);
    expect((await client.request("PURGE /")).text()).toBe("PURGE");
    expect((await client.head("/")).bytes.length).toBe(0);
  });

  test.each([
    ["a line without a method", (c: ReturnType<typeof http.client>) => c.request("/todos")],
    ["a target with a blank", (c: ReturnType<typeof http.client>) => c.get("/a b")],
    ["a target that would end the line", (c: ReturnType<typeof http.client>) => c.get("/\r\nX: y")],
  ])("is refused with %s", async (_, ask) => {
    const client = http.client("http://127.0.0.1:1");
    expect(await errorOf(ask(client))).toMatchObject({ code: "EINVAL" });
    expect(client.connectionsOpened).toBe(0);
  });

  test("is refused with a header field that would end the header", async () => {
    const server = await http.serve({ "GET /": () => 1 });
    const error = await errorOf(http.client(server).get("/", { headers: { "x-a": "b\r\nc: d" } }));
    expect(error).toMatchObject({ code: "EINVAL", hint: expect.stringContaining("visible ASCII") });
  });

  test("needs a base that can be a server", () => {
    expect(() => http.client("127.0.0.1:80")).toThrow(/is not where a server of HTTP can be/);
    expect(() => http.client(http.serve({}).catch(() => {}) as unknown as string)).toThrow(/Write await/);
  });
});

describe("the connections of a client", () => {
  test("are kept: five requests need one; without keepAlive they need five", async () => {
    const server = await http.serve({ "GET /": () => "x" });
    const keeping = http.client(server);
    const closing = http.client(server, { keepAlive: false });
    for (let i = 0; i < 5; i++) {
      await keeping.get("/");
      await closing.get("/");
    }
    expect([keeping.connectionsOpened, closing.connectionsOpened]).toEqual([1, 5]);
    expect(keeping.exchanges).toHaveLength(5);
  });

  test("that the server has given up are replaced: a server that was run again is asked again", async () => {
    const routes = { "GET /": () => "x" };
    const client = http.client(await http.serve(routes, { name: "again" }));
    await client.get("/");
    await http.serve(routes, { name: "again" });
    expect((await client.get("/")).status).toBe(200);
    expect(client.connectionsOpened).toBe(2);
  });

  test("given up just when the request was sent are tried once more, where that does no harm", async () => {
    const sockets: Socket[] = [];
    const fragile = createServer((socket) => {
      sockets.push(socket);
      let asked = 0;
      socket.on("error", () => {});
      socket.on("data", () => {
        if (++asked === 1) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        else socket.resetAndDestroy();
      });
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => fragile.once("listening", resolve));
    const client = http.client({ url: `http://127.0.0.1:${(fragile.address() as { port: number }).port}` });
    await client.get("/");
    expect((await client.get("/")).status).toBe(200);
    expect(sockets).toHaveLength(2);
    expect(await errorOf(client.post("/"))).toMatchObject({ code: "ECONNRESET" });
    fragile.close();
    for (const socket of sockets) socket.destroy();
  });

  test("close with it, and a request under way says so", async () => {
    const server = await http.serve({ "GET /": () => new Promise(() => {}) });
    const client = http.client(server, { name: "closing" });
    const asked = errorOf(client.get("/"));
    await expect.poll(() => server.connections.length).toBe(1);
    await client.close();
    expect(await asked).toMatchObject({ code: "ENOTCONN" });
    expect(await errorOf(client.get("/"))).toMatchObject({ code: "ENOTCONN" });
    await expect.poll(() => server.connections.length).toBe(0);
  });

  test("are one client's: a newer one of the same name replaces it", async () => {
    const one = http.client("http://127.0.0.1:1", { name: "api" });
    http.client("http://127.0.0.1:1", { name: "api" });
    expect(await one.closed).toEqual({ by: "rerun" });
  });
});

describe("a server that misbehaves", () => {
  test("is not there: ECONNREFUSED", async () => {
    const gone = await tcp.listen();
    await gone.close();
    const error = await errorOf(http.client(`http://127.0.0.1:${gone.endpoint.port}`).get("/x"));
    expect(error).toMatchObject({ code: "ECONNREFUSED", hint: expect.stringContaining("start the server") });
    expect(error.message).toContain(
      `GET http://127.0.0.1:${gone.endpoint.port}/x: the connection was refused`,
    );
  });

  test("never answers: the deadline says so", async () => {
    const server = await http.serve({ "GET /": () => new Promise(() => {}) });
    const error = await errorOf(http.client(server).get("/", { timeout: 30 }));
    expect(error).toMatchObject({ code: "ETIMEDOUT" });
    expect(error.message).toContain("waited 30 ms and no answer came");
  });

  test("stops within the content: the deadline says how far it came", async () => {
    const server = await byHand("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "stay");
    const error = await errorOf(http.client(server).get("/", { timeout: 60 }));
    expect(error.message).toContain("only 3 bytes of the content came");
  });

  test("closes without a word: ECONNRESET", async () => {
    const server = await tcp.listen(async (c) => void (await c.recv()));
    const error = await errorOf(http.client(server).get("/"));
    expect(error).toMatchObject({ code: "ECONNRESET", hint: expect.stringContaining("without a word") });
  });

  test("closes within the content: ENODATA", async () => {
    const server = await byHand("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    const error = await errorOf(http.client(server).get("/"));
    expect(error).toMatchObject({ code: "ENODATA" });
    expect(error.message).toContain("closed after 3 bytes");
  });

  test("speaks no HTTP: EPROTO, with what came", async () => {
    const server = await byHand("220 mail.example ESMTP\r\n", "stay");
    const error = await errorOf(http.client(server).get("/"));
    expect(error).toMatchObject({ code: "EPROTO" });
    expect(error.message).toContain("220 mail.example ESMTP\\r\\n");
  });

  test("sends without end: EMSGSIZE, and no more memory than that", async () => {
    const server = await tcp.listen(async (c) => {
      await c.send("HTTP/1.1 200 OK\r\n\r\n");
      for (;;) await c.send(Buffer.alloc(10_000));
    });
    const error = await errorOf(http.client(server, { maxBytes: 100_000 }).get("/"));
    expect(error).toMatchObject({ code: "EMSGSIZE", hint: expect.stringContaining("maxBytes") });
    expect(error).toBeInstanceOf(NetcellError);
  });
});
