/** What TCP can be asked for: IPv6, both versions at once, keep-alive, no delay, a backlog; and what it refuses. */
import { readFileSync } from "node:fs";
import { createServer, Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, test, vi } from "vitest";
import { closeAll, type NetcellError, tcp } from "../../lib";
import { requires } from "../support/requires";

afterEach(async () => {
  vi.restoreAllMocks();
  delete process.env.NETCELL_ALLOW_PUBLIC;
  await closeAll();
});

const errorOf = (promise: Promise<unknown>): Promise<NetcellError> =>
  promise.then(
    () => expect.unreachable("it was not refused"),
    (error) => error,
  );

const ipv6 = requires({
  name: "IPv6 on the loopback interface",
  met: Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1")),
});

ipv6.describe("over IPv6", () => {
  test("a dialogue is the same, and the ends say the version", async () => {
    const server = await tcp.listen({ host: "::1" });
    const near = await tcp.connect(server);
    const far = await server.accept();
    await near.send("six");
    expect(String(await far.recv())).toBe("six");
    expect([near.local, far.remote].map(({ address, family }) => [address, family])).toEqual([
      ["::1", "IPv6"],
      ["::1", "IPv6"],
    ]);
    expect(String(near)).toContain(`→ [::1]:${server.endpoint.port} `);
  });

  test("a server on :: takes clients of both versions, and sees IPv4 as ::ffff:127.0.0.1", async () => {
    process.env.NETCELL_ALLOW_PUBLIC = "1";
    const server = await tcp.listen({ host: "::", public: true });
    await tcp.connect({ host: "127.0.0.1", port: server.endpoint.port });
    await tcp.connect(server);
    const [four, six] = [await server.accept(), await server.accept()];
    expect([four.remote.address, six.remote.address]).toEqual(["::ffff:127.0.0.1", "::1"]);
    expect([four.remote.family, six.remote.family]).toEqual(["IPv6", "IPv6"]);
  });

  test("the two versions have ports of their own", async () => {
    const six = await tcp.listen({ host: "::1", name: "six" });
    const four = await tcp.listen({ port: six.endpoint.port, name: "four" });
    expect([six.state, four.state]).toEqual(["open", "open"]);
  });
});

describe("to let other machines in", () => {
  test.each([
    ["neither key", {}, "", /public: true/],
    ["the option alone", { public: true as const }, "", /NETCELL_ALLOW_PUBLIC=1/],
    ["the environment alone", {}, "1", /public: true/],
  ])("%s is not enough, and the error names the other", async (_name, options, variable, hint) => {
    process.env.NETCELL_ALLOW_PUBLIC = variable;
    for (const host of ["0.0.0.0", "::"]) {
      const error = await errorOf(tcp.listen({ host, ...options }));
      expect(error.code).toBe("EACCES");
      expect(error.hint).toMatch(hint);
    }
  });

  test("both keys are enough", async () => {
    process.env.NETCELL_ALLOW_PUBLIC = "1";
    const server = await tcp.listen({ host: "0.0.0.0", public: true });
    expect((await tcp.connect(server)).remote.address).toBe("127.0.0.1");
  });
});

describe("keep-alive and no delay", () => {
  test("keep-alive is off and no delay on unless told otherwise", async () => {
    const server = await tcp.listen();
    const connect = vi.spyOn(Socket.prototype, "connect");
    await tcp.connect(server);
    await tcp.connect(server, { noDelay: false, keepAlive: 5000 });
    const [usual, asked] = connect.mock.calls.map(([options]) => (options as unknown as [object])[0]);
    expect(usual).toMatchObject({ noDelay: true });
    expect(usual).not.toHaveProperty("keepAlive");
    expect(asked).toMatchObject({ noDelay: false, keepAlive: true, keepAliveInitialDelay: 5000 });
  });

  requires({ name: "/proc/net/tcp", met: process.platform === "linux" }).test(
    "keepAlive sets a timer in the operating system, at the end that asked for it",
    async () => {
      const timers = (server: { port: number }) => {
        const port = server.port.toString(16).toUpperCase().padStart(4, "0");
        const rows = readFileSync("/proc/net/tcp", "utf8")
          .split("\n")
          .map((row) => row.trim().split(/\s+/));
        const timer = (at: number) =>
          rows.find((row) => row[at]?.endsWith(`:${port}`) && row[3] === "01")?.[5];
        return { server: timer(1)?.slice(0, 2), client: timer(2)?.slice(0, 2) };
      };
      const silent = await tcp.listen();
      await tcp.connect(silent);
      await silent.accept();
      const asking = await tcp.listen({ keepAlive: 30_000 });
      await tcp.connect(asking);
      await asking.accept();
      // 02: a keep-alive timer runs (Documentation/networking/proc_net_tcp.rst).
      await expect.poll(() => timers(silent.endpoint)).toEqual({ server: "00", client: "00" });
      expect(timers(asking.endpoint).server).toBe("02");
    },
  );

  test.each([0, 999, -1, Number.NaN, Number.POSITIVE_INFINITY, "1000" as never])(
    "keepAlive: %s is refused in words, because the system counts whole seconds",
    async (keepAlive) => {
      expect(await errorOf(tcp.listen({ keepAlive }))).toMatchObject({ code: "EINVAL" });
      expect(await errorOf(tcp.connect(80, { keepAlive }))).toMatchObject({ code: "EINVAL" });
    },
  );
});

describe("a backlog", () => {
  test("is given to the operating system", async () => {
    const listen = vi.spyOn(Object.getPrototypeOf(createServer()), "listen");
    await tcp.listen({ backlog: 7 });
    expect(listen.mock.calls.at(-1)![0]).toMatchObject({ backlog: 7 });
  });

  test("that is no number is refused in words", async () => {
    expect(await errorOf(tcp.listen({ backlog: 0 }))).toMatchObject({ code: "EINVAL" });
  });
});

test("a connection has one peer: a broadcast address is refused by the system, in words", async () => {
  const error = await errorOf(tcp.connect({ host: "255.255.255.255", port: 9 }));
  expect(error.code).toBeOneOf(["ENETUNREACH", "EACCES", "EHOSTUNREACH", "EINVAL", "EADDRNOTAVAIL"]);
});
