/** What is written wrong is refused at once, with words that say what was meant. */
import { afterEach, describe, expect, test } from "vitest";
import {
  child,
  closeAll,
  framing,
  http,
  impair,
  NetcellError,
  room,
  settle,
  socketpair,
  tcp,
  ticker,
  tls,
  udp,
  unix,
  websocket,
} from "../../lib";

afterEach(() => closeAll());

async function refusal(call: () => unknown): Promise<NetcellError> {
  const error: unknown = await Promise.resolve()
    .then(call)
    .catch((reason) => reason);
  expect(error).toBeInstanceOf(NetcellError);
  return error as NetcellError;
}

const timout = { timout: 5 };
const typo = (option: object) => option as never;

describe("an option that is none is told, with the one that was meant", () => {
  test.each<[string, () => unknown, string]>([
    ["tcp.listen()", () => tcp.listen(typo({ prot: 80 })), "Did you mean port?"],
    ["tcp.connect()", () => tcp.connect(80, typo({ timout: 5 })), "Did you mean timeout?"],
    ["unix.listen()", () => unix.listen(typo({ pth: "x" })), "Did you mean path?"],
    ["unix.connect()", () => unix.connect("x", typo({ nam: "x" })), "Did you mean name?"],
    ["tls.listen()", () => tls.listen(typo({ certifcate: {} })), "Did you mean certificate?"],
    ["a certificate", () => tls.listen({ certificate: typo({ name: [] }) }), "Did you mean names?"],
    ["tls.connect()", () => tls.connect(80, typo({ servername: "x" })), "Did you mean serverName?"],
    ["udp.bind()", () => udp.bind(typo({ broadcst: true })), "Did you mean broadcast?"],
    ["http.serve()", () => http.serve({}, typo({ maxBdy: 1 })), "Did you mean maxBody?"],
    ["http.client()", () => http.client("http://x", typo({ keepalive: true })), "Did you mean keepAlive?"],
    ["a request", () => http.client("http://x").get("/", typo({ header: {} })), "Did you mean headers?"],
    [
      "websocket.connect()",
      () => websocket.connect("ws://x", typo({ maxbytes: 1 })),
      "Did you mean maxBytes?",
    ],
    ["impair.udp()", () => impair.udp(80, typo({ los: 1 })), "Did you mean loss?"],
    ["room()", () => room(typo({ outbx: 1 })), "Did you mean outbox?"],
    ["ticker()", () => ticker(1, () => {}, typo({ clok: 1 })), "Did you mean clock?"],
    ["child()", () => child("cat", [], typo({ pwd: "/" })), "Did you mean cwd?"],
    ["socketpair()", () => socketpair(typo({ signl: 1 })), "Did you mean signal?"],
    ["lines()", async () => (await connection()).lines(typo({ delimeter: ";" })), "Did you mean delimiter?"],
    [
      "framed()",
      async () => (await connection()).framed(framing.json(), typo(timout)),
      "Did you mean timeout?",
    ],
    ["accept()", async () => (await tcp.listen()).accept(typo(timout)), "Did you mean timeout?"],
    ["send()", async () => (await connection()).send("x", typo(timout)), "Did you mean timeout?"],
    ["recv()", async () => (await connection()).recv(typo(timout)), "Did you mean timeout?"],
    [
      "recv() of so many bytes",
      async () => (await connection()).recv(5, typo(timout)),
      "Did you mean timeout?",
    ],
    ["recvExactly()", async () => (await connection()).recvExactly(5, typo(timout)), "Did you mean timeout?"],
    [
      "recvUntil()",
      async () => (await connection()).recvUntil("x", typo({ maxbytes: 1 })),
      "Did you mean maxBytes?",
    ],
    ["shutdown()", async () => (await connection()).shutdown("write", typo(timout)), "Did you mean timeout?"],
    [
      "send() of messages",
      async () => (await connection()).lines().send("x", typo(timout)),
      "Did you mean timeout?",
    ],
    [
      "recv() of messages",
      async () => (await connection()).lines().recv(typo(timout)),
      "Did you mean timeout?",
    ],
    ["sendTo()", async () => (await udp.bind()).sendTo("x", 9, typo(timout)), "Did you mean timeout?"],
    ["recvFrom()", async () => (await udp.bind()).recvFrom(typo(timout)), "Did you mean timeout?"],
    [
      "connect() of a UDP socket",
      async () => (await udp.bind()).connect(9, typo(timout)),
      "Did you mean timeout?",
    ],
    [
      "send() of a UDP socket",
      async () => (await udp.bind()).send("x", typo(timout)),
      "Did you mean timeout?",
    ],
    ["recv() of a UDP socket", async () => (await udp.bind()).recv(typo(timout)), "Did you mean timeout?"],
    ["close()", async () => (await tcp.listen()).close(typo({ grase: 5 })), "Did you mean grace?"],
    ["show()", async () => (await tcp.listen()).show(typo({ row: 5 })), "Did you mean rows?"],
    ["settle()", () => settle(1, typo({ signl: 5 })), "Did you mean signal?"],
  ])("%s", async (_name, call, words) => {
    const error = await refusal(call);
    expect(error.code).toBe("EINVAL");
    expect(error.hint).toContain(words);
  });

  test("and a byte stream has no loss, which is said by itself", async () => {
    expect((await refusal(() => impair.tcp(80, typo({ loss: 0.1 })))).message).toContain(
      "TCP loses no bytes",
    );
  });
});

