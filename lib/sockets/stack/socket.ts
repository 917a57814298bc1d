/** The common part of all handles through which bytes pass. */
import type { Handle } from "../../cell";
import type { Transcript } from "../transcript/transcript";

/** A handle through which bytes pass. */
export interface SocketHandle extends Handle {
  /** What has passed through it. */
  readonly transcript: Transcript;
  /** Shows a card in this cell that stays up to date. */
  show(options?: ShowOptions): void;
}

/** Options of a card. */
export interface ShowOptions {
  /** Names instead of ephemeral ports and no clock times, so that two runs look the same; on by default in exports. */
  readonly stable?: boolean;
  /** How many of the newest transcript rows to draw (default: 8). */
  readonly rows?: number;
}
