/** HTTP/1.x: what node:http really sends, headers of any form, what is derived, what is said about mistakes. */
import { createServer, get } from "node:http";
import { type AddressInfo, connect, createServer as listen, type Socket } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dissect, HTTP, HTTPRequest, HTTPResponse, IP, type Packet, packet, TCP } from "../../lib/packets";
import { toHex } from "./hex";

const read = (data: string | Uint8Array, ports = { dport: 3000 }) =>
  dissect(packet(IP(), TCP({ sport: 40000, flags: "PA", ...ports }), data).bytes, IP);
const said = (made: Packet, levels = ["warn", "error"]) =>
  made.verdicts.filter(({ level }) => levels.includes(level)).map(({ text }) => text);
const names = (made: Packet) => made.layers.map(({ name }) => name).slice(2);

/** The first bytes that come over a connection, which is ended then. */
const firstBytes = (socket: Socket) =>
  new Promise<Buffer>((resolve, reject) => {
    socket.once("data", (data: Buffer) => {
      socket.destroy();
      resolve(data);
    });
    socket.once("error", reject);
  });

const port = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

describe("node:http, on a real connection", () => {
  test("sends a request that we read and build again", async () => {
    const server = listen();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const arrived = new Promise<Buffer>((resolve, reject) => {
      server.once("connection", (socket) => firstBytes(socket).then(resolve, reject));
    });
    get({ host: "127.0.0.1", port: port(server), path: "/notes?week=3", headers: { "X-Name": "ada" } }).on(
      "error",
      () => {},
    );
    const bytes = await arrived;
    server.close();
    const request = read(bytes);
    expect(request.get(HTTPRequest)).toMatchObject({
      Method: "GET",
      Path: "/notes?week=3",
      Http_Version: "HTTP/1.1",
    });
    expect(Object.fromEntries(request.get(HTTPRequest).headers)).toMatchObject({
      "X-Name": "ada",
      Connection: expect.any(String),
    });
    expect(toHex(packet(request).payload(TCP))).toBe(toHex(bytes));
    expect(said(request)).toEqual([]);
  });

  test("sends a response that we read, and takes the one that we build", async () => {
    const server = createServer((_request, response) => response.setHeader("X-Name", "ada").end("hello"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const socket = connect(port(server), "127.0.0.1");
    socket.write(packet(HTTPRequest({ headers: { Host: "localhost" } })).bytes);
    const bytes = await firstBytes(socket);
    server.close();
    const response = read(bytes);
    expect(response.get(HTTPResponse)).toMatchObject({
      Http_Version: "HTTP/1.1",
      Status_Code: "200",
      Reason_Phrase: "OK",
    });
    expect(Buffer.from(response.payload(HTTPResponse)).toString()).toBe("hello");
    expect(toHex(packet(response).payload(TCP))).toBe(toHex(bytes));
  });
});

describe("a header", () => {
  const token = fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/);
  const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);

  test("of names and values is read as it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(token, value), { maxLength: 6 }), (headers) => {
        const request = read(packet(HTTPRequest({ headers })).bytes);
        expect(request.get(HTTPRequest).headers).toEqual(headers);
      }),
    );
  });

  test("of any lines at all is built again byte for byte", () => {
    const line = fc.string({ unit: fc.constantFrom(..."aB:\t \r\n\u00e9\u0000"), maxLength: 12 });
    const end = fc.constantFrom("\r\n", "\n");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(line, end), { maxLength: 6 }),
        fc.constantFrom("GET /  HTTP/1.0\r\n", "HTTP/1.1  404\n"),
        (lines, first) => {
          const made = read(first + lines.flat().join(""));
          expect(toHex(packet(made).bytes)).toBe(toHex(made.bytes));
          expect(made.stop).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  test("may be typed as an object, with Content-Length worked out", () => {
    const made = packet(HTTPResponse({ headers: ["Content-Length", ["X", 1]] }), "größe");
    expect(Buffer.from(made.bytes).toString()).toBe(
      "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nX: 1\r\n\r\ngröße",
    );
    expect(Buffer.from(packet(HTTPRequest({ headers: { Host: "a" } })).bytes).toString()).toBe(
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    );
  });

  test("keeps working out a Content-Length that was right", () => {
    const made = read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    expect(made.code()).toContain('headers: ["Content-Length"]');
    expect(made.carry(" there").get(HTTPResponse).headers).toEqual([["Content-Length", "8"]]);
  });

  test("has every name, value and line end in its place", () => {
    const made = read("GET / HTTP/1.1\r\nHost:  a\r\n\r\n");
    const headers = made.tree()[2]!.kids.find(({ label }) => label === "headers")!;
    expect(
      headers.kids[0]!.kids.map(({ path, bit, bits, text }) => [path, bit / 8 - 56, bits / 8, text]),
    ).toEqual([
      ["HTTPRequest.headers.Host.name", 0, 4, "'Host'"],
      ["HTTPRequest.headers.Host.colon", 4, 3, "':  '"],
      ["HTTPRequest.headers.Host.value", 7, 1, "'a'"],
      ["HTTPRequest.headers.Host.line end", 8, 2, "'\\r\\n'"],
    ]);
  });

  test("that goes on in the next segment is no mistake", () => {
    const made = read("GET / HTTP/1.1\r\nHost: a\r\nAcc");
    expect(made.stop).toBeUndefined();
    expect(said(made)).toEqual([]);
    expect(said(made, ["note"])).toContain("the header of this HTTPRequest goes on in the next segment");
  });
});

