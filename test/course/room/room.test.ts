/** Rooms: who is told what, and what becomes of those who do not listen. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Connection,
  closeAll,
  framing,
  handles,
  type Member,
  type MessageStream,
  NetcellError,
  type Room,
  type RoomOptions,
  room,
  tcp,
} from "../../../lib";

afterEach(() => closeAll());

/** A server whose clients join a room with their first line, and `count` clients that are in it. */
async function hallWith(count: number, options?: RoomOptions) {
  const hall = room<string>(options);
  const far: Connection[] = [];
  const server = await tcp.listen(async (c) => {
    far.push(c);
    const lines = c.lines();
    const me = hall.join((await lines.recv()) ?? "?", lines);
    for await (const line of lines) hall.broadcast(`${me.name}: ${line}`, me);
  });
  const near: Connection[] = [];
  for (let i = 1; i <= count; i++) {
    const client = await tcp.connect(server);
    await client.send(`c${i}\n`);
    near.push(client);
    await expect.poll(() => hall.members.length, { interval: 1 }).toBe(i);
  }
  return { hall, near, far };
}

/** Fills the connection to a client that does not read, until its member has messages waiting. */
function fill(hall: Room<string>): number {
  const large = "x".repeat(60_000);
  let said = 0;
  while (hall.members[0]?.queued === 0) {
    hall.broadcast(large);
    said++;
  }
  return said;
}

describe("a room", () => {
  test("tells everybody else what one says, each by their own name", async () => {
    const { hall, near } = await hallWith(3);
    const [ann, bob, cid] = near.map((client) => client.lines());
    await ann!.send("hello");
    await bob!.send("hi");
    expect([await bob!.recv(), await cid!.recv(), await cid!.recv(), await ann!.recv()].sort()).toEqual([
      "c1: hello",
      "c1: hello",
      "c2: hi",
      "c2: hi",
    ]);
    expect(hall.broadcast("bye")).toBe(3);
    expect(await ann!.recv()).toBe("bye");
    expect(hall.members.map(({ name, queued, dropped }) => [name, queued, dropped])).toEqual([
      ["c1", 0, 0],
      ["c2", 0, 0],
      ["c3", 0, 0],
    ]);
  });

  test("is left by those whose connection ends, however it ends", async () => {
    const { hall, near } = await hallWith(3);
    const [one, two, three] = hall.members as [Member<string>, Member<string>, Member<string>];
    await near[0]!.close();
    expect(await one.left).toBe("ended");
    // Its handler has a reset to tell.
    const printing = vi.spyOn(console, "error").mockImplementation(() => {});
    await near[1]!.abort();
    expect(await two.left).toBe("ended");
    printing.mockRestore();
    expect(hall.members).toEqual([three]);
    three.leave();
    three.leave();
    expect(await three.left).toBe("left");
    expect([hall.members.length, hall.broadcast("anybody?"), three.send("you?"), near[2]!.state]).toEqual([
      0,
      0,
      false,
      "open",
    ]);
  });

  test("takes streams of any codec: what is said reaches each in its own frame", async () => {
    const hall = room();
    const server = await tcp.listen();
    const near = [await tcp.connect(server), await tcp.connect(server)];
    hall.join("lines", (await server.accept()).lines());
    hall.join("binary", (await server.accept()).framed(framing.lengthPrefixed({ bytes: 1 })));
    hall.broadcast("hey");
    expect(await near[0]!.lines().recv()).toBe("hey");
    expect([...(await near[1]!.recvExactly(4))]).toEqual([3, 104, 101, 121]);
  });

  test("says a thousand things at once to those who listen, and loses nobody and nothing", async () => {
    const { hall, near } = await hallWith(2, { outbox: 1 });
    for (let i = 0; i < 1000; i++) hall.broadcast(String(i));
    for (const client of near) {
      const lines = client.lines();
      for (let i = 0; i < 1000; i++) expect(await lines.recv()).toBe(String(i));
    }
    expect(hall.members).toHaveLength(2);
  });

  test("does not stop for a message that a member's codec cannot carry, and says so once", async () => {
    const { hall, near } = await hallWith(1);
    const printing = vi.spyOn(console, "error").mockImplementation(() => {});
    for (const message of ["two\nlines", "three\nmore\nlines", "one line"]) hall.broadcast(message);
    expect(await near[0]!.lines().recv()).toBe("one line");
    expect(printing.mock.calls).toEqual([["c1 did not get a message:", expect.any(NetcellError)]]);
    printing.mockRestore();
    expect(hall.members[0]).toMatchObject({ dropped: 2, sent: 1, queued: 0 });
  });

  test("that is closed lets everybody go and nobody in; their connections stay", async () => {
    const { hall, near, far } = await hallWith(1);
    const member = hall.members[0]!;
    await hall.close();
    expect(await member.left).toBe("closed");
    expect([hall.members.length, hall.broadcast("?"), near[0]!.state]).toEqual([0, 0, "open"]);
    expect(() => hall.join("late", far[0]!.lines())).toThrow("is closed (ENOTCONN)");
  });
});

