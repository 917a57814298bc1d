/** UDP over the operating system's loopback, in plain Node. */
import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { closeAll, handles, NetcellError, type UdpSocket, udp } from "../../../lib";
import { dropsAt } from "../../../lib/sockets/udp/system-drops";
import { requires } from "../../support/requires";

afterEach(() => closeAll());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: NetcellError) => error.code,
  );

/** A port that was free a moment ago. */
async function nobodysPort(): Promise<number> {
  const socket = await udp.bind();
  const { port } = socket.endpoint;
  await socket.close();
  return port;
}

/** What is printed to console.error while `work` runs. */
async function complaints(work: () => Promise<void>): Promise<unknown[][]> {
  const printed: unknown[][] = [];
  const original = console.error;
  console.error = (...all) => void printed.push(all);
  try {
    await work();
  } finally {
    console.error = original;
  }
  return printed;
}

describe("a UDP socket", () => {
  test("keeps boundaries: three sends are three datagrams, an empty one among them", async () => {
    const [near, far] = [await udp.bind(), await udp.bind()];
    for (const text of ["one", "", "three"]) await near.sendTo(text, far);
    const came = [await far.recvFrom(), await far.recvFrom(), await far.recvFrom()];
    expect(came.map((datagram) => datagram.text())).toEqual(["one", "", "three"]);
    expect(came[0]!.from).toEqual(near.endpoint);
    expect([near.sent, far.received]).toEqual([3, 3]);
  });

  test("serves several peers, and answers go to whoever sent", async () => {
    const echo = await udp.bind((datagram, socket) => socket.sendTo(datagram.data, datagram.from));
    const peers = [await udp.bind(), await udp.bind(), await udp.bind()];
    for (const [i, peer] of peers.entries()) await peer.sendTo(`peer ${i}`, echo);
    const answers = await Promise.all(peers.map(async (peer) => (await peer.recvFrom()).text()));
    expect(answers).toEqual(["peer 0", "peer 1", "peer 2"]);
  });

  test("sends bytes, and to a port, a host, an end and a handle alike", async () => {
    const [near, far] = [await udp.bind(), await udp.bind()];
    const { port } = far.endpoint;
    for (const target of [port, { host: "127.0.0.1", port }, { host: "localhost", port }, far.endpoint, far])
      await near.sendTo(Uint8Array.of(0, 255), target);
    for (let i = 0; i < 5; i++) expect([...(await far.recvFrom()).data]).toEqual([0, 255]);
  });

  test("gives datagrams to iteration, which ends when it is closed", async () => {
    const [near, far] = [await udp.bind(), await udp.bind()];
    await near.sendTo("a", far);
    const seen: string[] = [];
    for await (const datagram of far) {
      seen.push(datagram.text());
      void far.close();
    }
    expect(seen).toEqual(["a"]);
  });

  test("records each datagram with its bytes, and an empty one too", async () => {
    const [near, far] = [await udp.bind({ name: "near" }), await udp.bind({ name: "far" })];
    await near.sendTo("hi", far);
    await near.sendTo("", far);
    await far.recvFrom();
    await far.recvFrom();
    const rows = [...far.transcript.normalized()].map((row) => [
      row.from,
      row.to,
      row.event,
      String(row.bytes),
    ]);
    expect(rows).toEqual([
      ["near", "far", "datagram", "hi"],
      ["near", "far", "datagram", ""],
    ]);
    expect(near.transcript.bytes).toBe(2);
  });

  test("takes 65,507 bytes over IPv4, and refuses one more with the reason", async () => {
    const [near, far] = [await udp.bind(), await udp.bind()];
    expect(await near.sendTo(new Uint8Array(65_507), far)).toBe(65_507);
    expect((await far.recvFrom()).data.length).toBe(65_507);
    await expect(near.sendTo(new Uint8Array(65_508), far)).rejects.toThrow(
      /65508 bytes are too many for one datagram \(EMSGSIZE\)\. At most 65,507 bytes fit: an IPv4 packet has 65,535/,
    );
  });

  test("says after its deadline that a datagram may be lost", async () => {
    const alone = await udp.bind({ name: "alone" });
    await expect(alone.recvFrom({ timeout: 10 })).rejects.toThrow(
      "recvFrom() on alone waited 10 ms and no datagram came (ETIMEDOUT)",
    );
    expect(await codeOf(alone.recvFrom({ signal: AbortSignal.abort() }))).toBe("ABORT_ERR");
  });

  test("refuses unawaited sends beyond its bounds, and works again afterwards", async () => {
    const [near, far] = [await udp.bind(), await udp.bind(() => {})];
    const many = await Promise.all(Array.from({ length: 10_050 }, () => codeOf(near.sendTo("x", far))));
    expect(many.filter((code) => code === "ENOBUFS")).toHaveLength(50);
    const big = new Uint8Array(60_000);
    const names = { host: "localhost", port: far.endpoint.port };
    const large = await Promise.all(Array.from({ length: 30 }, () => codeOf(near.sendTo(big, names))));
    expect(large).toContain("ENOBUFS");
    expect(await codeOf(near.sendTo("x", far))).toBe("no error");
  });

  test("closed while a name is looked up, says so", async () => {
    const near = await udp.bind();
    const sending = codeOf(near.sendTo("x", { host: "localhost", port: 9 }));
    await near.close();
    expect(await sending).toBe("ENOTCONN");
  });

  test("closed, says so", async () => {
    const gone = await udp.bind({ name: "gone" });
    const waiting = codeOf(gone.recvFrom());
    await gone.close();
    expect(await waiting).toBe("ENOTCONN");
    expect(await codeOf(gone.sendTo("x", 9))).toBe("ENOTCONN");
    expect(await codeOf(gone.connect(9))).toBe("ENOTCONN");
    expect(() => gone.join("239.1.2.3")).toThrow("it is closed");
  });
});

