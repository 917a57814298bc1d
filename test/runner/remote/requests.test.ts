/** What is said of servers that cannot be reached, or answer something else. */
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { generate } from "selfsigned";
import { afterEach, expect, test } from "vitest";
import { Requests } from "../../../lib/runner/remote/requests";

const open = new Set<{ close(): void }>();
afterEach(() => {
  for (const server of open) server.close();
  open.clear();
});

async function port(server: Server): Promise<number> {
  open.add(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** The error of a request to a server that answers like this. */
async function errorOf(listener: RequestListener, token: string | undefined = "secret"): Promise<Error> {
  return refusal(`http://127.0.0.1:${await port(createServer(listener))}/base/`, token);
}

function refusal(url: string, token: string | undefined = "secret"): Promise<Error> {
  return new Requests(url, token, "Jupyter Server").json("GET", "api/kernels").then(
    (answer) => new Error(`it answered ${JSON.stringify(answer)}`),
    (error: Error) => error,
  );
}

const answers =
  (status: number, body: string, headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

test("the token goes into a header, below the path of the address", async () => {
  const seen: unknown[] = [];
  const server = createServer(({ url, headers }, response) => {
    seen.push(url, headers.authorization);
    response.end("[]");
  });
  const requests = new Requests(`http://127.0.0.1:${await port(server)}/base/`, "secret", "Jupyter Server");
  expect(await requests.json("GET", "api/kernels")).toEqual([]);
  expect(seen).toEqual(["/base/api/kernels", "token secret"]);
});

test.each([
  ["a wrong token", 403, '{"message":"Forbidden"}', /does not accept the token.*\(403\)\.$/],
  ["a token that may not do this", 403, '{"message":"needs admin"}', /It says: needs admin$/],
  [
    "another program's page",
    404,
    "<h1>nothing</h1>",
    /is not a Jupyter Server \(404\)\. Is the address right\?$/,
  ],
  ["a server that is not running", 424, "{}", /is not running at the moment \(424\)\.$/],
  [
    "a server's own fault",
    500,
    '{"message":"no such\\u001b[31m\\nkernel"}',
    /status 500\. It says: no such kernel$/,
  ],
  ["a page to log in", 200, "<form>", /answered with a page instead of data/],
])("%s is told", async (_, status, body, told) => {
  const { name, message } = await errorOf(answers(status, body));
  expect(name).toBe("RemoteError");
  expect(message).toMatch(told);
  expect(message).not.toContain("secret");
});

test("a server that wants a token says where to put it", async () => {
  expect((await errorOf(answers(403, "{}"), "")).message).not.toContain("NETCELL_TOKEN");
  const { message } = (await new Requests(
    `http://127.0.0.1:${await port(createServer(answers(403, "{}")))}/`,
    undefined,
    "Jupyter Server",
  )
    .json("GET", "api")
    .catch((error: Error) => error)) as Error;
  expect(message).toContain("wants a token. Put it into the environment variable NETCELL_TOKEN.");
});

test("a long complaint is cut short", async () => {
  const { message } = await errorOf(answers(500, JSON.stringify({ message: "x".repeat(100_000) })));
  expect(message.length).toBeLessThan(700);
});

test("a server that wants to be left in peace is told with the time", async () => {
  const error = await errorOf(answers(429, "{}", { "retry-after": "7" }));
  expect(error).toMatchObject({ status: 429, retryAfter: 7000 });
});

test("a port where nothing listens is told", async () => {
  const server = createServer();
  const url = `http://127.0.0.1:${await port(server)}/`;
  server.close();
  await once(server, "close");
  expect((await refusal(url)).message).toBe(
    `${url} cannot be reached: nothing listens there. Is the server running, and is the port right? (ECONNREFUSED)`,
  );
});

test("a certificate of an authority that nobody knows is told, with the cure", async () => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
  const url = `https://127.0.0.1:${await port(createSecureServer({ key, cert }) as unknown as Server)}/`;
  expect((await refusal(url)).message).toMatch(
    /its certificate is signed by an authority that this machine does not trust\..*NODE_EXTRA_CA_CERTS\. \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
  );
});

test("https where http is spoken is told", async () => {
  const url = `https://127.0.0.1:${await port(createServer(answers(200, "[]")))}/`;
  expect((await refusal(url)).message).toContain("it does not speak https there. Try http://.");
});

test("a server that hangs up is told", async () => {
  const server = createTcpServer((socket) => socket.destroy());
  const url = `http://127.0.0.1:${await port(server as unknown as Server)}/`;
  expect((await refusal(url)).message).toContain("it closed the connection.");
});
