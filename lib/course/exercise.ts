/** What an exercise is: what it asks, how an answer is judged, and what helps after a wrong one. */
import type { Server } from "../sockets";

/** What every exercise has. */
interface Asked {
  /** The question in short, for whoever has not answered yet. */
  readonly asks: string;
  /** One more is shown after each wrong answer. None of them gives the answer away. */
  readonly hints: readonly [string, ...string[]];
}

/** An exercise whose answer is a value. */
export interface ValueExercise extends Asked {
  /** Digests of the right answers, made by `digest()`: whoever opens this file reads none of them. */
  readonly right: readonly string[];
  /** Answers that are often given and wrong, as digests, and what to say to them. */
  readonly slips?: ReadonlyArray<{ readonly given: readonly string[]; readonly says: string }>;
}

/** An exercise whose answer is a server, tried out by scripted clients. */
export interface ServerExercise extends Asked {
  /** Done one after the other, until one fails. */
  readonly trials: readonly Trial[];
}

/** What scripted clients do with a server. */
export interface Trial {
  /** What the server should do, as a sentence. */
  readonly says: string;
  /** Rejects, with a sentence about what went wrong, when the server does something else. */
  run(server: Server): Promise<void>;
}

export type Exercise = ValueExercise | ServerExercise;

/** Exercises by id: the notebook's number, a dot, and a number of its own. */
export interface Exercises {
  readonly [id: string]: Exercise;
}
