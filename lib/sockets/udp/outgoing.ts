/** Datagrams on their way out: bounded, so that unawaited sends cannot fill the memory. */
import type { Socket } from "node:dgram";
import { type CallOptions, Deadline, type Handle, NetcellError, Waiters, waitError } from "../../cell";

/** Sends that may be under way at a time, and bytes that may wait until the operating system takes them. */
const sendsLimit = 10_000;
const bytesLimit = 1024 * 1024;
/** Sends after which the event loop gets a turn: it reads about as many datagrams in one. */
const burst = 32;

/** What of a socket sending needs. */
export type Sender = Pick<Socket, "getSendQueueCount" | "getSendQueueSize">;

export class Outgoing {
  readonly #owner: Handle;
  readonly #socket: Sender;
  readonly #settled = new Waiters();
  #underWay = 0;
  #begun = 0;
  /** Bytes for addresses that are still being looked up. */
  #held = 0;

  constructor(owner: Handle, socket: Sender) {
    this.#owner = owner;
    this.#socket = socket;
  }

  /** Throws when too much is on its way already. */
  check(): void {
    if (this.#underWay < sendsLimit && this.#held + this.#socket.getSendQueueSize() <= bytesLimit) return;
    throw new NetcellError(`${this.#underWay} datagrams wait to be sent on ${this.#owner.name}`, {
      code: "ENOBUFS",
      hint: "Write await before sendTo(): it waits until the operating system has taken the datagram.",
      handle: this.#owner,
    });
  }

  /** What `look` finds; `length` bytes wait for it. */
  async held<T>(length: number, look: Promise<T>, call: string, options: CallOptions): Promise<T> {
    this.#underWay++;
    this.#held += length;
    try {
      return await this.within(look, call, "found no address for the name", options);
    } finally {
      this.#underWay--;
      this.#held -= length;
    }
  }

  /** One send: `begin` hands it to the socket, and is to call back when that is done. */
  async send(begin: (done: (error: Error | null) => void) => void, options: CallOptions): Promise<void> {
    const sent = new Promise<void>((resolve, reject) => {
      this.#underWay++;
      begin((error) => {
        this.#underWay--;
        this.#settled.wake();
        if (error) reject(error);
        else resolve();
      });
    });
    // Or a loop of awaited sends would let nobody in this process receive, since taking a datagram needs no wait.
    if (++this.#begun % burst === 0) await new Promise(setImmediate);
    // Nearly always the operating system has taken it already.
    if (this.#socket.getSendQueueCount() === 0) return sent;
    return this.within(sent, "sendTo()", "the operating system did not take the datagram", options);
  }

  /** Resolves when nothing waits any more, `grace` milliseconds from now at the latest. */
  async idle(grace: number): Promise<void> {
    const deadline = new Deadline({ timeout: Math.max(0, grace) }, false);
    while (this.#socket.getSendQueueCount() > 0) if ((await this.#settled.wait(deadline)) !== "event") return;
  }

  /** The result of `work`, or an error when it takes too long. */
  async within<T>(work: Promise<T>, call: string, awaited: string, options: CallOptions): Promise<T> {
    const deadline = new Deadline(options, false);
    const over = new Waiters();
    let isOver = false;
    const wake = () => {
      isOver = true;
      over.wake();
    };
    work.then(wake, wake);
    while (!isOver) {
      const end = await over.wait(deadline);
      if (end === "event" || isOver) continue;
      const what = `${call} on ${this.#owner.name}`;
      const hint = "Try again, or give { timeout } more milliseconds.";
      throw waitError(end, deadline, { what, awaited, hint }, { handle: this.#owner });
    }
    return work;
  }
}
