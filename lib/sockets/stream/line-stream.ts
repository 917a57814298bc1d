/** A byte stream read line by line. */
import { type CallOptions, NetcellError } from "../../cell";
import type { Connection, LineOptions, MessageStream } from "../stack/connection";
import { defaultMaxBytes, type Inbox } from "./inbox";

const newline = Buffer.from("\n");

export class LineStream implements MessageStream<string> {
  readonly #inbox: Inbox;
  readonly #options: LineOptions;

  constructor(
    readonly connection: Connection,
    inbox: Inbox,
    options: LineOptions,
  ) {
    this.#inbox = inbox;
    this.#options = options;
  }

  /** Sends one line; the line ending is added. */
  async send(line: string, options: CallOptions = {}): Promise<void> {
    if (/[\r\n]/.test(line))
      throw new NetcellError("a line cannot hold a line ending", {
        code: "EINVAL",
        hint: "Send each line by itself, or use connection.send() for text as it is.",
        handle: this.connection,
      });
    await this.connection.send(`${line}\n`, options);
  }

  async recv(options: CallOptions = {}): Promise<string | null> {
    const all = { ...this.#options, ...options };
    try {
      const line = await this.#inbox.takeUntil(newline, all.maxBytes ?? defaultMaxBytes, "lines()", all);
      return line === null ? null : line.toString().replace(/\r?\n$/, "");
    } catch (error) {
      // The last line needs no line ending.
      if (error instanceof NetcellError && error.code === "ENODATA") return this.#inbox.takeRest().toString();
      throw error;
    }
  }

  async *[Symbol.asyncIterator](): AsyncIterator<string> {
    for (let line = await this.recv(); line !== null; line = await this.recv()) yield line;
  }
}
