/** Public types of room(): a place where each message goes to every member. */
import type { Handle } from "../../cell";
import type { MessageStream } from "../../sockets";

/** Why a member is not in the room any more: it left, its connection ended, it was too slow, or the room was closed. */
export type LeaveReason = "left" | "ended" | "slow" | "closed";

/** A member of a {@link Room}. */
export interface Member<M> {
  /** The name it has here: the one it asked for, made fit to print, and with a number where another member has it. */
  readonly name: string;
  /** Its messages. */
  readonly stream: MessageStream<unknown, M>;
  /** How many messages were handed to its connection. */
  readonly sent: number;
  /** How many messages wait because it takes them too slowly; never more than the room's `outbox`. */
  readonly queued: number;
  /** How many messages it did not get: the oldest of too many, and those that its codec cannot carry. */
  readonly dropped: number;
  /**
   * Resolves when it is not in the room any more, and says why. It has no deadline: in a cell, an interrupt ends the
   * wait (`EINTR`).
   */
  readonly left: Promise<LeaveReason>;
  /** Sends it a message of its own. Never waits; false when it has left, or this message made it too slow to stay. */
  send(message: M): boolean;
  /** It gets no further messages; those that wait for it are still sent. Its connection stays open. */
  leave(): void;
}

/** Options of `room()`. */
export interface RoomOptions {
  /** A room with a name is in `handles()`, and a re-run of its cell replaces it. */
  readonly name?: string;
  /** How many messages may wait for one member (default: 100). */
  readonly outbox?: number;
  /**
   * What happens to a member for whom more would have to wait: `"disconnect"` (default) ends its connection,
   * `"drop-oldest"` forgets the message that has waited longest, which suits a game's snapshots.
   */
  readonly slow?: "disconnect" | "drop-oldest";
}

/**
 * A place where every message reaches everybody: a chat, a game, a board of prices. It needs no loop of its own and
 * holds nothing of the operating system; members may come from any stack, and each with a codec of its own.
 *
 * `M` is what is said in it.
 */
export interface Room<M> extends Handle {
  /** Its members, in the order in which they joined. */
  readonly members: ReadonlyArray<Member<M>>;
  /**
   * Takes a connection's messages in. It leaves by itself when the connection ends.
   *
   * @param name data from the wire as it is: cut to 32 characters, with nothing in it that does not show; `"ann-2"` where
   * an `"ann"` is there already, and `"anonymous"` where nothing is left
   * @throws NetcellError `EINVAL` when the name is not text, `ENOTCONN` when the room is closed
   */
  join(name: string, stream: MessageStream<unknown, M>): Member<M>;
  /**
   * Sends it to all members but `except`. Never waits: a member that takes messages slowly has a queue of its own.
   * @returns how many members get it
   */
  broadcast(message: M, except?: Member<M>): number;
}
