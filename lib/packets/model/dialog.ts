/** Dialogs of a protocol with its peer: the two ends, which message answers which, and the natural answer. */
import type { Fields } from "./field";

/** A layer as a dialog looks at it. */
export interface DialogLayer {
  /** Its fields. */
  readonly fields: Fields;
  /** Bytes that it carried on the wire; a capture may have kept fewer. */
  readonly length: number;
  /** Those that are here. */
  readonly payload: Uint8Array;
}

/** Whether something is so, and why. */
export interface Judgement {
  /** Whether it is. */
  readonly ok: boolean;
  /** The reason in words. */
  readonly why: string;
}

/** A layer as `UDP({ … })` makes it, or text or bytes that it carries. */
export type ReplyPart = ReplyLayer | string | Uint8Array;

/** A layer to answer with. */
export interface ReplyLayer {
  /** The protocol's name. */
  readonly name: string;
  /** The fields that are set. */
  readonly set: Fields;
}

/** The rules of a protocol about questions and answers. */
export interface Dialog {
  /** The two fields that name sender and receiver; both have fixed places. */
  readonly ends?: readonly [from: string, to: string];
  /** The protocol that it answers, by name, if that is another one. */
  readonly question?: string;
  /** Whether the one answers the other. */
  readonly answers?: (answer: DialogLayer, question: DialogLayer) => Judgement;
  /** The answer: layers, and what they carry. */
  readonly reply?: (question: DialogLayer) => readonly ReplyPart[];
}

/** The ends of an answer are those of its question, swapped; a question to a group may be answered by any of it. */
export function swapped(
  [from, to]: readonly [string, string],
  [one, many]: readonly [one: string, many: string],
  isGroup: (end: unknown) => boolean = () => false,
): (answer: DialogLayer, question: DialogLayer) => Judgement {
  return ({ fields: answer }, { fields: question }) => {
    if (answer[to] !== question[from] && !isGroup(answer[to])) {
      return { ok: false, why: `it goes to ${one} ${answer[to]}, the other came from ${question[from]}` };
    }
    if (answer[from] !== question[to] && !isGroup(question[to])) {
      return { ok: false, why: `it comes from ${one} ${answer[from]}, the other went to ${question[to]}` };
    }
    return { ok: true, why: answer[from] === question[to] ? `the ${many} are swapped` : `a group was asked` };
  };
}