describe("a value that cannot be is refused in words, not by a TypeError from inside", () => {
  test.each<[string, () => unknown, string]>([
    ["a port as text", () => tcp.listen({ port: "80" as never }), "write 80 without quotes"],
    ["a port as text to connect to", () => tcp.connect({ port: "80" as never }), "write 80 without quotes"],
    ["this end's port", () => tcp.connect(80, { localPort: "x" as never }), "localPort is 'x'"],
    ["a host that is no text", () => tcp.connect({ host: 5 as never, port: 80 }), "host is 5"],
    [
      "names of a certificate",
      () => tls.listen({ certificate: { names: "localhost" as never } }),
      "Give a list",
    ],
    [
      "a date of a certificate",
      () => tls.listen({ certificate: { validTo: "2030" as never } }),
      "Give a date",
    ],
    ["protocols of TLS", () => tls.listen({ alpn: "h2" as never }), "Give a list of protocols"],
    [
      "a signal",
      async () => (await tcp.listen()).accept({ signal: 5 as never }),
      "AbortSignal.timeout(1000)",
    ],
    [
      "how long close() may take",
      async () => (await tcp.listen()).close({ grace: "1" as never }),
      "milliseconds",
    ],
    ["how many rows to show", async () => (await tcp.listen()).show({ rows: 1.5 }), "Give a whole number"],
    ["milliseconds alone", async () => (await tcp.listen()).accept(5 as never), "{ timeout: 1000 }"],
    ["a connection in a room", async () => room().join("ann", (await connection()) as never), "its lines()"],
    ["nothing in a room", () => room().join("ann", undefined as never), "Give the lines() of a connection"],
    [
      "a name of a field",
      () => http.client("http://x").get("/", { headers: { "a b": "1" } }),
      "RFC 9110, section 5.6.2",
    ],
    [
      "a value of a field",
      () => http.client("http://x").get("/", { headers: { a: "1\n2" } }),
      "encodeURIComponent()",
    ],
    [
      "no value of a field",
      () => http.client("http://x").get("/", { headers: { a: undefined! } }),
      "leave the field out",
    ],
    [
      "headers that are text",
      () => http.client("http://x").get("/", { headers: "a: b" as never }),
      "in braces",
    ],
  ])("%s", async (_name, call, words) => {
    expect((await refusal(call)).message).toContain(words);
  });
});

test("a port of this end that is taken is told by its own name", async () => {
  const server = await tcp.listen();
  const { port } = (await tcp.connect(server)).local;
  const error = await refusal(() => tcp.connect(server, { localPort: port }));
  expect(error.hint).toContain('leave out "localPort"');
  // With a port that was chosen the operating system looks at both ends: one pair of them is one connection.
  const localPort = (await udp.bind()).endpoint.port;
  await tcp.connect(server, { localPort });
  expect((await refusal(() => tcp.connect(server, { localPort }))).hint).toContain('leave out "localPort"');
});

async function connection() {
  return tcp.connect(await tcp.listen(() => {}));
}
