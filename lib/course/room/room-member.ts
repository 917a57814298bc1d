/** Somebody in a room: what waits for them, and how it gets out without anybody waiting. */

import { interruptible } from "../../cell";
import { NetcellError } from "../../errors";
import type { MessageStream } from "../../sockets";
import type { LeaveReason, Member } from "./room";

/** What a member needs to know of its room. */
export interface House<Member> {
  readonly outbox: number;
  readonly slow: "disconnect" | "drop-oldest";
  /** Calls it so that it holds up no cell, and prints in the room's. */
  run(act: () => void): void;
  /** A member's numbers have changed. */
  changed(): void;
  /** A member has left. */
  gone(member: Member): void;
}

export class RoomMember<M> implements Member<M> {
  readonly #left: Promise<LeaveReason>;
  readonly #house: House<RoomMember<M>>;
  #waiting: M[] = [];
  #sent = 0;
  #dropped = 0;
  /** Messages that were handed to the connection, which has not said yet that it takes more. */
  #underWay = 0;
  #reason: LeaveReason | undefined;
  #hasTold = false;
  #settleLeft!: (reason: LeaveReason) => void;

  constructor(
    readonly name: string,
    readonly stream: MessageStream<unknown, M>,
    house: House<RoomMember<M>>,
  ) {
    this.#house = house;
    this.#left = new Promise((resolve) => {
      this.#settleLeft = resolve;
    });
    void stream.connection.closed.then(() => this.leaveAs("ended"));
  }

  get left(): Promise<LeaveReason> {
    const { connection } = this.stream;
    return interruptible(this.#left, {
      handle: connection,
      awaited: `${this.name} to leave`,
      hint: stillThere,
    });
  }

  get sent(): number {
    return this.#sent;
  }

  get queued(): number {
    return this.#waiting.length;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Why it left, once it did. */
  get reason(): LeaveReason | undefined {
    return this.#reason;
  }

  send(message: M): boolean {
    if (this.#reason) return false;
    if (this.#waiting.length === 0 && this.#mayHandOver()) this.#handOver(message);
    else if (this.#waiting.length < this.#house.outbox) this.#waiting.push(message);
    else return this.#tooMuch(message);
    return true;
  }

  leave(): void {
    this.leaveAs("left");
  }

  /** Leaves for a reason; the first one holds. */
  leaveAs(reason: LeaveReason): void {
    // A connection that has ended takes nothing any more, also of what was still to be sent after leaving.
    if (reason === "ended" || reason === "slow") {
      this.#dropped += this.#waiting.length;
      this.#waiting = [];
    }
    if (this.#reason) return;
    this.#reason = reason;
    this.#house.gone(this);
    this.#settleLeft(reason);
  }

  /** What is under way says when there is room again; without it nobody would. */
  #mayHandOver(): boolean {
    return this.stream.canSendNow || this.#underWay === 0;
  }

  #handOver(message: M): void {
    this.#sent++;
    this.#underWay++;
    this.#house.run(() => {
      this.stream.send(message, { timeout: Number.POSITIVE_INFINITY }).then(
        () => this.#handedOver(),
        (error) => this.#notSent(error),
      );
    });
  }

  #handedOver(): void {
    this.#underWay--;
    this.#house.changed();
    while (this.#waiting.length > 0 && this.#mayHandOver()) this.#handOver(this.#waiting.shift()!);
  }

  #notSent(error: unknown): void {
    this.#sent--;
    const { connection } = this.stream;
    const isOver = error instanceof NetcellError && ["ENOTCONN", "EPIPE", "ECONNRESET"].includes(error.code);
    if (isOver || connection.state !== "open") this.leaveAs("ended");
    else {
      this.#dropped++;
      // Once is enough: a peer may be able to make everybody say the same thing again and again.
      if (!this.#hasTold) console.error(`${this.name} was not told:`, error);
      this.#hasTold = true;
    }
    this.#handedOver();
  }

  /** More would have to wait than may. */
  #tooMuch(message: M): boolean {
    this.#dropped++;
    if (this.#house.slow === "drop-oldest") {
      this.#waiting.shift();
      this.#waiting.push(message);
      return true;
    }
    this.leaveAs("slow");
    // There is nothing to be finished with a peer that does not read.
    void this.stream.connection.close({ grace: 0 });
    return false;
  }
}

const stillThere =
  "It is still in the room: leave() takes it out, and left.then(…) does something then, without waiting.";
