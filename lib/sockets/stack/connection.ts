/** One end of a byte stream. */
import type { CallOptions } from "../../cell";
import type { Endpoint } from "../endpoint";
import type { Codec } from "../framing/api";
import type { FramedStream, LineOptions } from "./messages";
import type { SocketHandle } from "./socket";
import type { TcpState } from "./tcp-state";

/**
 * One end of a connection: a byte stream in both directions. TCP has them (RFC 9293, section 2.2), and so has AF_UNIX.
 * Iterating gives the bytes as they arrive, and ends when the peer has ended its direction (FIN).
 */
export interface Connection extends SocketHandle, AsyncIterable<Buffer> {
  /** This end. The port of a client is chosen by the operating system unless it says otherwise. */
  readonly local: Endpoint;
  /** The other end. */
  readonly remote: Endpoint;
  /**
   * The state that RFC 9293, section 3.3.2, gives it, as far as this end can know; of a closed one, the state it was
   * left in for the operating system to finish. `undefined` where the bytes are not carried by TCP.
   */
  readonly tcpState: TcpState | undefined;
  /**
   * Sends text (as UTF-8) or bytes, and resolves with their number when there is room for more: awaiting it is all
   * the flow control there is to do.
   * @throws NetcellError `ENOBUFS` when more than 1 MiB waits already, `ENOTCONN` when closed, `ETIMEDOUT`
   */
  send(data: string | Uint8Array, options?: CallOptions): Promise<number>;
  /** Whether `send()` would return at once. False while the peer takes less than it is sent, and when nothing can be sent any more. */
  readonly canSendNow: boolean;
  /**
   * The next bytes (`String(bytes)` is their text), as many as there are and at most `maxBytes` (default: 65 536); `null` after the
   * peer's FIN. A byte stream has no message boundaries: what was sent in one piece may arrive in several.
   * @throws NetcellError `ETIMEDOUT`, `ECONNRESET`, `ENOTCONN`, `EINTR`; `ENODATA` when it was asked a hundred times more
   * after the end: leave a loop at the first `null`
   */
  recv(maxBytes?: number, options?: CallOptions): Promise<Buffer | null>;
  /** The next bytes, with other options than the usual: `recv({ timeout: 10_000 })`. */
  recv(options: CallOptions): Promise<Buffer | null>;
  /**
   * Exactly `count` bytes.
   * @throws NetcellError `ENODATA` when the peer ends before that; what came stays there for `recv()`
   */
  recvExactly(count: number, options?: CallOptions): Promise<Buffer>;
  /**
   * Everything up to and with `delimiter`.
   * @throws NetcellError `EMSGSIZE` when `maxBytes` bytes (default: 65 536) hold none; `ENODATA` when the
   * peer ends before it. What came stays there for `recv()`.
   */
  recvUntil(
    delimiter: string | Uint8Array,
    options?: CallOptions & { readonly maxBytes?: number },
  ): Promise<Buffer>;
  /** The stream as lines of text (`\n` or `\r\n`): {@link framed} with `framing.lines()`. */
  lines(options?: LineOptions): FramedStream<string>;
  /**
   * The stream as messages, by the rules of a codec: one of `framing`'s, or your own. It takes from the connection what
   * its messages need and no byte more, so that `recv()` or another codec can go on behind them.
   *
   * @param options the defaults of each `send` and `recv` of messages
   * @example
   * ```ts
   * import { tcp, framing } from "netcell";
   * const adder = await tcp.listen(async (c) => {
   *   const messages = c.framed(framing.json());
   *   for await (const [a, b] of messages) await messages.send({ sum: a + b });
   * });
   * const me = (await tcp.connect(adder)).framed(framing.json());
   * await me.send([1, 2]);
   * await me.recv()
   * ```
   */
  framed<M, Sent = M>(codec: Codec<M, Sent>, options?: CallOptions): FramedStream<M, Sent>;
  /**
   * Ends this direction: the peer reads to the end and gets FIN; receiving goes on (RFC 9293, section 3.6).
   * @throws NetcellError `ETIMEDOUT` when the peer does not take what was sent before; FIN follows it all the same
   */
  shutdown(how?: "write", options?: CallOptions): Promise<void>;
  /**
   * Ends both directions at once with a reset, RST (RFC 9293, section 3.10.5). What was not sent is lost. AF_UNIX has
   * no reset: its peer reads an end.
   */
  abort(): Promise<void>;
}
