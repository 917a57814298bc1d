/** Answers to peers that send no valid request: something else, too much, or too slowly. */
import type { Socket } from "node:net";
import { printable } from "../../view";
import { problemAnswer } from "./answer";
import { HttpProblem, reasonOf } from "./problem";

/** The error of Node's parser, with the bytes that it could not read. */
interface ClientError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
}

/** The fault in words, for the server's own transcript. */
export function faultOf(error: ClientError): string {
  const first = error.rawPacket ?? Buffer.alloc(0);
  if (isTls(first))
    return "a TLS client speaks here: its URL begins with https://, this server's with http://";
  return first.length > 0 ? `not HTTP: ${printable(first, 40)}` : (error.code ?? error.message);
}

/** Answers the client, if it still reads, and ends the connection. */
export function refuse(error: ClientError, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  answerByHand(problemOf(error), socket);
}

/** Answers where Node's HTTP has no part any more, and ends the connection. */
export function answerByHand(problem: HttpProblem, socket: Socket): void {
  const { content, headers } = problemAnswer(problem);
  const fields = { ...headers, "content-length": Buffer.byteLength(content!), connection: "close" };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${reasonOf(problem.status)}\r\n${lines.join("")}\r\n${content}`);
}

function problemOf({ code }: ClientError): HttpProblem {
  if (code === "HPE_HEADER_OVERFLOW") return new HttpProblem(431, "the header is too long");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new HttpProblem(408, "the request did not come to its end");
  return new HttpProblem(400, "this is not a request of HTTP/1.1");
}

/** The first bytes of a TLS handshake record (RFC 8446, section 5.1). */
function isTls(bytes: Uint8Array): boolean {
  return bytes[0] === 22 && bytes[1] === 3;
}
