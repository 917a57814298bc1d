/** What a connection has received and nobody has taken yet, and the ways to take it. Knows no socket. */
import { type CallOptions, Deadline, type Handle, NetcellError, Waiters, waitError } from "../cell";
import { ByteQueue } from "./byte-queue";
import { checkedBytes, checkedCount } from "./checks";

/** Bytes that may lie in an inbox before the flow is held up: 1 MiB. */
export const inboxLimit = 1024 * 1024;

/** Bytes a call takes at most unless told otherwise. */
export const defaultMaxBytes = 65_536;

/** How the bytes can stop: the peer's FIN, a failure, or this end closing. */
type Ending =
  | { readonly by: "peer" }
  | { readonly by: "local" }
  | { readonly by: "error"; readonly error: () => NetcellError };

export class Inbox {
  readonly #owner: Handle;
  readonly #onRoom: () => void;
  readonly #queue = new ByteQueue();
  readonly #readable = new Waiters();
  #ending: Ending | undefined;

  /** `onRoom` is called after bytes were taken from a full inbox. */
  constructor(owner: Handle, onRoom: () => void) {
    this.#owner = owner;
    this.#onRoom = onRoom;
  }

  /** Bytes that wait to be taken. */
  get length(): number {
    return this.#queue.length;
  }

  get isFull(): boolean {
    return this.#queue.length >= inboxLimit;
  }

  push(chunk: Uint8Array): void {
    this.#queue.push(chunk);
    this.#readable.wake();
  }

  /** Nothing comes any more. The first ending holds. */
  end(ending: Ending): void {
    this.#ending ??= ending;
    this.#readable.wake();
  }

  async take(maxBytes: number, options: CallOptions): Promise<Uint8Array | null> {
    checkedCount(maxBytes, "maxBytes");
    const came = await this.#until((length) => length > 0, "recv()", options);
    return came ? this.#taken(this.#queue.takeSome(maxBytes)) : null;
  }

  async takeExactly(count: number, options: CallOptions): Promise<Uint8Array> {
    checkedCount(count, "count");
    const call = `recvExactly(${count})`;
    if (await this.#until((length) => length >= count, call, options))
      return this.#taken(this.#queue.take(count));
    throw this.#endedEarly(`${call} got ${this.length} bytes`);
  }

  /** Up to and with the delimiter; `null` when the bytes ended and none are left. */
  async takeUntil(
    delimiter: Uint8Array,
    maxBytes: number,
    call: string,
    options: CallOptions,
  ): Promise<Uint8Array | null> {
    checkedCount(maxBytes, "maxBytes");
    checkedCount(checkedBytes(delimiter).length, "the delimiter's length");
    let searched = 0;
    let length = 0;
    const found = (there: number) => {
      const at = this.#queue.indexOf(delimiter, Math.max(0, searched - delimiter.length + 1));
      searched = there;
      length = at < 0 ? 0 : at + delimiter.length;
      if (length > maxBytes || (length === 0 && there >= maxBytes)) throw this.#tooLong(call, maxBytes);
      return length > 0;
    };
    if (await this.#until(found, call, options)) return this.#taken(this.#queue.take(length));
    if (this.length === 0) return null;
    throw this.#endedEarly(`${call} got ${this.length} bytes without it`);
  }

  /** What is left, all of it. */
  takeRest(): Uint8Array {
    return this.#queue.take(this.#queue.length);
  }

  /** Waits until enough is there: true; false when the bytes ended before that. */
  async #until(enough: (length: number) => boolean, call: string, options: CallOptions): Promise<boolean> {
    if (enough(this.#queue.length)) return true;
    if (this.#ending?.by === "local") throw this.#closed(call);
    const deadline = new Deadline(options);
    for (;;) {
      if (this.#ending?.by === "error") throw this.#ending.error();
      if (this.#ending) return false;
      const end = await this.#readable.wait(deadline);
      if (enough(this.#queue.length)) return true;
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

  #taken(bytes: Uint8Array): Uint8Array {
    if (this.length < inboxLimit) this.#onRoom();
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
