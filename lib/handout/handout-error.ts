/** A handout that cannot be made, and why. */
import { NetcellError } from "../errors";
import { visible } from "../view";

export interface HandoutErrorDetails {
  /** An errno name (default: EINVAL, a fault in the notebook). */
  readonly code?: string;
  readonly hint: string;
  /** Lines below the sentence. */
  readonly notes?: readonly string[];
  readonly cause?: unknown;
}

/** The message is the sentence, which says what to do, and the notes below it. */
export class HandoutError extends NetcellError {
  constructor(sentence: string, { code = "EINVAL", hint, notes = [], ...rest }: HandoutErrorDetails) {
    super(sentence, { code, hint, ...rest }, sentence);
    for (const note of notes) this.message += `\n${visible(note)}`;
  }
}
