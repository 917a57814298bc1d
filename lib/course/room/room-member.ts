/** A member of a room: its queue, which is sent without holding up the others. */
import { interruptible } from "../../cell";
import { NetcellError } from "../../errors";
import type { MessageStream } from "../../sockets";
import type { LeaveReason, Member } from "./api";

/** The room as its members see it. */
export interface MemberContext<Member> {
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
  readonly #room: MemberContext<RoomMember<M>>;
  #waiting: M[] = [];
  #sent = 0;
  #dropped = 0;
  /** Messages that were handed to the connection, which has not said yet that it takes more. */
  #underWay = 0;
  #reason: LeaveReason | undefined;
  #hasReported = false;
  #settleLeft!: (reason: LeaveReason) => void;

  constructor(
    readonly name: string,
    readonly stream: MessageStream<unknown, M>,
    room: MemberContext<RoomMember<M>>,
  ) {
    this.#room = room;
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
    else if (this.#waiting.length < this.#room.outbox) this.#waiting.push(message);
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
    this.#room.gone(this);
    this.#settleLeft(reason);
  }

  /** A message under way reports when there is room again; without one, this one goes out at once. */
  #mayHandOver(): boolean {
    return this.stream.canSendNow || this.#underWay === 0;
  }

  #handOver(message: M): void {
    this.#sent++;
    this.#underWay++;
    this.#room.run(() => {
      this.stream.send(message, { timeout: Number.POSITIVE_INFINITY }).then(
        () => this.#handedOver(),
        (error) => this.#notSent(error),
      );
    });
  }

  #handedOver(): void {
    this.#underWay--;
    this.#room.changed();
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
      if (!this.#hasReported) console.error(`${this.name} did not get a message:`, error);
      this.#hasReported = true;
    }
    this.#handedOver();
  }

  /** More would have to wait than may. */
  #tooMuch(message: M): boolean {
    this.#dropped++;
    if (this.#room.slow === "drop-oldest") {
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
