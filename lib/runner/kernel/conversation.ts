/** Requests to a kernel and their answers: each message belongs to the request that it names as its parent. */
import type { Completion, KernelError, RequestOptions, Submission } from "./kernel";
import type { Message } from "./wire";

/** After a reply, a kernel that is silent for so long is not expected to send `idle`. */
const silenceMs = 1000;

export class Conversation {
  readonly #send: (message: Message) => void;
  readonly #exchanges = new Map<string, Exchange>();
  #ended: KernelError | undefined;

  constructor(send: (message: Message) => void) {
    this.#send = send;
  }

  begin(message: Message, { onMessage }: RequestOptions = {}): Submission {
    const exchange = new Exchange(message.header.msg_id, onMessage);
    if (this.#ended !== undefined) exchange.fail(this.#ended);
    else {
      this.#exchanges.set(exchange.id, exchange);
      this.#send(message);
    }
    return exchange;
  }

  receive(message: Message): void {
    this.#exchanges.get(message.parent_header.msg_id ?? "")?.receive(message);
  }

  /** The kernel is gone: what still waits will never be answered. */
  end(error: KernelError): void {
    this.#ended ??= error;
    for (const exchange of this.#exchanges.values()) exchange.fail(error);
  }
}

class Exchange implements Submission {
  readonly reply: Promise<Message>;
  readonly done: Promise<Completion>;
  #resolveReply!: (reply: Message) => void;
  #resolveDone!: (completion: Completion) => void;
  readonly #rejects: ((error: KernelError) => void)[] = [];
  readonly #onMessage: ((message: Message) => void) | undefined;
  #reply: Message | undefined;
  #idle = false;
  #finished = false;
  #silence: NodeJS.Timeout | undefined;

  constructor(
    readonly id: string,
    onMessage: ((message: Message) => void) | undefined,
  ) {
    this.#onMessage = onMessage;
    this.reply = new Promise((resolve, reject) => {
      this.#resolveReply = resolve;
      this.#rejects.push(reject);
    });
    this.done = new Promise((resolve, reject) => {
      this.#resolveDone = resolve;
      this.#rejects.push(reject);
    });
    // A caller that awaits only one of the two must not be punished for the other.
    this.reply.catch(() => {});
    this.done.catch(() => {});
  }

  receive(message: Message): void {
    if (message.channel !== "iopub") {
      this.#reply ??= message;
      this.#resolveReply(message);
    } else if (message.header.msg_type === "status" && message.content.execution_state === "idle") {
      this.#idle = true;
    }
    this.#onMessage?.(message);
    this.#finishIfDone();
  }

  fail(error: KernelError): void {
    this.#finished = true;
    clearTimeout(this.#silence);
    for (const reject of this.#rejects) reject(error);
  }

  #finishIfDone(): void {
    if (this.#finished || this.#reply === undefined) return;
    clearTimeout(this.#silence);
    if (this.#idle) this.#finish(this.#reply, true);
    else
      this.#silence = setTimeout(
        (reply: Message) => this.#finish(reply, false),
        silenceMs,
        this.#reply,
      ).unref();
  }

  #finish(reply: Message, complete: boolean): void {
    this.#finished = true;
    this.#resolveDone({ reply, complete });
  }
}
