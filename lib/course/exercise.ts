/** What an exercise is: what it asks, how an answer is judged, and what helps after a wrong one. */
import type { HttpServer, Server, UdpSocket } from "../sockets";

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

/** An exercise whose answer is something that works, tried out: a server, by scripted clients; a function, by calls. */
export type TrialExercise = {
  readonly [K in AnswerKind]: Asked & {
    /** What the answer has to be. */
    readonly answer: K;
    /** Done one after the other, until one fails. */
    readonly trials: ReadonlyArray<Trial<Answers[K]>>;
  };
}[AnswerKind];

/** What can be tried out. */
export interface Answers {
  readonly server: Server;
  readonly "http server": HttpServer;
  readonly "udp socket": UdpSocket;
  // biome-ignore lint/suspicious/noExplicitAny: a student's function, of any parameters
  readonly function: (...parameters: any[]) => unknown;
}

export type AnswerKind = keyof Answers;

/** What is done with an answer to see whether it works. */
export interface Trial<T> {
  /** What it should do, as a sentence. */
  readonly says: string;
  /** Rejects, with a sentence about what went wrong, when it does something else. */
  run(answer: T): Promise<void>;
}

export type Exercise = ValueExercise | TrialExercise;

/** Exercises by id: the notebook's number, a dot, and a number of its own. */
export interface Exercises {
  readonly [id: string]: Exercise;
}
