/** Handles: the live things that cells make, such as servers, connections and captures. */
import { inspect } from "node:util";
import { checkedOptions, invalid } from "../errors";
import { type Displayable, jupyterDisplay, type MimeBundle, printed, stableByDefault } from "../view";
import { Card } from "./card";
import { type Cell, owner } from "./context";
import { interruptible } from "./interruptible";
import { register, sweep, unregister } from "./registry";
import { machineTime, type TimeSource } from "./time";

/** Where a handle is in its life. `failed` is the end of one that never opened. */
export type HandleState = "opening" | "open" | "closing" | "closed" | "failed";

/** Who or what ended a handle. `rerun`: its cell was run again, or its variable holds another handle now. */
export interface CloseReason {
  /** `local`: this end; `peer`: the other end; the others are as they are named. */
  readonly by: "local" | "peer" | "rerun" | "interrupt" | "timeout" | "error";
  /** The error, where `by` is `error`. */
  readonly error?: Error;
}

/** Options of closing. */
export interface CloseOptions {
  /** Milliseconds that open connections get to end in an orderly way before they are reset (default: 250). */
  readonly grace?: number;
}

/**
 * A live thing made by a cell. It stays when the cell is done, is replaced when the cell runs again, never keeps the
 * kernel from exiting, and is listed by {@link handles} and closed by {@link closeAll}.
 */
export interface Handle extends Displayable {
  /** Its kind: `"tcp server"`, `"tcp connection"`, … */
  readonly kind: string;
  /** The name it was given, else one made from its kind and endpoint. */
  readonly name: string;
  /** Where it is in its life. */
  readonly state: HandleState;
  /**
   * Resolves when it is closed, and says by whom. It has no deadline: in a cell, an interrupt ends the wait (`EINTR`)
   * and nothing else. `closed.then(…)` does something at the end without waiting, and never rejects.
   */
  readonly closed: Promise<CloseReason>;
  /** Shows a card in this cell. It stays up to date from then on, also when later cells change the handle. */
  show(): void;
  /** Closes it and everything that belongs to it. Resolves when that is done; closing again does nothing more. */
  close(options?: CloseOptions): Promise<void>;
  /** Closes it: what `await using` calls, where a language version has it. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The facts that {@link handles} lists next to kind, name and state. */
export interface HandleFacts {
  /** Where it is reached, or which ends it connects, as text. */
  readonly endpoint: string;
  /** Bytes that passed through it, both directions, where bytes do. */
  readonly bytes?: number;
}

/** The setup of a handle. */
interface LiveHandleSetup {
  /** Whether it is listed by itself in {@link handles}, and not as a part of another (default: true). */
  readonly listed?: boolean | undefined;
  /** The time by which its calls wait (default: the machine's). */
  readonly time?: TimeSource;
}

/** The part of a handle's life that is the same for all kinds: registration, closing once, the card. */
export abstract class LiveHandle implements Handle {
  abstract readonly kind: string;
  abstract readonly name: string;
  /** The cell that made it: its handlers print there. @internal */
  readonly cell: Cell | undefined = owner();
  /** When it was made, in milliseconds of `performance.now()`. @internal */
  readonly since = performance.now();
  /** The key under which a newer handle replaces it. @internal */
  readonly key: string | undefined;
  /** The time by which its calls wait. @internal */
  readonly time: TimeSource;
  readonly #isListed: boolean;
  readonly #card = new Card(this);
  #state: HandleState = "opening";
  #reason: CloseReason | undefined;
  #closing: Promise<void> | undefined;
  readonly #closed: Promise<CloseReason>;
  #settleClosed!: (reason: CloseReason) => void;