describe("a member that does not read", () => {
  test("holds up nobody, and is disconnected when its outbox is full", async () => {
    const { hall, near } = await hallWith(2, { outbox: 5 });
    const [slow, quick] = hall.members as [Member<string>, Member<string>];
    const lines = near[1]!.lines();
    let heard = 0;
    while (slow.queued < 5) {
      hall.broadcast("x".repeat(60_000));
      expect(await lines.recv()).toHaveLength(60_000);
      heard++;
    }
    expect([slow.queued, quick.queued, hall.members.length]).toEqual([5, 0, 2]);
    expect(hall.broadcast("too much")).toBe(1);
    expect(await slow.left).toBe("slow");
    expect(slow.dropped).toBe(6);
    expect(quick.sent).toBe(heard + 1);
    expect(await lines.recv()).toBe("too much");
    const reading = (async () => {
      for await (const _ of near[0]!);
    })();
    const end = await reading.then(
      () => "ended",
      (error: NetcellError) => error.code,
    );
    expect(end).toBeOneOf(["ended", "ECONNRESET"]);
  });

  test('is told the newest under "drop-oldest", and hears them in order when it reads again', async () => {
    const { hall, near } = await hallWith(1, { outbox: 3, slow: "drop-oldest" });
    const said = fill(hall);
    for (let i = 0; i < 100; i++) hall.broadcast(`news ${i}`);
    const member = hall.members[0]!;
    // What filled the connection waits in front of the news, and is dropped first.
    expect([member.queued, member.dropped]).toEqual([3, 98]);
    const lines = near[0]!.lines();
    for (let i = 1; i < said; i++) expect(await lines.recv()).toHaveLength(60_000);
    expect([await lines.recv(), await lines.recv(), await lines.recv()]).toEqual([
      "news 97",
      "news 98",
      "news 99",
    ]);
    await expect.poll(() => member.queued, { interval: 1 }).toBe(0);
  });

  test("gets what waited for it when it leaves, for it may read later", async () => {
    const { hall, near } = await hallWith(1);
    const said = fill(hall);
    hall.members[0]!.send("farewell");
    hall.members[0]!.leave();
    const lines = near[0]!.lines();
    for (let i = 0; i < said; i++) await lines.recv();
    expect(await lines.recv()).toBe("farewell");
  });

  test("is told also when its own handler filled the connection before", async () => {
    const { hall, near, far } = await hallWith(1);
    const megabyte = new Uint8Array(1_000_000).fill(10);
    let own = 0;
    while (far[0]!.canSendNow) {
      void far[0]!.send(megabyte);
      own += megabyte.length;
    }
    hall.broadcast("at last");
    hall.broadcast("really");
    await near[0]!.recvExactly(own);
    const lines = near[0]!.lines();
    expect([await lines.recv(), await lines.recv()]).toEqual(["at last", "really"]);
  });
});

describe("names from the wire", () => {
  let stream: MessageStream<string>;
  beforeEach(async () => {
    stream = (await tcp.connect(await tcp.listen())).lines();
  });
  const named = (...names: string[]) => {
    const hall = room();
    return names.map((name) => hall.join(name, stream).name);
  };

  test.each([
    [
      ["ann", "ann", "ann-2", "ann"],
      ["ann", "ann-2", "ann-2-2", "ann-3"],
    ],
    [
      ["  ann\r", ""],
      ["ann", "anonymous"],
    ],
    [
      ["e\u0301va", "\u00e9va"],
      ["\u00e9va", "\u00e9va-2"],
    ],
    [["\u202eevil\x1b[31m"], ["\\u202eevil\\x1b[31m"]],
    [["x".repeat(60_000)], ["x".repeat(32)]],
    [
      ["__proto__", "__proto__"],
      ["__proto__", "__proto__-2"],
    ],
  ])("%j become %j", (asked, given) => {
    expect(named(...asked)).toEqual(given);
  });

  test("are unique, short and visible, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 80 }), { maxLength: 20 }), (asked) => {
        const given = named(...asked);
        expect(new Set(given).size).toBe(asked.length);
        expect(given.filter((name) => !/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,300}$/u.test(name))).toEqual([]);
      }),
    );
  });

  test("that are no text are the program's mistake", () => {
    expect(() => room().join(null as never, stream)).toThrow("null is not a name (EINVAL)");
  });
});

describe("a room as a handle", () => {
  test("with a name is listed, and replaced by the next one of that name", async () => {
    const first = room({ name: "hall" });
    const second = room({ name: "hall" });
    expect((await first.closed).by).toBe("rerun");
    expect(handles().map((handle) => handle === second)).toEqual([true]);
    expect(String(second)).toBe("room 'hall' 0 members (open)");
  });

  test("without a name is not: it goes with its members", () => {
    room();
    expect(handles()).toHaveLength(0);
  });

  test("has a card with its members and what they got", async () => {
    const { hall } = await hallWith(2, { name: "hall" });
    hall.broadcast("hello");
    const printing = vi.spyOn(console, "log").mockImplementation(() => {});
    hall.show();
    const [[card]] = printing.mock.calls as [[string]];
    printing.mockRestore();
    expect(card.split("\n").slice(1)).toEqual([
      "2 members, 1 message to all",
      "  c1  1 sent, 0 queued, 0 dropped",
      "  c2  1 sent, 0 queued, 0 dropped",
    ]);
  });

  test.each([[{ outbox: 0 }], [{ slow: "ignore" }], [{ name: "" }], [null]])(
    "%j is refused in words",
    (options) => {
      expect(() => room(options as never)).toThrow("(EINVAL)");
    },
  );
});
