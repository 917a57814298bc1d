/** The outbox of a connection: bytes wait while the peer does not take them, and are refused when too many wait. */
import type { Socket } from "node:net";
import { type CallOptions, Deadline, type LiveHandle, Waiters, waitError } from "../../cell";
import { NetcellError } from "../../errors";

/** Bytes that may wait to be sent: more is refused, so that an unawaited send cannot fill the memory. */
const outboxLimit = 1024 * 1024;

export class Outbox {
  readonly #owner: LiveHandle;
  readonly #trouble: () => NetcellError | undefined;
  readonly #drained = new Waiters();

  /** `trouble` says why nothing can be sent (any more), if nothing can. */
  constructor(owner: LiveHandle, trouble: () => NetcellError | undefined) {
    this.#owner = owner;
    this.#trouble = trouble;
  }

  /** Throws the reason why nothing can be sent now. */
  check(socket: Socket): void {
    const trouble = this.#trouble();
    if (trouble) throw trouble;
    if (socket.writableEnded)
      throw new NetcellError(`${this.#owner.name} has ended its sending direction`, {
        code: "EPIPE",
        hint: "After shutdown() one can only receive: open a new connection to send more.",
        handle: this.#owner,
      });
    if (socket.writableLength > outboxLimit)
      throw new NetcellError(`${socket.writableLength} bytes wait to be sent on ${this.#owner.name}`, {
        code: "ENOBUFS",
        hint: "Write await before send(): it waits until the peer has taken enough.",
        handle: this.#owner,
      });
  }

  /** Resolves when the socket has room for more. */
  async room(socket: Socket, options: CallOptions): Promise<void> {
    const deadline = new Deadline(options, this.#owner);
    for (;;) {
      // A closing socket asks for no more either, and yet has not sent what it was given.
      const trouble = this.#trouble();
      if (trouble) throw trouble;
      if (!socket.writableNeedDrain) return;
      await this.#look(deadline, "send()");
    }
  }

  /** Resolves when a socket that ends has sent all that it was given, or never will. */
  async finished(socket: Socket, options: CallOptions): Promise<void> {
    const deadline = new Deadline(options, this.#owner);
    while (!socket.writableFinished && !socket.destroyed) await this.#look(deadline, "shutdown()");
  }

  async #look(deadline: Deadline, name: string): Promise<void> {
    const end = await this.#drained.wait(deadline);
    if (end === "event") return;
    const call = {
      what: `${name} on ${this.#owner.name}`,
      awaited: "the peer did not take the bytes",
      hint: readThere,
    };
    throw waitError(end, deadline, call, { handle: this.#owner });
  }

  /** The socket took bytes, or something else happened to it: the calls that wait look again. */
  wake(): void {
    this.#drained.wake();
  }

  /** The socket is closed: nothing is sent any more. */
  end(): void {
    this.#drained.end();
  }
}

const readThere = "The peer does not read: read on the other end, or give { timeout } more milliseconds.";
