/** HTTP over TLS. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { closeAll, http, type NetcellError, tcp, tls } from "../../../lib";
import { program, requires } from "../../support/requires";

afterEach(() => closeAll());

const curl = program("curl");
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => new Error("no error"),
    (error: NetcellError) => error,
  );
const routes = { "POST /": async (x: { text(): Promise<string> }) => `got ${await x.text()}` };

describe("http.serve with tls", () => {
  test("has an https URL, which a client of this notebook trusts; raw bytes are what TLS protects", async () => {
    const server = await http.serve(routes, { tls: true });
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const client = http.client(server);
    const answers = [await client.post("/", "a"), await client.post("/", "b")];
    expect(answers.map((answer) => answer.text())).toEqual(["got a", "got b"]);
    expect(client.connectionsOpened).toBe(1);
    expect(String(answers[0]!.raw.request)).toMatch(/^POST \/ HTTP\/1\.1\r\n/);
    expect([...server.transcript].some((row) => row.bytes?.includes("got a"))).toBe(true);
  });

  test("is also reached by hand", async () => {
    const server = await http.serve(routes, { tls: true });
    const me = await tls.connect(server);
    await me.send("GET / HTTP/1.0\r\n\r\n");
    expect(String(await me.recvUntil("\r\n"))).toBe("HTTP/1.1 405 Method Not Allowed\r\n");
  });

  test("closes at once, kept connections, half-open handshakes and all", async () => {
    const server = await http.serve(routes, { tls: true });
    await http.client(server).post("/", "a");
    await tcp.connect(server);
    await server.close();
    expect(server.connections).toEqual([]);
  }, 5000);
});

describe("http and https mixed up", () => {
  test("a client of https asks a server of http", async () => {
    const server = await http.serve(routes);
    const error = await errorOf(http.client(server.url.replace("http:", "https:")).get("/"));
    expect(error).toMatchObject({ code: "EPROTO", hint: expect.stringContaining("http://") });
    await expect
      .poll(() => [...server.transcript].some((row) => row.note?.includes("a TLS client speaks here")))
      .toBe(true);
  });

  test("a client of http asks a server of https", async () => {
    const server = await http.serve(routes, { tls: true });
    const error = await errorOf(http.client(server.url.replace("https:", "http:")).get("/"));
    expect(error).toMatchObject({ handle: { kind: "http client" } });
    await expect
      .poll(() => [...server.transcript].some((row) => row.note?.includes("plain HTTP")))
      .toBe(true);
  });
});

requires(curl).test("curl refuses the certificate, and works when told not to mind", async () => {
  const server = await http.serve(routes, { tls: true });
  const ask = (...more: string[]) =>
    promisify(execFile)(curl.path, ["-sS", "--noproxy", "*", "-d", "curl", ...more, server.url]);
  await expect(ask()).rejects.toThrow(/self-signed certificate|certificate problem/i);
  expect((await ask("--insecure")).stdout).toBe("got curl");
});
