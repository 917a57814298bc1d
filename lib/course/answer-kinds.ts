/** Kinds of answers that are tried out: the test for each, and the sentence for an answer of another kind. */
import type { AnswerKind } from "./exercise";

interface Kind {
  readonly is: (answer: object) => boolean;
  readonly otherwise: string;
}

const isHandle = (answer: object) => "endpoint" in answer && "transcript" in answer;

const kinds: { readonly [K in AnswerKind]: Kind } = {
  server: {
    is: (answer) => isHandle(answer) && "accept" in answer,
    otherwise: "Give the server itself, as tcp.listen() returned it.",
  },
  "http server": {
    is: (answer) => isHandle(answer) && "url" in answer,
    otherwise: "Give the server itself, as http.serve() returned it.",
  },
  "udp socket": {
    is: (answer) => isHandle(answer) && "recvFrom" in answer,
    otherwise: "Give the socket itself, as udp.bind() returned it.",
  },
  function: {
    is: (answer) => typeof answer === "function",
    otherwise: "Give the function itself: its name, without brackets behind it.",
  },
};

/** The sentence for an answer that is not of this kind; undefined when it is. */
export function missing(kind: AnswerKind, answer: unknown): string | undefined {
  const { is, otherwise } = kinds[kind];
  const some = (typeof answer === "object" && answer !== null) || typeof answer === "function";
  if (!some || !is(answer as object)) return otherwise;
  const { state } = answer as { readonly state?: unknown };
  return state === "closed" || state === "closing"
    ? "It is closed: run the cell that makes it once more, and then this one."
    : undefined;
}
