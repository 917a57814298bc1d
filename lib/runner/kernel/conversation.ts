/** Which message answers which request: everything a kernel sends finds the request that it names as its parent. */
import type { Completion, KernelError, RequestOptions, Submission } from "./kernel";
import type { Message } from "./wire";

/** How long a kernel that has replied may be silent before we stop waiting for its `idle`. */
const silenceMs = 1000;

export class Conversation {
  private readonly exchanges = new Map<string, Exchange>();
  private ended: KernelError | undefined;

  constructor(private readonly send: (message: Message) => void) {}

  begin(message: Message, { onMessage }: RequestOptions = {}): Submission {
    const exchange = new Exchange(message.header.msg_id, onMessage);
    if (this.ended !== undefined) exchange.fail(this.ended);
    else {
      this.exchanges.set(exchange.id, exchange);
      this.send(message);
    }
    return exchange;
  }

  receive(message: Message): void {
    this.exchanges.get(message.parent_header.msg_id ?? "")?.receive(message);
  }

  /** The kernel is gone: whatever still waits will never be answered. */
  end(error: KernelError): void {
    this.ended ??= error;
    for (const exchange of this.exchanges.values()) exchange.fail(error);
  }
}

class Exchange implements Submission {
  readonly reply: Promise<Message>;
  readonly done: Promise<Completion>;
  private resolveReply!: (reply: Message) => void;
  private resolveDone!: (completion: Completion) => void;
  private reject!: (error: KernelError) => void;
  private replied: Message | undefined;
  private idle = false;
  private finished = false;
  private silence: NodeJS.Timeout | undefined;

  constructor(
    readonly id: string,
    private readonly onMessage: ((message: Message) => void) | undefined,
  ) {
    const rejects: ((error: KernelError) => void)[] = [];
    this.reply = new Promise((resolve, reject) => {
      this.resolveReply = resolve;
      rejects.push(reject);
    });
    this.done = new Promise((resolve, reject) => {
      this.resolveDone = resolve;
      rejects.push(reject);
    });
    this.reject = (error) => {
      for (const reject of rejects) reject(error);
    };
    // Whoever awaits only one of the two must not be punished for the other.
    this.reply.catch(() => {});
    this.done.catch(() => {});
  }

  receive(message: Message): void {
    if (message.channel !== "iopub") {
      this.replied ??= message;
      this.resolveReply(message);
    } else if (message.header.msg_type === "status" && message.content.execution_state === "idle") {
      this.idle = true;
    }
    this.onMessage?.(message);
    this.finishIfDone();
  }

  fail(error: KernelError): void {
    this.finished = true;
    clearTimeout(this.silence);
    this.reject(error);
  }

  private finishIfDone(): void {
    if (this.finished || this.replied === undefined) return;
    clearTimeout(this.silence);
    if (this.idle) this.finish(this.replied, true);
    else
      this.silence = setTimeout(
        (reply: Message) => this.finish(reply, false),
        silenceMs,
        this.replied,
      ).unref();
  }

  private finish(reply: Message, complete: boolean): void {
    this.finished = true;
    this.resolveDone({ reply, complete });
  }
}