describe("a closed port", () => {
  test("is silence for a socket that is not connected", async () => {
    const near = await udp.bind();
    await near.sendTo("anybody?", await nobodysPort());
    expect(await codeOf(near.recvFrom({ timeout: 50 }))).toBe("ETIMEDOUT");
  });

  test("is ECONNREFUSED for one that is, told once: to who receives, else to who sends next", async () => {
    const near = await udp.bind({ name: "asker" });
    await near.connect(await nobodysPort());
    await near.send("anybody?");
    const error = await near.recv().catch((reason: NetcellError) => reason);
    expect(error).toMatchObject({ code: "ECONNREFUSED", hint: expect.stringContaining("RFC 792") });
    expect(await codeOf(near.recv({ timeout: 20 }))).toBe("ETIMEDOUT");
    await near.send("still nobody?");
    await expect.poll(() => [...near.transcript].filter((row) => row.event === "error").length).toBe(2);
    expect(await codeOf(near.send("x"))).toBe("ECONNREFUSED");
  });
});

describe("a connected socket", () => {
  test("hears its peer only, and sends without an address", async () => {
    const [near, peer, stranger] = [await udp.bind(), await udp.bind(), await udp.bind()];
    await near.connect(peer);
    await stranger.sendTo("let me in", near);
    await near.send("hello");
    await peer.sendTo("welcome", (await peer.recvFrom()).from);
    expect(String(await near.recv())).toBe("welcome");
    expect(near.received).toBe(1);
    expect(near.remote).toEqual(peer.endpoint);
  });

  test.each([
    ["send() before connect()", (s: UdpSocket) => s.send("x"), "EDESTADDRREQ"],
    ["connect() twice", (s: UdpSocket) => s.connect(9).then(() => s.connect(9)), "EISCONN"],
    ["sendTo() after connect()", (s: UdpSocket) => s.connect(9).then(() => s.sendTo("x", 9)), "EISCONN"],
    [
      "a host that has no name",
      (s: UdpSocket) => s.sendTo("x", { host: "no.such.invalid", port: 9 }),
      /ENOTFOUND|EAI_AGAIN/,
    ],
  ])("%s is refused", async (_name, use, code) => {
    expect(await codeOf(use(await udp.bind()))).toMatch(code);
  });
});

describe("a handler", () => {
  test("that throws is told, and the socket goes on; of a flood of errors ten are printed", async () => {
    const fragile = await udp.bind(
      (datagram) => {
        if (datagram.text() === "later") return Promise.reject(new TypeError("late"));
        throw new RangeError("boom");
      },
      { name: "fragile" },
    );
    const near = await udp.bind();
    const printed = await complaints(async () => {
      for (let i = 0; i < 12; i++) await near.sendTo(i === 0 ? "later" : "now", fragile);
      await expect.poll(() => notes(fragile).length).toBe(12);
    });
    expect(notes(fragile)).toContain("the handler threw TypeError: late");
    expect(printed).toHaveLength(11);
    expect(printed[10]![0]).toContain("in its transcript only");
    expect(fragile.state).toBe("open");
  });

  test("that never returns holds no more than 1024 datagrams; the rest is dropped and counted", async () => {
    const stuck = await udp.bind(() => new Promise(() => {}));
    const near = await udp.bind();
    for (let i = 0; i < 1500; i++) await near.sendTo("x", stuck);
    await expect.poll(() => stuck.received + stuck.droppedBySystem!).toBe(1500);
    expect(stuck.received - stuck.dropped).toBe(1024);
  });

  test("takes the datagrams: recvFrom() is refused in words", async () => {
    const served = await udp.bind(() => {});
    await expect(served.recvFrom()).rejects.toThrow("its handler takes the datagrams (EINVAL)");
    await expect(served[Symbol.asyncIterator]().next()).rejects.toThrow("(EINVAL)");
  });
});

