/** Datagrams on their way out: bounded, so that unawaited sends cannot fill the memory. */
import type { Socket } from "node:dgram";
import { isIP } from "node:net";
import { type CallOptions, Deadline, type LiveHandle, Waiters, withinDeadline } from "../../cell";
import { NetcellError } from "../../errors";
import { bytesOf, checkedCall } from "../arguments";
import { endpointText, type Target } from "../endpoint";
import { shownEndpoint } from "../endpoint-names";
import { addressOf, type Family, largestDatagram, lookedUp } from "./addressing";
import { closed, tooLarge, udpError } from "./errors";

/** Sends that may be under way at a time, and bytes that may wait until the operating system takes them. */
const sendsLimit = 10_000;
const bytesLimit = 1024 * 1024;
/** Sends after which the event loop gets a turn: it reads about as many datagrams in one. */
const burst = 32;

/** Where a datagram goes, and how transcripts write it. */
export interface Destination {
  /** An address, or a name that is still to be looked up. */
  readonly host: string;
  readonly port: number;
  readonly text: string;
  readonly isAddress: boolean;
}

/** The socket's record, which allows each send and notes it. */
export interface SendRecord {
  /** Throws the reason why this call cannot be made. */
  check(call: "sendTo()" | "send()"): void;
  /** It is handed to the operating system. */
  began(to: string, bytes: Uint8Array): void;
  /** The operating system did not take it. */
  failed(to: string, note: string): void;
}

export class Sending {
  readonly #owner: LiveHandle;
  readonly #socket: Socket;
  readonly #family: Family;
  readonly #record: SendRecord;
  readonly #settled = new Waiters();
  #underWay = 0;
  #begun = 0;
  #sent = 0;
  /** Bytes for names that are still being looked up. */
  #held = 0;
  /** Where the last datagram went: nearly always the next one goes there too. */
  #last: Destination | undefined;

  constructor(owner: LiveHandle, socket: Socket, family: Family, record: SendRecord) {
    this.#owner = owner;
    this.#socket = socket;
    this.#family = family;
    this.#record = record;
  }

  /** Datagrams that the operating system took. */
  get sent(): number {
    return this.#sent;
  }

  /** Sends to a target; names are looked up first. */
  async sendTo(data: string | Uint8Array, target: Target, options: CallOptions): Promise<number> {
    checkedCall(options);
    this.#record.check("sendTo()");
    const bytes = bytesOf(data);
    const to = this.destination(target);
    this.#check("sendTo()", bytes);
    // Awaited here: to hand a promise on would cost a busy sender two more turns of the microtask queue.
    if (to.isAddress) return await this.#transmit("sendTo()", bytes, to, to.text, options);
    this.#held += bytes.length;
    this.#underWay++;
    let found: Destination;
    try {
      found = await this.lookUp(to, "sendTo()", options);
    } finally {
      this.#underWay--;
      this.#held -= bytes.length;
    }
    // It may have been closed meanwhile.
    this.#record.check("sendTo()");
    return await this.#transmit("sendTo()", bytes, found, found.text, options);
  }

  /** Sends to the peer that the socket is connected to. */
  async send(data: string | Uint8Array, peer: string, options: CallOptions): Promise<number> {
    checkedCall(options);
    this.#record.check("send()");
    const bytes = bytesOf(data);
    this.#check("send()", bytes);
    return await this.#transmit("send()", bytes, undefined, peer, options);
  }

  /** Where a target is. */
  destination(target: Target): Destination {
    const { host, port } = addressOf(target, this.#family);
    const last = this.#last;
    if (last?.port === port && last.host === host) return last;
    this.#last = { host, port, text: endpointText({ address: host, port }), isAddress: isIP(host) > 0 };
    return this.#last;
  }

  /** The same with an address for its name. */
  async lookUp(to: Destination, call: string, options: CallOptions): Promise<Destination> {
    if (to.isAddress) return to;
    try {
      const look = lookedUp(to.host, this.#family);
      const host = await this.#within(look, call, "found no address for the name", options);
      return this.destination({ host, port: to.port });
    } catch (error) {
      if (error instanceof NetcellError) throw error;
      throw udpError(error, `${call} on ${this.#owner.name} cannot find ${to.host}`, this.#owner);
    }
  }

  /** Resolves when nothing waits any more, `grace` milliseconds from now at the latest. */
  async idle(grace: number): Promise<void> {
    const deadline = new Deadline({ timeout: grace }, { time: this.#owner.time, idle: false });
    while (this.#socket.getSendQueueCount() > 0) if ((await this.#settled.wait(deadline)) !== "event") return;
  }

  /** Throws the reason why nothing can be sent now. */
  #check(call: string, bytes: Uint8Array): void {
    if (bytes.length > largestDatagram(this.#family))
      throw tooLarge(this.#owner, call, bytes.length, this.#family);
    if (this.#underWay === 0) return;
    if (this.#underWay < sendsLimit && this.#held + this.#socket.getSendQueueSize() <= bytesLimit) return;
    throw new NetcellError(`${this.#underWay} datagrams wait to be sent on ${this.#owner.name}`, {
      code: "ENOBUFS",
      hint: "Write await before sendTo(): it waits until the operating system has taken the datagram.",
      handle: this.#owner,
    });
  }

  #transmit(
    call: string,
    bytes: Uint8Array,
    to: Destination | undefined,
    text: string,
    options: CallOptions,
  ): Promise<number> {
    this.#record.began(text, bytes);
    const sent = new Promise<number>((resolve, reject) => {
      this.#underWay++;
      const done = (error: NodeJS.ErrnoException | null) => {
        this.#underWay--;
        this.#settled.wake();
        if (error) return reject(this.#failure(error, call, text));
        this.#sent++;
        resolve(bytes.length);
      };
      if (to) this.#socket.send(bytes, to.port, to.host, done);
      else this.#socket.send(bytes, done);
    });
    // Nearly always the operating system has taken it already.
    if (++this.#begun % burst !== 0 && this.#socket.getSendQueueCount() === 0) return sent;
    return this.#slowly(sent, call, options);
  }

  /** Lets the event loop have a turn, and then waits no longer than the call may. */
  async #slowly(sent: Promise<number>, call: string, options: CallOptions): Promise<number> {
    // A failure is thrown below.
    sent.catch(() => {});
    // Without it a loop of awaited sends would keep everything else in this process from receiving: taking a datagram needs no wait.
    await new Promise(setImmediate);
    if (this.#socket.getSendQueueCount() === 0) return sent;
    return this.#within(sent, call, "the operating system did not take the datagram", options);
  }

  /** The result of what the operating system does for a call; in a handler, too, that may not take without end. */
  #within<T>(work: Promise<T>, call: string, awaited: string, options: CallOptions): Promise<T> {
    const deadline = new Deadline(options, { time: this.#owner.time, idle: false });
    const what = `${call} on ${this.#owner.name}`;
    const hint = "Try again, or give { timeout } more milliseconds.";
    return withinDeadline(work, deadline, { what, awaited, hint }, { handle: this.#owner });
  }

  #failure(error: NodeJS.ErrnoException, call: string, to: string): NetcellError {
    if (this.#owner.state !== "open") return closed(this.#owner, call);
    this.#record.failed(to, `not sent: ${error.code}`);
    return udpError(error, `${call} on ${this.#owner.name} to ${shownEndpoint(to)} failed`, this.#owner);
  }
}
