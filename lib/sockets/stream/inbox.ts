/** What a connection has received and nobody has taken yet, and the ways to take it. Knows no socket. */
import { type CallOptions, Deadline, type Handle, NetcellError, Waiters, waitError } from "../../cell";
import { checkedCount } from "../checks";
import { ByteQueue } from "./byte-queue";

/** Bytes that may lie in an inbox before the flow is held up: 1 MiB. */
export const inboxLimit = 1024 * 1024;

/** Bytes a call takes at most unless told otherwise. */
export const defaultMaxBytes = 65_536;

/** How the bytes can stop: the peer's FIN, a failure, or this end closing. */
type Ending =
  | { readonly by: "peer" }
  | { readonly by: "local" }
  | { readonly by: "error"; readonly error: () => NetcellError };

/** What a call wants of the inbox: its bytes, as soon as they are there, and what it says when they never come. */
interface Wanted<E> {
  take(): Buffer | undefined;
  atEnd(): E;
}

export class Inbox {
  readonly #owner: Handle;
  readonly #onRoom: () => void;
  readonly #queue = new ByteQueue();
  readonly #readable = new Waiters();
  #ending: Ending | undefined;
  #isHeld = false;

  /** `onRoom` is called when an inbox that was full has room again. */
  constructor(owner: Handle, onRoom: () => void) {
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
    this.#readable.wake();
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
    let searched = 0;
    return this.#when(call, options, {
      take: () => {
        checkedCount(maxBytes, "maxBytes");
        checkedCount(delimiter.length, "the delimiter's length");
        const at = this.#queue.indexOf(delimiter, Math.max(0, searched - delimiter.length + 1));
        searched = this.length;
        if (at < 0 ? searched >= maxBytes : at + delimiter.length > maxBytes)
          throw this.#tooLong(call, maxBytes);
        return at < 0 ? undefined : this.#queue.take(at + delimiter.length);
      },
      atEnd: () => {
        if (this.length === 0) return null;
        throw this.#endedEarly(`${call} got ${this.length} bytes without it`);
      },
    });
  }

  /** What is left, all of it. */
  takeRest(): Buffer {
    return this.#queue.take(this.#queue.length);
  }

  /** Waits until what is asked can be taken, or until nothing comes any more. */
  async #when<E>(call: string, options: CallOptions, wanted: Wanted<E>): Promise<Buffer | E> {
    let taken = wanted.take();
    if (taken) return this.#taken(taken);
    if (this.#ending?.by === "local") throw this.#closed(call);
    const deadline = new Deadline(options);
    for (;;) {
      if (this.#ending?.by === "error") throw this.#ending.error();
      if (this.#ending) return wanted.atEnd();
      const end = await this.#readable.wait(deadline);
      taken = wanted.take();
      if (taken) return this.#taken(taken);
      if (end === "event") continue;
      const what = `${call} on ${this.#owner.name}`;
      throw waitError(
        end,
        deadline,
        { what, awaited: "nothing came", hint: sendFirst },
        { handle: this.#owner },
      );
    }
  }

  #taken(bytes: Buffer): Buffer {
    if (this.#isHeld && this.length <= inboxLimit / 2) {
      this.#isHeld = false;
      this.#onRoom();
    }
    return bytes;
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
