/** The inbox of a connection: bytes that were received and not taken yet, and the ways to take them. It knows no socket. */
import { type CallOptions, Deadline, type LiveHandle, Waiters, waitError } from "../../cell";
import { checkedCount, NetcellError } from "../../errors";
import { checkedCall } from "../arguments";
import { ByteQueue } from "../framing/byte-queue";
import type { MessageReader } from "../framing/message-reader";

/** Bytes that an inbox may hold before the flow is held up: 1 MiB. */
const inboxLimit = 1024 * 1024;

/** How often the end is reported to a caller that goes on asking. A loop that never looks for it gets an error after that. */
const mostEnds = 100;

/** An end of the bytes: the peer's FIN, a failure, or this end closing. */
type Ending =
  | { readonly by: "peer" }
  | { readonly by: "local" }
  | { readonly by: "error"; readonly error: () => NetcellError };

/** A call's demand: how it takes what it wants as soon as that is there, and what it returns when the bytes have ended. */
interface Wanted<T, E> {
  take(): T | undefined;
  atEnd(): E;
}

export class Inbox {
  readonly #owner: LiveHandle;
  readonly #onRoom: () => void;
  readonly #queue = new ByteQueue();
  readonly #readable = new Waiters();
  #ending: Ending | undefined;
  #endsReported = 0;
  #isHeld = false;

  /** `onRoom` is called when an inbox that was full has room again. */
  constructor(owner: LiveHandle, onRoom: () => void) {
    this.#owner = owner;
    this.#onRoom = onRoom;
  }

  /** Bytes that wait to be taken. */
  get length(): number {
    return this.#queue.length;
  }

  /** Takes bytes in; false when it is full and the flow must be held until there is room. */
  push(chunk: Buffer): boolean {
    this.#queue.push(chunk);
    this.#isHeld = this.#queue.length >= inboxLimit;
    this.#readable.wake();
    return !this.#isHeld;
  }

  /** Nothing comes any more. The first ending holds. */
  end(ending: Ending): void {
    this.#ending ??= ending;
    this.#readable.end();
  }

  /** The next bytes; `null` when they have ended. */
  take(maxBytes: number, options: CallOptions): Promise<Buffer | null> {
    return this.#when("recv()", options, {
      take: () => {
        checkedCount(maxBytes, "maxBytes");
        return this.length > 0 ? this.#queue.takeSome(maxBytes) : undefined;
      },
      atEnd: () => null,
    });
  }

  takeExactly(count: number, options: CallOptions): Promise<Buffer> {
    const call = `recvExactly(${count})`;
    return this.#when(call, options, {
      take: () => {
        checkedCount(count, "count");
        return this.length >= count ? this.#queue.take(count) : undefined;
      },
      atEnd: () => {
        throw this.#endedEarly(`${call} got ${this.length} bytes`);
      },
    });
  }

  /** Up to and with the delimiter; `null` when the bytes have ended and none are left. */
  takeUntil(
    delimiter: Uint8Array,
    maxBytes: number,
    call: string,
    options: CallOptions,
  ): Promise<Buffer | null> {
    return this.#when(call, options, {
      take: () => {
        checkedCount(maxBytes, "maxBytes");
        checkedCount(delimiter.length, "the delimiter's length");
        const at = this.#queue.indexOf(delimiter);
        if (at < 0 ? this.length >= maxBytes : at + delimiter.length > maxBytes)
          throw this.#tooLong(call, maxBytes);
        return at < 0 ? undefined : this.#queue.take(at + delimiter.length);
      },
      atEnd: () => {
        if (this.length === 0) return null;
        throw this.#endedEarly(`${call} got ${this.length} bytes without it`);
      },
    });
  }

  /** The next message as the reader finds it; `null` when the bytes have ended and none are left. */
  takeMessage<M>(reader: MessageReader<M>, call: string, options: CallOptions): Promise<M | null> {
    return this.#when(call, options, {
      take: () => reader.next(this.#queue, false),
      atEnd: () => reader.next(this.#queue, true) ?? null,
    });
  }

  /** Waits until what is asked can be taken, or until nothing comes any more. */
  async #when<T, E>(call: string, options: CallOptions, wanted: Wanted<T, E>): Promise<T | E> {
    checkedCall(options);
    let taken = this.#take(wanted);
    if (taken !== undefined) return taken;
    if (this.#ending?.by === "local") throw this.#closed(call);
    const deadline = new Deadline(options, this.#owner);
    for (;;) {
      if (this.#ending?.by === "error") throw this.#ending.error();
      if (this.#ending) return this.#atEnd(call, wanted.atEnd());
      // A call that asks for more than a full inbox holds has said itself how much memory that may take.
      this.#release();
      const end = await this.#readable.wait(deadline);
      taken = this.#take(wanted);
      if (taken !== undefined) return taken;
      if (end === "event") continue;
      const what = `${call} on ${this.#owner.name}`;
      throw waitError(
        end,
        deadline,
        {
          what,
          awaited: this.length === 0 ? "nothing came" : `only ${this.length} bytes came`,
          hint: sendFirst,
        },
        { handle: this.#owner },
      );
    }
  }

  /**
   * The end, reported. A loop that does not look for it must not keep everything else from its turn, not even the
   * interrupt that would end it.
   */
  async #atEnd<E>(call: string, end: E): Promise<E> {
    if (end !== null || this.#endsReported++ === 0) return end;
    if (this.#endsReported > mostEnds)
      throw new NetcellError(`${call} on ${this.#owner.name} has returned null ${mostEnds} times`, {
        code: "ENODATA",
        hint: "null means that the peer has ended and nothing more comes: leave the loop then, or write for await (const bytes of …), which ends by itself.",
        handle: this.#owner,
      });
    await new Promise((resolve) => setImmediate(resolve));
    return end;
  }

  /** What is wanted, if it is there. Bytes that are taken and then found wrong make room, too. */
  #take<T>(wanted: Wanted<T, unknown>): T | undefined {
    try {
      return wanted.take();
    } finally {
      if (this.length <= inboxLimit / 2) this.#release();
    }
  }

  /** Lets the flow go on, if it is held up. */
  #release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#onRoom();
  }

  #closed(call: string): NetcellError {
    return new NetcellError(`${call} on ${this.#owner.name}: it is closed`, {
      code: "ENOTCONN",
      hint: "Connect again: a closed connection does not come back.",
      handle: this.#owner,
    });
  }

  #endedEarly(what: string): NetcellError {
    return new NetcellError(`${what}, then the connection ended`, {
      code: "ENODATA",
      hint: "The bytes that came are still there: recv() returns them.",
      handle: this.#owner,
    });
  }

  #tooLong(what: string, maxBytes: number): NetcellError {
    return new NetcellError(`${what} found none in ${maxBytes} bytes`, {
      code: "EMSGSIZE",
      hint: "The peer sends no such delimiter, or longer messages: give a larger maxBytes, or abort() the connection.",
      handle: this.#owner,
    });
  }
}

const sendFirst = "Make the peer send in this cell or an earlier one, or give { timeout } more milliseconds.";
