/** Relays in front of real TCP servers. */
import { afterEach, describe, expect, test } from "vitest";
import { closeAll, handles, impair, NetcellError, tcp } from "../../../lib";

afterEach(() => closeAll());

const echoing = () =>
  tcp.listen(async (c) => {
    for await (const bytes of c) await c.send(bytes);
  });

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: NetcellError) => error.code,
  );

describe("impair.tcp", () => {
  test("passes every byte both ways, and the end, the same slices at every run with the same seed", async () => {
    const runs: unknown[] = [];
    for (let run = 0; run < 2; run++) {
      const relay = await impair.tcp(await echoing(), { slice: 40, latency: 1, seed: 7 });
      const me = await tcp.connect(relay);
      const bytes = Buffer.from(Array.from({ length: 500 }, (_, i) => i % 256));
      for (let at = 0; at < bytes.length; at += run === 0 ? 500 : 33)
        await me.send(bytes.subarray(at, at + (run === 0 ? 500 : 33)));
      expect((await me.recvExactly(500)).equals(bytes)).toBe(true);
      await me.shutdown();
      expect(await me.recv()).toBeNull();
      runs.push(relay.decisions.filter(({ direction }) => direction === "there"));
      expect(relay.decided).toBe(relay.decisions.length);
    }
    expect(runs[0]).toEqual(runs[1]);
    expect((runs[0] as unknown[]).length).toBeGreaterThan(12);
  });

  test("makes one send several arrivals: lines survive it", async () => {
    const server = await tcp.listen();
    const me = await tcp.connect(await impair.tcp(server, { slice: 2 }));
    const far = await server.accept();
    await me.send("first line\nsecond line\n");
    const lines = far.lines();
    expect([await lines.recv(), await lines.recv()]).toEqual(["first line", "second line"]);
    expect([...far.transcript].filter((row) => row.event === "data").length).toBeGreaterThan(1);
  });

  test("stalls: neither more bytes nor the end arrive, and the connection stays", async () => {
    const server = await tcp.listen();
    const me = await tcp.connect(await impair.tcp(server, { stallAfter: 5 }));
    const far = await server.accept();
    await me.send("hello world");
    await me.shutdown();
    expect(String(await far.recvExactly(5))).toBe("hello");
    expect(await codeOf(far.recv({ timeout: 50 }))).toBe("ETIMEDOUT");
    expect(far.state).toBe("open");
  });

  test("resets both ends after so many bytes", async () => {
    const server = await tcp.listen();
    const me = await tcp.connect(await impair.tcp(server, { resetAfter: 5 }));
    const far = await server.accept();
    await me.send("hello world");
    expect(await codeOf(me.recv())).toBe("ECONNRESET");
    expect(await codeOf(far.recvExactly(6))).toBe("ECONNRESET");
    expect(far.transcript.bytes).toBe(5);
  });

  test("closes slowly: the end comes later than the bytes, by as much as was told", async () => {
    const server = await tcp.listen();
    const me = await tcp.connect(await impair.tcp(server, { slowClose: 80 }));
    const far = await server.accept();
    await me.send("bye");
    await me.shutdown();
    await far.recvExactly(3);
    expect(await far.recv()).toBeNull();
    const [, data, fin] = [...far.transcript];
    expect(fin!.t - data!.t).toBeGreaterThan(60);
  });

  test("holds up a sender whose target does not read: memory is bounded", async () => {
    const server = await tcp.listen();
    const relay = await impair.tcp(server, { latency: 1 });
    const me = await tcp.connect(relay);
    await server.accept();
    const piece = new Uint8Array(1024 * 1024);
    let error: NetcellError | undefined;
    for (let i = 0; i < 60 && !error; i++)
      await me.send(piece, { timeout: 150 }).catch((reason: NetcellError) => {
        error = reason;
      });
    expect(error).toMatchObject({ code: "ETIMEDOUT" });
  });

  test("a target that is not there resets the client, and the relay stays", async () => {
    const gone = await tcp.listen();
    const { port } = gone.endpoint;
    await gone.close();
    const relay = await impair.tcp(port, {});
    const me = await tcp.connect(relay);
    expect(await codeOf(me.recv())).toBe("ECONNRESET");
    expect([...relay.transcript].at(-1)).toMatchObject({
      event: "rst",
      note: `127.0.0.1:${port}: nothing listens there (ECONNREFUSED)`,
    });
    expect(relay.state).toBe("open");
  });

  test("is a handle: replaced under its name on the same port, listed, closed with its connections", async () => {
    const server = await echoing();
    const first = await impair.tcp(server, { name: "bad" });
    const second = await impair.tcp(server, { name: "bad", latency: 1 });
    expect(second.endpoint.port).toBe(first.endpoint.port);
    expect(await first.closed).toEqual({ by: "rerun" });
    const me = await tcp.connect(second);
    expect(handles().map(({ kind }) => kind)).toEqual(["tcp server", "tcp relay", "tcp connection"]);
    await second.close();
    expect(await codeOf(me.recv())).toBe("ECONNRESET");
  });

  test.each([
    [{ loss: 0.2 }, "TCP loses no bytes"],
    [
      { latncy: 5 },
      "Did you mean latency? The options are seed, latency, jitter, rate, slice, stallAfter, resetAfter, slowClose, name",
    ],
    [{ slice: 0 }, "slice is 0 (EINVAL). Give the most bytes of a slice"],
    [{ stallAfter: -1 }, "stallAfter is -1 (EINVAL). Give a number of bytes"],
  ])("refuses %o in words", async (options, words) => {
    const error: unknown = await impair.tcp(9, options as never).catch((reason) => reason);
    expect(error).toBeInstanceOf(NetcellError);
    expect((error as NetcellError).message).toContain(words);
  });
});