const notes = (socket: UdpSocket) => [...socket.transcript].flatMap((row) => row.note ?? []);

const kernelTable = { name: "/proc/net/udp", met: existsSync("/proc/self/net/udp") };

describe("a flood", () => {
  test("of 50,000 datagrams is bounded, and every one is accounted for", async () => {
    const [near, far] = [await udp.bind(), await udp.bind()];
    for (let i = 0; i < 50_000; i++) await near.sendTo("flood", far);
    await expect.poll(() => far.received + (far.droppedBySystem ?? 0)).toBe(near.sent);
    expect(near.sent).toBe(50_000);
    expect(far.received - far.dropped).toBe(1024);
    expect([...far.transcript].at(-1)).toMatchObject({
      event: "overflow",
      note: expect.stringContaining("full"),
    });
    let taken = 0;
    while ((await codeOf(far.recvFrom({ timeout: 0 }))) === "no error") taken++;
    expect(taken).toBe(1024);
  });

  requires(kernelTable).test(
    "in one tick overflows the operating system's buffer: counted, shown, and still told when closed",
    async () => {
      const small = await udp.bind({ recvBuffer: 4096, name: "small" });
      const near = await udp.bind();
      await Promise.all(Array.from({ length: 500 }, () => near.sendTo("x".repeat(100), small)));
      await expect.poll(() => small.received + small.droppedBySystem!).toBe(500);
      expect(small.droppedBySystem).toBeGreaterThan(300);
      expect(small.recvBuffer).toBeLessThan(212_992);
      const before = small.droppedBySystem;
      await small.close();
      expect(small.droppedBySystem).toBe(before);
    },
  );

  test("the kernel's table is read by address and port, in IPv6 too", () => {
    const four =
      " 4283: 0100007F:9630 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 1892 2 00000 191  ";
    const six =
      "1528: 00000000000000000000000001000000:B27D 00000000000000000000000000000000:0000 07 0:0 00:0 0 0 0 18 2 00 7";
    const mapped =
      "1529: 0000000000000000FFFF00000100007F:0050 00000000000000000000000000000000:0000 07 0:0 00:0 0 0 0 18 2 00 8";
    const table = `head\n${four}\n${six}\n${mapped}\n`;
    expect(dropsAt(table, { address: "127.0.0.1", port: 0x9630 })).toEqual([191]);
    expect(dropsAt(table, { address: "::1", port: 0xb27d })).toEqual([7]);
    expect(dropsAt(table, { address: "::ffff:127.0.0.1", port: 80 })).toEqual([8]);
    expect(dropsAt(table, { address: "127.0.0.1", port: 80 })).toEqual([]);
  });
});

describe("broadcasts and groups", () => {
  test("a broadcast on loopback reaches who is bound there, if the sender may", async () => {
    const everybody = await udp.bind({ host: "127.255.255.255" });
    const target = everybody.endpoint;
    const error = await (await udp.bind()).sendTo("x", target).catch((reason: NetcellError) => reason);
    expect(error).toMatchObject({ code: "EACCES", hint: expect.stringContaining("broadcast: true") });
    await (await udp.bind({ broadcast: true })).sendTo("all of you", target);
    expect((await everybody.recvFrom()).text()).toBe("all of you");
  });

  test("what is sent to a group reaches every socket that joined, and none that left", async () => {
    const group = "239.1.2.3";
    const one = await udp.bind({ host: group });
    const two = await udp.bind({ host: group, port: one.endpoint.port, name: "two" });
    for (const member of [one, two]) member.join(group);
    const near = await udp.bind({ ttl: 1 });
    await near.sendTo("members", one);
    expect([(await one.recvFrom()).text(), (await two.recvFrom()).text()]).toEqual(["members", "members"]);
    for (const member of [one, two]) member.leave(group);
    await near.sendTo("nobody", one);
    expect(await codeOf(one.recvFrom({ timeout: 30 }))).toBe("ETIMEDOUT");
  });

  test("joining elsewhere than on this machine, or what is no group, is refused in words", async () => {
    const socket = await udp.bind({ host: "239.1.2.3" });
    expect(() => socket.join("239.1.2.3", "192.0.2.1")).toThrow("would let other machines in (EACCES)");
    expect(() => socket.join("127.0.0.1")).toThrow("multicast");
    expect(() => socket.leave("239.1.2.4")).toThrow("239.1.2.4");
  });
});

