/** Streams of messages. */
import type { CallOptions } from "../../cell";
import type { LineCodecOptions } from "../framing/api";
import type { Connection } from "./connection";
import type { SocketHandle } from "./socket";

/**
 * Messages over a connection or a WebSocket: what was sent in one piece arrives in one piece. `M` is what arrives, `Sent` what
 * can be sent. Iterating gives the messages, and ends with the peer's FIN.
 */
export interface MessageStream<M, Sent = M> extends AsyncIterable<M> {
  /** What carries the messages. */
  readonly connection: SocketHandle;
  /** Whether `send()` would return at once; see {@link Connection.canSendNow}. */
  readonly canSendNow: boolean;
  /**
   * Sends one message, and resolves when there is room for more.
   * @throws NetcellError `EINVAL` when the message cannot be sent in this way, and what sending bytes throws
   */
  send(message: Sent, options?: CallOptions): Promise<void>;
  /**
   * The next message; `null` when the peer has ended.
   * @throws NetcellError the error of a wrong message, and what receiving bytes throws
   */
  recv(options?: CallOptions): Promise<M | null>;
}

/** Messages over a byte stream, by the rules of a codec. */
export interface FramedStream<M, Sent = M> extends MessageStream<M, Sent> {
  /** The connection that carries the messages; its own `recv()` gives the bytes behind the last one received. */
  readonly connection: Connection;
}

/** Options of {@link Connection.lines}. */
export interface LineOptions extends LineCodecOptions, CallOptions {}
