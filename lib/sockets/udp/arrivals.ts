/** Datagrams that have arrived and are not taken yet. It knows no socket. */
import { type CallOptions, Deadline, type LiveHandle, Waiters, waitError } from "../../cell";
import type { NetcellError } from "../../errors";
import type { Endpoint } from "../endpoint";
import type { UdpDatagram } from "./api";

/** A datagram as it came. */
export class ReceivedDatagram implements UdpDatagram {
  constructor(
    readonly data: Buffer,
    readonly from: Endpoint,
  ) {}

  text(): string {
    return this.data.toString();
  }
}

export class Arrivals {
  readonly #owner: LiveHandle;
  readonly #queue: UdpDatagram[] = [];
  readonly #readable = new Waiters();
  #trouble: NetcellError | undefined;
  #isEnded = false;

  constructor(owner: LiveHandle) {
    this.#owner = owner;
  }

  /** How many wait to be taken. */
  get length(): number {
    return this.#queue.length;
  }

  push(datagram: UdpDatagram): void {
    this.#queue.push(datagram);
    this.#readable.wake();
  }

  /** Notes an error that the operating system reported. The next call that receives or sends throws it, once. */
  fail(error: NetcellError): void {
    this.#trouble = error;
    this.#readable.wake();
  }

  /** The error that {@link fail} noted, if no call has thrown it yet. */
  takeTrouble(): NetcellError | undefined {
    const trouble = this.#trouble;
    this.#trouble = undefined;
    return trouble;
  }

  /** Nothing comes any more. */
  end(): void {
    this.#isEnded = true;
    this.#readable.wake();
  }

  /** The next datagram; `undefined` when the socket is closed before one comes. */
  async take(call: string, options: CallOptions = {}): Promise<UdpDatagram | undefined> {
    const deadline = new Deadline(options, this.#owner);
    for (;;) {
      const datagram = this.#queue.shift();
      if (datagram) return datagram;
      const trouble = this.takeTrouble();
      if (trouble) throw trouble;
      if (this.#isEnded) return undefined;
      const end = await this.#readable.wait(deadline);
      if (end === "event" || this.length > 0) continue;
      const what = `${call} on ${this.#owner.name}`;
      throw waitError(
        end,
        deadline,
        { what, awaited: "no datagram came", hint: sendFirst },
        { handle: this.#owner },
      );
    }
  }
}

const sendFirst =
  "Send in this cell or an earlier one, or give { timeout } more milliseconds. A datagram may also be lost: it is not sent again.";
