/** Bytes from one socket to another by an impaired way, with bounded memory. */
import type { Socket } from "node:net";
import { resetError, wasReset } from "../stream/reset";
import { Schedule } from "./schedule";
import type { StreamWay } from "./stream-way";

/** Bytes that may be on the way before their source is held up: 1 MiB. */
const pendingLimit = 1024 * 1024;

/** Events of a direction. */
interface DirectionEvents {
  passed(data: Buffer): void;
  ended(): void;
  /** The connection is to be reset, and why. */
  reset(why: string): void;
}

export class RelayedDirection {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #way: StreamWay;
  readonly #events: DirectionEvents;
  readonly #schedule: Schedule;
  #pending = 0;

  constructor(from: Socket, to: Socket, way: StreamWay, events: DirectionEvents) {
    this.#from = from;
    this.#to = to;
    this.#way = way;
    this.#events = events;
    this.#schedule = new Schedule(way.isSliced);
    from.on("data", (data) => this.#onData(data));
    from.on("end", () => this.#onEnd());
    to.on("drain", () => this.#goOn());
  }

  /** Nothing more is passed on. */
  stop(): void {
    this.#schedule.clear();
  }

  #onData(data: Buffer): void {
    for (const piece of this.#way.enter(data, performance.now())) {
      this.#pending += piece.data.length;
      this.#schedule.add(piece.at, () => this.#pass(piece.data));
    }
    if (this.#way.isReset)
      this.#schedule.add(this.#way.end(performance.now()), () => this.#events.reset("resetAfter"));
    if (!this.#hasRoom()) this.#from.pause();
  }

  #onEnd(): void {
    if (wasReset(this.#from)) {
      this.#from.destroy(resetError());
      return;
    }
    // A cable that is cut does not carry the end of the conversation either.
    if (this.#way.isStalled || this.#way.isReset) return;
    this.#schedule.add(this.#way.end(performance.now()), () => {
      this.#events.ended();
      this.#to.end();
    });
  }

  #pass(data: Buffer): void {
    this.#pending -= data.length;
    this.#events.passed(data);
    this.#to.write(data);
    this.#goOn();
  }

  #goOn(): void {
    if (this.#hasRoom()) this.#from.resume();
  }

  /** A way on which nothing passes any more has none: its source is held up, as a sender without ACKs is. */
  #hasRoom(): boolean {
    return this.#pending < pendingLimit && !this.#to.writableNeedDrain && !this.#way.isStalled;
  }
}
