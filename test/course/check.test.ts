/** check(): what it takes for an answer, what it says, and how it tries servers out. */
import { inspect } from "node:util";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { closeAll, handles } from "../../lib/cell";
import { canonical, digest } from "../../lib/course/answer";
import { check } from "../../lib/course/check";
import { exercises } from "../../lib/course/exercises";
import { type Connection, http, tcp, type UdpSocket, udp } from "../../lib/sockets";
import { answers } from "./answers";

const said = async (id: string, answer: unknown) => (await check(id, answer)).text;

afterEach(() => closeAll());

describe("answers", () => {
  test.each(answers.flatMap(({ id, right }) => right.map((answer) => ({ id, answer }))))(
    "$answer is right for $id",
    async ({ id, answer }) => {
      expect(await said(id, answer)).toBe(`✓ Exercise ${id}: right`);
    },
  );

  test.each(answers.flatMap(({ id, wrong }) => wrong.map((answer) => ({ id, answer }))))(
    "$answer is wrong for $id, and brings a hint",
    async ({ id, answer }) => {
      const text = await said(id, answer);
      expect(text).toMatch(new RegExp(`^✗ Exercise ${id}: not yet\n`));
      expect(text).toContain("  Hint");
    },
  );

  test.each(answers.flatMap(({ id, slips = [] }) => slips.map((answer) => ({ id, answer }))))(
    "$answer for $id is a slip that is known, and answered before the hints",
    async ({ id, answer }) => {
      const [, note] = (await said(id, answer)).split("\n");
      expect(note).not.toContain("Hint");
    },
  );

  test("every exercise that asks for a value is among them", () => {
    const values = Object.keys(exercises).filter((id) => !("trials" in exercises[id]!));
    expect(answers.map(({ id }) => id).sort()).toEqual(values.sort());
  });

  test("an answer to one exercise is hashed differently for another", () => {
    expect(digest("00.1", 1)).not.toBe(digest("01.3", 1));
  });
});

describe("ways to write an answer", () => {
  test.each([
    [200, "200", " 200 ", 200n, 200.0000000000001, "0xc8"],
    ["ECONNREFUSED", "econnrefused", " Econn Refused\n", new TextEncoder().encode("ECONNREFUSED")],
    [true, "true", "True"],
    [null, "null"],
    [
      [1, "a"],
      ["1", "A"],
    ],
    [
      { a: 1, b: [2] },
      { b: ["2"], a: "1" },
    ],
    [-0, 0],
  ])("%j and its variants are one answer", (first, ...others) => {
    for (const other of others) expect(canonical(other)).toBe(canonical(first));
  });

  test("different numbers and texts stay different", () => {
    const simple = fc.oneof(fc.integer(), fc.stringMatching(/^[a-z]{1,8}$/));
    fc.assert(
      fc.property(simple, simple, (a, b) => {
        expect(canonical(a) === canonical(b)).toBe(String(a) === String(b));
      }),
    );
  });

  test("whatever is given, nothing throws", () => {
    fc.assert(fc.property(fc.anything(), (anything) => void canonical(anything)));
    const circle: unknown[] = [];
    circle.push(circle);
    expect(canonical(circle)).toBeUndefined();
  });
});

