/** One request sent through Node's HTTP, and what has come of it so far, with the bytes of both directions. */
import type { ClientRequest, IncomingMessage, RequestOptions, request as sendRequest } from "node:http";
import { Waiters } from "../../cell";

/** A request to be sent. */
export interface RequestSetup {
  /** `request()` of Node's http or https. */
  readonly send: typeof sendRequest;
  /** Where, what, and over which connections. */
  readonly settings: RequestOptions;
  readonly content: string | Uint8Array | undefined;
  /** How many bytes the answer may have. */
  readonly maxBytes: number;
}

export class Attempt {
  readonly request: ClientRequest;
  readonly outgoing: Uint8Array[] = [];
  readonly incoming: Uint8Array[] = [];
  readonly changed = new Waiters();
  message: IncomingMessage | undefined;
  failure: NodeJS.ErrnoException | undefined;
  isWhole = false;
  /** Bytes of content that have come. */
  length = 0;
  readonly #pieces: Buffer[] = [];
  readonly #maxBytes: number;
  #passed = 0;

  constructor({ send, settings, content, maxBytes }: RequestSetup) {
    this.#maxBytes = maxBytes;
    this.request = send(settings);
    this.request.once("error", (error) => this.#fail(error));
    this.request.once("response", (message) => this.#onResponse(message));
    this.request.end(content);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  /**
   * Was the request sent over a connection that the server had just given up? Then it was not read, and what may be
   * done twice may be sent again (RFC 9112, section 9.3.1).
   */
  get isStale(): boolean {
    return this.request.reusedSocket && this.failure?.code === "ECONNRESET" && this.incoming.length === 0;
  }

  /** Bytes of this exchange pass over its connection. */
  see(bytes: Uint8Array, outgoing: boolean): void {
    (outgoing ? this.outgoing : this.incoming).push(bytes);
    this.#passed += outgoing ? 0 : bytes.length;
    if (this.#passed <= this.#maxBytes) return;
    this.#fail(Object.assign(new Error("the answer is too long"), { code: "EMSGSIZE" }));
    this.request.destroy();
  }

  #onResponse(message: IncomingMessage): void {
    this.message = message;
    message.on("data", (piece: Buffer) => {
      this.length += piece.length;
      this.#pieces.push(piece);
    });
    message.once("error", (error) => this.#fail(error));
    message.once("end", () => {
      this.isWhole = true;
      this.changed.wake();
    });
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.failure ??= error;
    this.changed.wake();
  }
}
