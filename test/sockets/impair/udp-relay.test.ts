/** Relays in front of real UDP sockets. */

import { afterEach, describe, expect, test } from "vitest";
import { closeAll, type Handle, handles, impair, NetcellError, type UdpSocket, udp } from "../../../lib";
import type { UdpRelay } from "../../../lib/sockets/impair/api";
import { jupyterDisplay } from "../../../lib/view";

afterEach(() => closeAll());

/** Sends "0", "1", … and waits until the relay has decided about all of them. */
async function send(count: number, relay: UdpRelay): Promise<UdpSocket> {
  const near = await udp.bind();
  for (let i = 0; i < count; i++) await near.sendTo(String(i), relay);
  await expect.poll(() => relay.decided).toBe(count);
  return near;
}

/** Its card as text. */
function shown(handle: Handle): string {
  return handle[jupyterDisplay]()["text/plain"]!;
}

/** The next `count` texts that arrive. */
async function texts(socket: UdpSocket, count: number): Promise<string[]> {
  const all: string[] = [];
  while (all.length < count) all.push((await socket.recvFrom()).text());
  return all;
}

describe("impair.udp", () => {
  test("to nobody says so in its card and transcript: the operating system refuses", async () => {
    const gone = await udp.bind();
    const { port } = gone.endpoint;
    await gone.close();
    const bad = await impair.udp(port, {});
    const near = await udp.bind();
    await near.sendTo("x", bad);
    await expect
      .poll(() => [...bad.transcript].at(-1))
      .toMatchObject({ event: "error", note: "that port is closed (ECONNREFUSED)" });
    expect(shown(bad)).toContain("1 refused: that port is closed");
  });

  test("loses what its decisions say, the same at every run with the same seed", async () => {
    const runs: unknown[] = [];
    for (let run = 0; run < 2; run++) {
      const sink = await udp.bind();
      const bad = await impair.udp(sink, { loss: 0.3, seed: 7 });
      await send(50, bad);
      const passed = bad.decisions.filter(({ lost }) => !lost).map(({ index }) => String(index));
      expect(await texts(sink, passed.length)).toEqual(passed);
      expect(bad.lost).toBe(50 - passed.length);
      expect(bad.lost).toBeGreaterThan(0);
      runs.push(bad.decisions);
    }
    expect(runs[0]).toEqual(runs[1]);
  });

  test("reorders by count, and the last goes on though nothing overtakes it", async () => {
    const sink = await udp.bind();
    await send(5, await impair.udp(sink, { reorder: 1 }));
    expect(await texts(sink, 5)).toEqual(["1", "0", "3", "2", "4"]);
  });

  test("duplicates, corrupts, and says so in its transcript", async () => {
    const sink = await udp.bind();
    const bad = await impair.udp(sink, { duplicate: 1, corrupt: 1 });
    await send(1, bad);
    const [one, two] = await texts(sink, 2);
    expect(one).toBe(two);
    expect(one).not.toBe("0");
    expect([...bad.transcript][0]!.note).toBe("duplicated, corrupted");
  });

  test("gives answers back to whoever asked, unharmed", async () => {
    const echo = await udp.bind((datagram, socket) => socket.sendTo(`re: ${datagram.text()}`, datagram.from));
    const bad = await impair.udp(echo, { delay: 1, corrupt: 0 });
    const peers = [await udp.bind(), await udp.bind()];
    for (const [i, peer] of peers.entries()) await peer.sendTo(`peer ${i}`, bad);
    const answers = await Promise.all(peers.map((peer) => peer.recvFrom()));
    expect(answers.map((answer) => answer.text())).toEqual(["re: peer 0", "re: peer 1"]);
    expect(answers[0]!.from).toEqual(bad.endpoint);
  });

  test("is a handle: replaced under its name on the same port, listed, closed", async () => {
    const sink = await udp.bind();
    const first = await impair.udp(sink, { name: "bad", loss: 1 });
    const second = await impair.udp(sink, { name: "bad" });
    expect(second.endpoint.port).toBe(first.endpoint.port);
    expect(await first.closed).toEqual({ by: "rerun" });
    expect(handles().map(({ kind }) => kind)).toEqual(["udp socket", "udp relay"]);
    await closeAll();
    expect(second.state).toBe("closed");
  });

  test.each([
    [{ loss: 20 }, "loss is 20 (EINVAL). Give a probability from 0 to 1"],
    [{ delay: -1 }, "delay is -1 (EINVAL). Give milliseconds"],
    [{ rate: 0 }, "rate is 0 (EINVAL). Give bits a second"],
    [{ seed: 0.5 }, "seed is 0.5 (EINVAL). Give a whole number"],
    [{ latency: 5 }, "The options are seed, delay, jitter, loss, duplicate, reorder, corrupt, rate"],
  ])("refuses %o in words", async (options, words) => {
    const error: unknown = await impair.udp(9, options as never).catch((reason) => reason);
    expect(error).toBeInstanceOf(NetcellError);
    expect((error as NetcellError).message).toContain(words);
  });
});