describe("what check() says", () => {
  test("one more hint after each wrong answer, until there are no more", async () => {
    const id = "01.3";
    const total = exercises[id]!.hints.length;
    const counts: number[] = [];
    for (let n = 0; n < total + 2; n++) counts.push((await said(id, 77)).match(/Hint/g)!.length);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBe(total);
    expect(await said(id, 1)).toBe("✓ Exercise 01.3: right");
  });

  test("no answer yet is no wrong answer: the question is repeated", async () => {
    expect(await said("00.1", undefined)).toBe(
      `○ Exercise 00.1: no answer yet\n  ${exercises["00.1"]!.asks}`,
    );
  });

  test("a promise, a connection, a function: what is missing is said", async () => {
    expect(await said("00.1", Promise.resolve(1))).toContain("put await before it");
    expect(await said("00.1", () => 1)).toContain("This cannot be compared");
    expect(await said("00.1", await tcp.listen())).toContain("This cannot be compared");
    expect(await said("00.3", 3)).toContain("Give the server itself");
  });

  test("an unknown exercise is an error that names the known ones", async () => {
    await expect(check("9.9", 1)).rejects.toMatchObject({
      code: "ENOENT",
      message: expect.stringContaining("there is no exercise '9.9' (ENOENT). The exercises are 00.1, 00.2"),
    });
    await expect(check("toString", 1)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("a forgotten await is said where the promise is printed", async () => {
    const verdict = check("00.1", 1);
    expect(inspect(verdict)).toBe(
      'The answer is being checked. Write await before it: await check("00.1", …)',
    );
    await verdict;
  });

  test("the words are in the HTML too, and no hint or answer needs a colour", async () => {
    const view = await check("00.1", 3);
    expect(view.html).toContain("✗ Exercise 00.1: not yet");
    expect(view.html).not.toMatch(/color:\s*(red|green|#)/);
  });

  test("no hint and no question gives a right answer away", () => {
    for (const { id, right } of answers) {
      const { asks, hints } = exercises[id]!;
      for (const answer of right.filter((answer) => typeof answer === "string"))
        for (const text of [asks, ...hints]) expect(text).not.toContain(answer);
    }
  });
});

describe("a server as the answer", () => {
  const shout = (reply: (text: string) => string) =>
    tcp.listen(async (c) => {
      for await (const bytes of c) await c.send(reply(String(bytes)));
    });

  test("is right when it does what every client expects, and keeps no client of check()", async () => {
    const server = await shout((text) => text.toUpperCase());
    expect(await said("00.3", server)).toMatch(/^✓ Exercise 00.3: right\n( {2}✓ passed: .+\n?){3}$/);
    expect([...handles()]).toEqual([server]);
  });

  test("that says something else is told what it should have said", async () => {
    const text = await said("00.3", await shout((text) => text));
    expect(text).toContain(
      '✗ failed: a client that says hello hears HELLO. The answer should be "HELLO" and was "hello".',
    );
  });

  test("that ends too early is found out after what it did right", async () => {
    const once = await tcp.listen(async (c) => {
      await c.send(String(await c.recv()).toUpperCase());
    });
    const text = await said("00.3", once);
    expect(text).toContain("✓ passed: a client that says hello hears HELLO");
    expect(text).toContain("✗ failed: the same client may go on and speak again.");
  });

  test("that says nothing is given a second, and not more", async () => {
    const text = await said("00.3", await tcp.listen(() => {}));
    expect(text).toContain('A client waited 1000 ms for the answer "HELLO".');
  });

  test("that is closed is no wrong answer, and told so", async () => {
    const server = await shout((text) => text.toUpperCase());
    await server.close();
    expect(await said("00.3", server)).toMatch(/no answer yet\n.*It is closed/);
  });

  const reply = async (c: Connection) => {
    await c.recv(1024);
    await c.send("Got your message! Thank you!");
  };

  test("has the notes' dialogue with many clients at once", async () => {
    expect(await said("01.2", await tcp.listen(reply))).toMatch(/^✓ Exercise 01.2: right/);
  });

  test("that serves one client after the other is found out", async () => {
    const server = await tcp.listen();
    const loop = (async () => {
      for await (const c of server) {
        await reply(c);
        await c.close();
      }
    })().catch(() => {});
    const text = await said("01.2", server);
    expect(text).toContain("✓ passed: the dialogue of the notes");
    expect(text).toContain("✗ failed: three clients, the first of them silent");
    await server.close();
    await loop;
  });

  test("that leaves the connection open is found out", async () => {
    const open = await tcp.listen((c) => {
      void reply(c);
    });
    expect(await said("01.2", open)).toContain("for the end of the connection");
  });
});

describe("code of the answer's own", () => {
  const printed = () => vi.spyOn(console, "error").mockImplementation(() => {});
  afterEach(() => void vi.restoreAllMocks());

  test("that throws is named: a function", async () => {
    const nick = (line: string) => /^NICK (\w+)$/.exec(line)![1];
    const text = await said("C1.2", nick);
    expect(text).toMatch(
      /✗ failed: "hello" asks for no name\. Your function threw TypeError: Cannot read prop/,
    );
  });

  test("that throws is named: a function that waits first", async () => {
    const ask = async (socket: UdpSocket) => socket.recvFrom({ timeout: 1 });
    expect(await said("11.3", ask)).toMatch(
      /Your function threw NetcellError: recvFrom\(\) on .* waited 1 ms/,
    );
  });

  test("that throws is named: a function that was returned", async () => {
    const reader = () => () => {
      throw new RangeError("no lines");
    };
    expect(await said("09.3", reader)).toContain("Your function threw RangeError: no lines");
  });

  test.each([
    ["throws a text", "x", "Your function threw 'x'"],
    ["throws nothing", undefined, "Your function threw undefined"],
    ["throws an error without a message", new Error(), "Your function threw Error\n"],
  ])("that %s is named too", async (_what, thrown, words) => {
    const read = () => {
      throw thrown;
    };
    expect(await said("C2.1", read)).toContain(words);
  });

  test("that never ends is not waited for for ever", async () => {
    vi.useFakeTimers();
    const verdict = said("C1.2", () => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    expect(await verdict).toContain("Your function was not done after 30 seconds");
  });

  test("that throws is named: a server's handler, and only what it threw in this trial", async () => {
    printed();
    let calls = 0;
    const server = await tcp.listen(async (c) => {
      const heard = String(await c.recv());
      if (calls++ === 0) throw new RangeError("the first one");
      await c.send(heard.toUpperCase().repeat(calls - 1));
      await c.recv();
    });
    const first = await said("00.3", server);
    expect(first).toMatch(/✗ failed: .* In your cell the handler threw RangeError: the first one$/m);
    expect(await said("00.3", server)).not.toContain("RangeError");
  });

  test("that throws is named: a route's handler", async () => {
    printed();
    const server = await http.serve({
      "PUT /guests/:name": () => JSON.parse("{"),
      "GET /guests": () => [],
      "DELETE /guests/:name": () => undefined,
    });
    expect(await said("16.4", server)).toMatch(
      /and was with 500\. In your cell the handler threw SyntaxError:/,
    );
  });
});

test("a question that is asked once passes no swamp (11.3)", async () => {
  const ask = async (socket: UdpSocket, to: UdpSocket, question: string) => {
    await socket.sendTo(question, to);
    return (await socket.recvFrom({ timeout: 50 }).catch(() => undefined))?.text();
  };
  expect(await said("11.3", ask)).toContain("✗ failed: through a swamp that loses six of ten");
});

test.each([
  ["C2.1", () => 5n, "and was 5n"],
  ["04.3", () => "true", "and was 'true'"],
  ["C1.2", () => Object.create(null), "and was [Object: null prototype] {}"],
])("%s: whatever a function returns is shown as it is", async (id, answer, words) => {
  expect(await said(id, answer)).toContain(words);
});

test("a guest list that is no list is told so", async () => {
  const server = await http.serve({
    "PUT /guests/:name": (() => {
      const names = new Set<string>();
      return (x: { params: { [name: string]: string } }) => {
        const isNew = !names.has(x.params.name!);
        names.add(x.params.name!);
        return { status: isNew ? 201 : 200 };
      };
    })(),
    "GET /guests": () => ({ guests: [] }),
    "DELETE /guests/:name": () => undefined,
  });
  expect(await said("16.4", server)).toContain(
    "GET /guests should give a list of names, and gave { guests: [] }.",
  );
});

test("what check()'s own sockets waited for comes without advice on them", async () => {
  const text = await said("11.4", await udp.bind(() => {}));
  expect(text).toMatch(/waited 1000 ms and no datagram came\.$/m);
});
