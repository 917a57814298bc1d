/** Progress on a terminal: one line that is overwritten; nothing where the output is not a terminal. */
import type { WriteStream } from "node:tty";

export interface Progress {
  /** Shows the present state. */
  now(text: string): void;
  /** Prints lines that stay. */
  say(text: string): void;
}

export function progress(stream: WriteStream): Progress {
  const wipe = stream.isTTY ? "\r\x1b[2K" : "";
  return {
    now: (text) => {
      // A line that wraps cannot be wiped; a terminal that does not know its width says 0.
      if (stream.isTTY) stream.write(`${wipe}${text.slice(0, (stream.columns || 80) - 1)}`);
    },
    say: (text) => {
      stream.write(`${wipe}${text}\n`);
    },
  };
}
