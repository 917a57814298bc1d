/** Promises that are properties, and so take no deadline: an interrupt ends the wait for one, with an error in words. */
import { inspect } from "node:util";
import { NetcellError } from "../errors";
import { inHandler } from "./context";
import type { Handle } from "./handle";
import type { TimeSource } from "./time";
import { Deadline, Waiters } from "./wait";

/** The property: what it waits for, and what to do instead of waiting. */
interface AwaitedProperty {
  readonly handle: Handle;
  /** `"echo to close"`. */
  readonly awaited: string;
  readonly hint: string;
  /** The time of its network (default: the machine's). */
  readonly time?: TimeSource;
}

/** The promise, made interruptible. A handler holds up no cell, so its wait is not interrupted. */
export function interruptible<T>(promise: Promise<T>, about: AwaitedProperty): Promise<T> {
  return inHandler() ? promise : InterruptiblePromise.over(promise, about);
}

class InterruptiblePromise<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  #promise!: Promise<T>;
  #about!: AwaitedProperty;

  static over<T>(promise: Promise<T>, about: AwaitedProperty): Promise<T> {
    const made = new InterruptiblePromise<T>(() => {});
    made.#promise = promise;
    made.#about = about;
    return made;
  }

  /** `await` asks for the failure too, so it waits. `then(f)` only says what follows, and waits for nothing. */
  // biome-ignore lint/suspicious/noThenProperty: a promise has one
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const awaited = onRejected ? this.#unlessInterrupted() : this.#promise;
    return awaited.then(onFulfilled, onRejected);
  }

  async #unlessInterrupted(): Promise<T> {
    const changed = new Waiters();
    const results: T[] = [];
    void this.#promise.then((value) => {
      results.push(value);
      changed.wake();
    });
    const deadline = new Deadline({ timeout: Number.POSITIVE_INFINITY }, this.#about);
    try {
      while (results.length === 0) {
        if ((await changed.wait(deadline)) === "interrupt") throw interrupted(this.#about);
      }
    } finally {
      changed.end();
    }
    return results[0]!;
  }

  [inspect.custom](): string {
    return inspect(this.#promise);
  }
}

function interrupted({ handle, awaited, hint }: AwaitedProperty): NetcellError {
  return new NetcellError(`waiting for ${awaited} was interrupted`, { code: "EINTR", hint, handle });
}
