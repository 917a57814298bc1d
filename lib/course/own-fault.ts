/** Errors that an answer's own code threw while it was tried out: its author looks there first. */
import { inspect, types } from "node:util";
import { NetcellError } from "../errors";
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

/** More than any answer needs, a loop of thirty waits included. */
const patience = 30_000;

function watchedFunction(answer: Callable): Watched {
  const thrown = new Set<unknown>();
  const thrownOn = (error: unknown): never => {
    thrown.add(error);
    throw error;
  };
  // A function that it returns is its own as well.
  const watch =
    (own: Callable): Callable =>
    (...parameters) => {
      try {
        const result = own(...parameters);
        if (typeof result === "function") return watch(result as Callable);
        return types.isPromise(result) ? inTime(result.catch(thrownOn)) : result;
      } catch (error) {
        return thrownOn(error);
      }
    };
  return {
    answer: watch(answer),
    why: (error) => (thrown.has(error) ? `Your function threw ${named(error)}` : messageOf(error)),
  };
}

async function inTime(result: Promise<unknown>): Promise<unknown> {
  const late = `Your function was not done after ${patience / 1000} seconds: what does it wait for?`;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(late)), patience);
  });
  return Promise.race([result, limit]).finally(() => clearTimeout(timer));
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
      const threw = since.find(
        (row) => row.event === "error" && row.note?.startsWith("the handler threw"),
      )?.note;
      const message = messageOf(error);
      return threw && !message.includes(threw) ? `${message} In your cell ${threw}` : message;
    },
  };
}

/** Without the hint, which would be about a socket of check() itself. */
function messageOf(error: unknown): string {
  if (error instanceof NetcellError) return `${error.what}.`;
  return error instanceof Error ? error.message : inspect(error);
}

function named(error: unknown): string {
  return error instanceof Error ? [error.name, error.message].filter(Boolean).join(": ") : inspect(error);
}
