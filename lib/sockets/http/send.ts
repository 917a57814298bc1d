/** Sending an answer through Node's HTTP. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer";

/** Milliseconds that a client whose content is too large has to stop sending it. */
const lingering = 1000;

/** Sends the answer with these further header fields. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  more: { readonly [name: string]: string },
): void {
  const { status, content, headers } = answer;
  const length = content === undefined ? 0 : Buffer.byteLength(content);
  // RFC 9110, section 8.6: an answer that never has content has no Content-Length either.
  const size = status === 204 || status === 304 ? {} : { "content-length": length };
  response.writeHead(status, { ...size, ...more, ...headers } as NodeJS.Dict<string | string[]>);
  if (status === 413) cutOff(request, response);
  response.end(content);
}

/**
 * Content that is not used is read for a while and discarded: closing at once would reset the connection, and the
 * client might never read why (RFC 9112, section 9.6).
 */
function cutOff(request: IncomingMessage, response: ServerResponse): void {
  response.once("finish", () => {
    const limit = setTimeout(() => request.destroy(), lingering).unref();
    request.once("close", () => clearTimeout(limit));
  });
}
