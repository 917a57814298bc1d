/** The parts of an exercise: the question, the judgement of an answer, and hints after a wrong one. */
import type { HttpServer, Server, UdpSocket } from "../sockets";

/** The part that all exercises have. */
interface Question {
  /** The question in short, shown where there is no answer yet. */
  readonly asks: string;
  /** One more is shown after each wrong answer. None of them gives the answer away. */
  readonly hints: readonly [string, ...string[]];
}

/** An exercise whose answer is a value. */
export interface ValueExercise extends Question {
  /** Digests of the right answers, made by `digest()`: the answers cannot be read in this file. */
  readonly right: readonly string[];
  /** Answers that are often given and wrong, as digests, and what to say to them. */
  readonly slips?: ReadonlyArray<{ readonly answers: readonly string[]; readonly says: string }>;
}

/** An exercise whose answer is something that works, tried out: a server, by scripted clients; a function, by calls. */
export type TrialExercise = {
  readonly [K in AnswerKind]: Question & {
    /** What the answer has to be. */
    readonly answer: K;
    /** Done one after the other, until one fails. */
    readonly trials: ReadonlyArray<Trial<Answers[K]>>;
  };
}[AnswerKind];

/** Answers that can be tried out, by kind. */
interface Answers {
  readonly server: Server;
  readonly "http server": HttpServer;
  readonly "udp socket": UdpSocket;
  // biome-ignore lint/suspicious/noExplicitAny: a student's function, of any parameters
  readonly function: (...parameters: any[]) => unknown;
}

export type AnswerKind = keyof Answers;

/** A test of an answer. */
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