describe("mistakes", () => {
  test.each([
    ["GET / HTTP/1.1\r\n\r\n", "no Host: HTTP/1.1 demands it (RFC 9112 §3.2)"],
    ["GET /\r\n\r\n", "no version: the form of HTTP/0.9, long out of use"],
    ["GET /a b HTTP/1.0\r\n\r\n", "a path has no blanks: write %20 (RFC 9112 §3.2)"],
    [
      "GET / HTTP/1.0\n\n",
      "a line ends with LF alone, without CR before it: taken nevertheless (RFC 9112 §2.2)",
    ],
    ["GET / HTTP/1.0\r\nA: b\r\n c\r\n\r\n", "A goes on in a second line, an obsolete form (RFC 9112 §5.2)"],
    [
      "GET / HTTP/1.0\r\nA : b\r\n\r\n",
      'a blank between "A" and the colon, which servers must refuse (RFC 9112 §5.1)',
    ],
    ["GET / HTTP/1.0\r\nno colon\r\n\r\n", "a line without a name before a colon (RFC 9112 §5)"],
    [
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      "both Content-Length and Transfer-Encoding: two that read it may see two different ends (RFC 9112 §6.3)",
    ],
    [
      "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
      'Content-Length "many" is not a number (RFC 9110 §8.6)',
    ],
  ])("in %j are told", (message, text) => {
    expect(said(read(message))).toEqual([text]);
  });

  test("are none where the body goes on in other segments", () => {
    const made = read("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhi");
    expect(said(made, ["note"])).toContain("Content-Length says 1000; 2 of the body are in this segment");
    expect(said(made)).toEqual([]);
  });

  test("a message behind the body is no truncation: requests may be sent without waiting", () => {
    const made = read(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcdGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
    );
    expect(said(made, ["note"])).toContain(
      "the body ends after 4 bytes, as Content-Length says: with the 28 behind them another message begins (RFC 9112 §9.3.2)",
    );
    expect(made.verdicts.filter(({ about }) => about === "truncated")).toEqual([]);
  });
});

describe("HTTP is recognized by its first line", () => {
  test.each([
    ["GET /x", ["HTTPRequest"]],
    ["FROB thing HTTP/1.1\r\n", ["HTTPRequest"]],
    ["HTTP/1.1 200 OK\r\n", ["HTTPResponse"]],
    ["GET / HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n", ["HTTPRequest", "HTTPRequest"]],
    ["HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhi", ["HTTPResponse", "HTTPResponse", "Raw"]],
    ["GET key", ["Raw"]],
    ["HELLO world, this is a chat", ["Raw"]],
    ["the body goes on", ["Raw"]],
    ["GET", ["Raw"]],
    ["G", ["Raw"]],
  ])("%j on any port", (data, layers) => {
    expect(names(read(data))).toEqual(layers);
    expect(names(read(data, { dport: 80 }))).toEqual(layers);
  });

  test("and marked as a guess by it", () => {
    expect(said(read("GET / HTTP/1.0\r\n\r\n"), ["note"])).toContain(
      "a guess by its first bytes: TCP does not say that it carries HTTPRequest",
    );
  });

  test("or asked for", () => {
    const made = dissect(packet(IP(), TCP({ dport: 53 }), "GET / HTTP/1.0\r\n\r\n").bytes, IP);
    expect(names(made.decodeAs(HTTP))).toEqual(["HTTPRequest"]);
  });

  test("whatever its length, in time that grows with it alone", () => {
    const long = `X ${" ".repeat(60_000)}`;
    expect(names(read(long))).toEqual(["Raw"]);
    expect(names(read(`GET /${long}\r\n`))).toEqual(["HTTPRequest"]);
  });
});
