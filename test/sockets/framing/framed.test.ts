/** Messages over a real connection, and what is left of it when one of them is wrong. */
import { afterEach, describe, expect, test } from "vitest";
import { type Codec, type Connection, closeAll, framing, type NetcellError, tcp } from "../../../lib";

afterEach(() => closeAll());

async function pair(): Promise<{ near: Connection; far: Connection }> {
  const server = await tcp.listen();
  const near = await tcp.connect(server, { name: "near" });
  return { near, far: await server.accept() };
}

const errorOf = (promise: Promise<unknown>): Promise<NetcellError> =>
  promise.then(
    (value) => Promise.reject(new Error(`no error, but ${JSON.stringify(value)}`)),
    (error) => error,
  );

describe("messages over a connection", () => {
  test("arrive one by one, as they were sent, until the peer ends", async () => {
    const { near, far } = await pair();
    const out = far.framed(framing.json());
    for (const message of [{ x: 1 }, "two", [3]]) await out.send(message);
    await far.shutdown();
    const got: unknown[] = [];
    for await (const message of near.framed(framing.json())) got.push(message);
    expect(got).toEqual([{ x: 1 }, "two", [3]]);
  });

  test("take no byte more than they need: other ways to read go on behind them", async () => {
    const { near, far } = await pair();
    await far.send("HEAD\r\n\x03abc{}\nrest");
    expect(await near.lines().recv()).toBe("HEAD");
    expect(String(await near.framed(framing.lengthPrefixed({ bytes: 1 })).recv())).toBe("abc");
    expect(await near.framed(framing.json()).recv()).toEqual({});
    expect(String(await near.recvExactly(4))).toBe("rest");
  });

  test("by a codec of one's own", async () => {
    const { near, far } = await pair();
    const shout: Codec<string> = {
      name: "shouts",
      encode: (text) => `${text}!`,
      decode: (bytes) => {
        const at = bytes.indexOf("!");
        return at < 0 ? undefined : String(bytes.take(at + 1).subarray(0, at));
      },
    };
    await far.framed(shout).send("hey");
    await far.send("ho");
    const shouts = near.framed(shout);
    expect(await shouts.recv()).toBe("hey");
    expect((await errorOf(shouts.recv({ timeout: 20 }))).what).toBe(
      "recv() of shouts on near waited 20 ms and only 2 bytes came",
    );
  });

  test("larger than a full inbox get through, when their limit says so", async () => {
    const { near, far } = await pair();
    const large = framing.lengthPrefixed({ maxBytes: 8_000_000 });
    const sending = far.framed(large).send(Buffer.alloc(5_000_000, "x"));
    expect(await near.framed(large).recv()).toHaveLength(5_000_000);
    await sending;
  });
});

describe("a wrong message", () => {
  test("inside its frame is skipped: the next one is received", async () => {
    const { near, far } = await pair();
    await far.send(Buffer.from("[1]\n[2\n\xff\n[3]\n", "latin1"));
    const messages = near.framed(framing.json());
    expect(await messages.recv()).toEqual([1]);
    expect(await errorOf(messages.recv())).toMatchObject({
      code: "EBADMSG",
      handle: near,
      what: 'recv() on near: JSON in lines: not JSON at character 2: "," or "]" should be there, not the end',
    });
    expect((await errorOf(messages.recv())).code).toBe("EILSEQ");
    expect(await messages.recv()).toEqual([3]);
  });

  test("whose frame is wrong stays in the connection, and fails again, until somebody reads it there", async () => {
    const { near, far } = await pair();
    await far.send(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1));
    const messages = near.framed(framing.lengthPrefixed());
    for (let i = 0; i < 2; i++) expect((await errorOf(messages.recv())).code).toBe("EMSGSIZE");
    expect([...(await near.recvExactly(5))]).toEqual([255, 255, 255, 255, 1]);
  });

  test("cut by the end of the stream says so, and its bytes can be read", async () => {
    const { near, far } = await pair();
    await far.send("abcde");
    await far.shutdown();
    const messages = near.framed(framing.fixed(3));
    expect(String(await messages.recv())).toBe("abc");
    expect((await errorOf(messages.recv())).what).toBe(
      "recv() on near: messages of 3 bytes: the stream ended in the middle of a message, 2 of its 3 bytes had come",
    );
    expect([String(await near.recv()), await near.recv(), await messages.recv()]).toEqual(["de", null, null]);
  });

  test("is not sent: the error names the connection, and nothing went out", async () => {
    const { near } = await pair();
    const error = await errorOf(near.lines().send("a\nb"));
    expect(error).toMatchObject({ code: "EINVAL", handle: near });
    expect(error.what).toBe("send() on near: a line cannot hold a line ending");
    expect(near.transcript.bytes).toBe(0);
  });

  test("after wrong ones that filled the inbox: the flow goes on", async () => {
    const { near, far } = await pair();
    const wrong = `${"x".repeat(60_000)}\n`.repeat(40);
    const sending = far.send(`${wrong}[1]\n`);
    const messages = near.framed(framing.json());
    for (let i = 0; i < 40; i++) expect((await errorOf(messages.recv())).code).toBe("EBADMSG");
    expect(await messages.recv()).toEqual([1]);
    await sending;
  });
});

test("what is no codec is refused in words", async () => {
  const { near } = await pair();
  expect(() => near.framed(framing.lines as never)).toThrow("is not a codec (EINVAL)");
  expect(() => near.framed(framing.lines(), 5 as never)).toThrow("is not an object of options (EINVAL)");
});