requires({ name: "groups that 127.0.0.1 does not hear", met: process.platform !== "win32" }).test(
  "joining a group with a socket of 127.0.0.1 alone, where nothing of it arrives, is refused in words",
  async () => {
    const socket = await udp.bind();
    expect(() => socket.join("239.1.2.3")).toThrow('bind with { host: "239.1.2.3" }');
  },
);

describe("binding", () => {
  test("again under the same name takes the port over and tells the first why", async () => {
    const first = await udp.bind({ name: "same" });
    const second = await udp.bind({ name: "same" });
    expect(second.endpoint.port).toBe(first.endpoint.port);
    expect(await first.closed).toEqual({ by: "rerun" });
    expect(handles()).toHaveLength(1);
  });

  test("a port that another program holds, or this notebook, is refused in words", async () => {
    const other = createSocket("udp4");
    await new Promise<void>((bound) => other.bind(0, "127.0.0.1", bound));
    const { port } = other.address();
    await expect(udp.bind({ port })).rejects.toThrow(
      `127.0.0.1:${port} is held by another program (EADDRINUSE)`,
    );
    await new Promise<void>((closed) => other.close(closed));
    const own = await udp.bind({ port });
    expect(own.name).toBe(`udp:${port}`);
    await expect(udp.bind({ port, name: "mine" })).rejects.toThrow(
      `this notebook's own socket "udp:${port}"`,
    );
  });

  test.each([
    ["a port that is none", () => udp.bind({ port: 70_000 })],
    ["a handler that is no function", () => udp.bind(5 as never)],
    ["a name that is no text", () => udp.bind({ name: 5 as never })],
    ["a buffer of no bytes", () => udp.bind({ recvBuffer: 0 })],
    ["a TTL of none", () => udp.bind({ ttl: 256 })],
    ["null for options", () => udp.bind(() => {}, null as never)],
    [
      "a promise for a target",
      async () => (await udp.bind()).sendTo("x", udp.bind().catch(() => {}) as never),
    ],
    ["what is no bytes", async () => (await udp.bind()).sendTo({} as never, 9)],
  ])("%s is refused in words", async (_name, use) => {
    const error: unknown = await use().catch((reason) => reason);
    expect(error).toBeInstanceOf(NetcellError);
    expect(error).toMatchObject({ code: "EINVAL" });
  });

  test("to other machines needs both keys, and a private socket reaches none", async () => {
    expect(await codeOf(udp.bind({ host: "0.0.0.0", public: true }))).toBe("EACCES");
    const near = await udp.bind();
    await expect(near.sendTo("x", { host: "192.0.2.1", port: 9 })).rejects.toThrow(
      "reaches this machine only",
    );
  });

  test("in plain Node a socket does not keep the process alive", () => {
    const script = `const { udp } = require(${JSON.stringify(resolve(import.meta.dirname, "../../.."))});
      udp.bind().then((socket) => { socket.show(); console.log(socket.state) })`;
    const run = spawnSync(process.execPath, ["-e", script], { encoding: "utf8", timeout: 10_000 });
    expect(run).toMatchObject({ status: 0, signal: null, stderr: "" });
    expect(run.stdout).toMatch(
      /^udp socket udp-1: open .*\nreceives on 127\.0\.0\.1:\d+, 0 datagrams sent.*\n.*\nopen\n$/,
    );
  });
});

const six = await udp.bind({ host: "::1" }).then(
  (socket) => socket.close().then(() => true),
  () => false,
);

requires({ name: "IPv6 on loopback", met: six }).describe("over IPv6", () => {
  test("a port alone is this machine's, and 65,527 bytes fit", async () => {
    const [near, far] = [await udp.bind({ host: "::1" }), await udp.bind({ host: "::1" })];
    await near.sendTo(new Uint8Array(65_527), far.endpoint.port);
    const { data, from } = await far.recvFrom();
    expect([data.length, from.family, from.address]).toEqual([65_527, "IPv6", "::1"]);
    expect(await codeOf(near.sendTo(new Uint8Array(65_528), far))).toBe("EMSGSIZE");
    const four = await udp.bind();
    await expect(four.sendTo("x", far)).rejects.toThrow("an IPv4 socket cannot send to [::1]");
  });
});
