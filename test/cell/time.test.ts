/** Waits by a time of their own: they end when it passes, and no real time does. */

import type { Socket } from "node:net";
import { PassThrough } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import type { CellWait, TimeSource } from "../../lib/cell";
import { Deadline, LiveHandle, Waiters, withinDeadline } from "../../lib/cell";
import { endedAndQuiet, sentUntil } from "../../lib/sockets/stream/ending";
import { Inbox } from "../../lib/sockets/stream/inbox";
import { Arrivals } from "../../lib/sockets/udp/arrivals";
import { jupyterDisplay } from "../../lib/view";

/** A time that passes by hand. */
class HandDrivenTime implements TimeSource {
  readonly waiting = new Set<CellWait>();
  readonly #alarms = new Set<{ readonly moment: number; readonly wake: () => void }>();
  #now = 0;

  now(): number {
    return this.#now;
  }

  wakeAt(moment: number, wake: () => void) {
    const alarm = { moment, wake };
    this.#alarms.add(alarm);
    return { cancel: () => void this.#alarms.delete(alarm), ref: () => {}, unref: () => {} };
  }

  /** Alarms that are set: each would keep memory, and perhaps the program, until it rings. */
  get alarms(): number {
    return this.#alarms.size;
  }

  pass(ms: number): void {
    this.#now += ms;
    for (const alarm of [...this.#alarms]) {
      if (alarm.moment > this.#now || !this.#alarms.delete(alarm)) continue;
      alarm.wake();
    }
  }
}

class Thing extends LiveHandle {
  readonly kind = "thing";
  readonly name = "a thing";

  constructor(time: TimeSource) {
    super(undefined, { time });
    this.opened();
  }

  facts() {
    return { endpoint: "nowhere" };
  }

  [jupyterDisplay]() {
    return { "text/plain": this.name };
  }

  protected async release(): Promise<void> {}
}

const things: Thing[] = [];
const thing = (time: TimeSource) => {
  const made = new Thing(time);
  things.push(made);
  return made;
};
afterEach(() => Promise.all(things.splice(0).map((each) => each.close())));

/** How it stands with a promise after all that is due in this turn of the loop. */
async function settled(promise: Promise<unknown>): Promise<unknown> {
  const pending = new Promise((resolve) => setImmediate(resolve, "pending"));
  return Promise.race([promise.catch((error) => error.code ?? error), pending]);
}

describe("a wait by a time that stands still", () => {
  test("ends when that time has passed, and not before", async () => {
    const time = new HandDrivenTime();
    const wait = new Waiters().wait(new Deadline({}, { time }));
    time.pass(4999);
    expect(await settled(wait)).toBe("pending");
    time.pass(1);
    expect(await settled(wait)).toBe("timeout");
  });

  test("each of several waits ends at its own moment", async () => {
    const time = new HandDrivenTime();
    const waiters = new Waiters();
    const [long, short] = [300, 100].map((timeout) => waiters.wait(new Deadline({ timeout }, { time })));
    time.pass(150);
    expect([await settled(short!), await settled(long!)]).toEqual(["timeout", "pending"]);
    time.pass(150);
    expect(await settled(long!)).toBe("timeout");
  });

  test("is seen by the source of its time as long as it holds up a cell", async () => {
    const time = new HandDrivenTime();
    const waiters = new Waiters();
    const waits = [100, 200].map((timeout) => waiters.wait(new Deadline({ timeout }, { time })));
    expect([...time.waiting].map(({ deadline }) => deadline.at)).toEqual([100, 200]);
    waiters.wake();
    expect(await Promise.all(waits)).toEqual(["event", "event"]);
    expect(time.waiting.size).toBe(0);
  });

  test("of work that does not end is given up with the call's own words", async () => {
    const time = new HandDrivenTime();
    const call = { what: "look()", awaited: "saw nothing", hint: "Look elsewhere." };
    const look = withinDeadline(new Promise(() => {}), new Deadline({}, { time }), call, {});
    time.pass(5000);
    await expect(look).rejects.toThrow("look() waited 5000 ms and saw nothing (ETIMEDOUT). Look elsewhere.");
  });
});

describe("a handle with a time of its own", () => {
  test("receives bytes by it", async () => {
    const time = new HandDrivenTime();
    const inbox = new Inbox(thing(time), () => {});
    const recv = inbox.take(10, { timeout: 60_000 });
    expect(await settled(recv)).toBe("pending");
    time.pass(60_000);
    expect(await settled(recv)).toBe("ETIMEDOUT");
  });

  test("receives datagrams by it", async () => {
    const time = new HandDrivenTime();
    const recv = new Arrivals(thing(time)).take("recvFrom()", { timeout: 1 });
    expect(await settled(recv)).toBe("pending");
    time.pass(1);
    expect(await settled(recv)).toBe("ETIMEDOUT");
  });

  test("its closed promise waits by it", async () => {
    const time = new HandDrivenTime();
    const made = thing(time);
    const closed = (async () => (await made.closed).by)();
    await settled(closed);
    expect(time.waiting.size).toBe(1);
    await made.close();
    expect(await closed).toBe("local");
    expect(time.waiting.size).toBe(0);
  });

  test("ends a socket by it", async () => {
    const time = new HandDrivenTime();
    const stuck = new PassThrough({ highWaterMark: 1 }) as unknown as Socket;
    for (let i = 0; i < 3; i++) stuck.write("more than fits");
    const sent = sentUntil(250, stuck, time);
    const ended = endedAndQuiet(250, stuck, time);
    expect([await settled(sent), await settled(ended)]).toEqual(["pending", "pending"]);
    time.pass(250);
    expect([await settled(sent), await settled(ended)]).toEqual([false, undefined]);
  });
});

describe("a time that has nothing to do any more", () => {
  test("keeps no alarm of an inbox that has ended", async () => {
    const time = new HandDrivenTime();
    const inbox = new Inbox(thing(time), () => {});
    const read = inbox.take(10, {});
    expect(time.alarms).toBe(1);
    inbox.push(Buffer.from("x"));
    await read;
    inbox.end({ by: "peer" });
    expect(time.alarms).toBe(0);
  });

  test("keeps no alarm of work that was done in time", async () => {
    const time = new HandDrivenTime();
    const call = { what: "work", awaited: "nothing came", hint: "" };
    await withinDeadline(Promise.resolve(1), new Deadline({}, { time }), call, {});
    expect(time.alarms).toBe(0);
  });
});
