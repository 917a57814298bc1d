/** What an answer's own code threw while it was tried out: whoever wrote it looks there first. */
import { inspect, types } from "node:util";
import type { Transcript } from "../sockets";

/** An answer that is watched while it is tried out. */
interface Watched {
  /** To be tried out instead of the answer. */
  readonly answer: unknown;
  /** Why the trial failed that ended with this error, in sentences. */
  why(error: unknown): string;
}

export function watched(answer: unknown): Watched {
  return typeof answer === "function" ? watchedFunction(answer as Callable) : watchedHandle(answer as Handle);
}

type Callable = (...parameters: unknown[]) => unknown;

function watchedFunction(answer: Callable): Watched {
  const thrown = new Set<unknown>();
  const thrownOn = (error: unknown): never => {
    thrown.add(error);
    throw error;
  };
  return {
    answer: (...parameters: unknown[]) => {
      try {
        const result = answer(...parameters);
        return types.isPromise(result) ? result.catch(thrownOn) : result;
      } catch (error) {
        return thrownOn(error);
      }
    },
    why(error) {
      if (!thrown.has(error)) return messageOf(error);
      return `Your function threw ${error instanceof Error ? `${error.name}: ` : ""}${messageOf(error)}`;
    },
  };
}

/** A server or a socket, in whose transcript stands what its handler threw. */
interface Handle {
  readonly transcript: Transcript;
}

function watchedHandle(answer: Handle): Watched {
  const { transcript } = answer;
  const before = transcript.dropped + transcript.length;
  return {
    answer,
    why(error) {
      const since = [...transcript].slice(Math.max(0, before - transcript.dropped));
      const { note } =
        since.find((row) => row.event === "error" && /^the handler threw/.test(row.note ?? "")) ?? {};
      return `${messageOf(error)}${note ? ` In your cell ${note}` : ""}`;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : inspect(error);
}
