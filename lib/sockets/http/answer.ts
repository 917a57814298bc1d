/** The answer for a handler's returned value. Knows no socket. */
import { inspect } from "node:util";
import type { HttpAnswer } from "./api";
import { checkedFields } from "./fields";
import { HttpProblem, problemType } from "./problem";

/** An answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: { [name: string]: string | readonly string[] };
  readonly content: string | Uint8Array | undefined;
}

/** The answer a returned value stands for. @throws TypeError or NetcellError for one that cannot be sent */
export function answerOf(value: unknown): Answer {
  if (value instanceof HttpProblem) return problemAnswer(value);
  if (isAnswer(value)) return explicitAnswer(value);
  return value === undefined ? noContent : withContent(200, value);
}

/** The answer that tells a problem. */
export function problemAnswer(problem: HttpProblem): Answer {
  return {
    status: problem.status,
    headers: { "content-type": problemType },
    content: JSON.stringify(problem),
  };
}

const noContent: Answer = { status: 204, headers: {}, content: undefined };

/** The content of a body, and its media type where the headers give none. */
export function contentOf(body: unknown): { readonly type: string; readonly content: string | Uint8Array } {
  if (typeof body === "string") return { type: "text/plain; charset=utf-8", content: body };
  if (body instanceof Uint8Array) return { type: "application/octet-stream", content: body };
  const content: string | undefined = JSON.stringify(body);
  if (content === undefined)
    throw new TypeError(`${inspect(body, { depth: 0 })} cannot be sent: return an object, a string or bytes`);
  return { type: "application/json", content };
}

function withContent(status: number, body: unknown): Answer {
  const { type, content } = contentOf(body);
  return { status, headers: { "content-type": type }, content };
}

function explicitAnswer({ status, headers = {}, body }: HttpAnswer): Answer {
  const lower = checkedFields(headers);
  if (body === undefined) return { status, headers: lower, content: undefined };
  const answer = withContent(status, body);
  return { ...answer, headers: { ...answer.headers, ...lower } };
}

const members = new Set(["status", "headers", "body"]);

/** Only what has a status and nothing that an answer has not: `{ status: "done", title: "…" }` is content. */
function isAnswer(value: unknown): value is HttpAnswer {
  if (typeof value !== "object" || value === null) return false;
  const { status } = value as Partial<HttpAnswer>;
  return (
    Number.isInteger(status) &&
    status! >= 200 &&
    status! <= 599 &&
    Object.keys(value).every((name) => members.has(name))
  );
}