  /** A newer handle with the same `key` replaces this one. */
  protected constructor(
    key: string | undefined,
    { listed = true, time = machineTime }: LiveHandleSetup = {},
  ) {
    this.key = key;
    this.time = time;
    this.#isListed = listed;
    this.#closed = new Promise((resolve) => {
      this.#settleClosed = resolve;
    });
    if (listed) register(this);
  }

  get state(): HandleState {
    return this.#state;
  }

  get closed(): Promise<CloseReason> {
    const { name, time } = this;
    return interruptible(this.#closed, { handle: this, awaited: `${name} to close`, hint: closeIt, time });
  }

  /** The same for netcell's own use: a bare promise, which no interrupt ends. @internal */
  get whenClosed(): Promise<CloseReason> {
    return this.#closed;
  }

  /** `stable`: the same in every run, names for ephemeral ports. @internal */
  abstract facts(stable: boolean): HandleFacts;
  /** The card's content as it is now. */
  abstract [jupyterDisplay](): MimeBundle;
  /** Releases the resources of the operating system: in order within `grace` milliseconds, then by force. */
  protected abstract release(grace: number): Promise<void>;

  show(): void {
    this.#card.show();
  }

  close(options?: CloseOptions): Promise<void> {
    return options === undefined ? this.closeAs({ by: "local" }) : this.#closeWithin(options);
  }

  async #closeWithin(options: CloseOptions): Promise<void> {
    await this.closeAs({ by: "local" }, checkedGrace(checkedOptions(options, { grace: true }).grace));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  [inspect.custom](): string {
    return printed(this, this.toString());
  }

  /** The words that follow the state: who closed it, and why. @internal */
  get stateNote(): string {
    return this.#reason ? closedHow(this.#reason) : "";
  }

  /** One line: its kind, name, endpoint and state. */
  toString(): string {
    const { kind, name, state } = this;
    return `${kind} ${inspect(name)} ${this.facts(stableByDefault()).endpoint} (${state}${this.stateNote})`;
  }

  /** Closes for a reason; the first reason holds. @internal */
  closeAs(reason: CloseReason, grace = 250): Promise<void> {
    this.#closing ??= this.#close(reason, grace);
    return this.#closing;
  }

  /** Releases what an opening brought after the handle was closed. @internal */
  async discard(): Promise<void> {
    await this.release(0).catch(() => {});
  }

  /** Why it closed, once it did. @internal */
  get reason(): CloseReason | undefined {
    return this.#reason;
  }

  protected opened(): void {
    if (this.#state !== "opening") return;
    this.#state = "open";
    this.changed();
    if (this.#isListed) sweepSoon();
  }

  /** Something that the card shows is different now. */
  protected changed(): void {
    this.#card.touch();
  }

  async #close(reason: CloseReason, grace: number): Promise<void> {
    const neverOpened = this.#state === "opening" && reason.by === "error";
    this.#reason = reason;
    this.#state = "closing";
    this.changed();
    try {
      await this.release(grace);
    } finally {
      this.#state = neverOpened ? "failed" : "closed";
      unregister(this);
      this.#card.finish();
      this.#settleClosed(reason);
    }
  }
}

function checkedGrace(grace: number | undefined): number | undefined {
  if (grace === undefined || (typeof grace === "number" && grace >= 0)) return grace;
  throw invalid(`grace is ${inspect(grace, { depth: 0 })}`, "Give milliseconds, 0 or more.");
}

const closeIt =
  "It is still open: close() closes it, and closed.then(…) does something when it closes, without waiting.";

let isSweepDue = false;

/** Looks at the variables once the cell has assigned the new handle: just after the call that made it. */
function sweepSoon(): void {
  if (isSweepDue) return;
  isSweepDue = true;
  setImmediate(() => {
    isSweepDue = false;
    sweep();
  }).unref();
}

function closedHow(reason: CloseReason): string {
  const how = {
    local: "",
    peer: " by the peer",
    rerun: ", replaced by a re-run",
    interrupt: " by an interrupt",
    timeout: " by a deadline",
    error: " by an error",
  }[reason.by];
  return reason.error ? `${how}: ${reason.error.message}` : how;
}
