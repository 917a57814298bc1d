/** Why a request got no answer, in words. */
import type { Handle } from "../../cell";
import { NetcellError } from "../../errors";
import { printable } from "../../view";
import { shownEndpoint } from "../endpoint-names";
import { type Hints, socketError } from "../socket-error";
import { handshakeError, isHandshakeFault } from "../tls/failure";
import type { Attempt } from "./attempt";

/** The request that failed, and the client that sent it. */
interface FailedRequest {
  /** `"GET http://127.0.0.1:8080/"`. */
  readonly what: string;
  readonly base: URL;
  readonly maxBytes: number;
  readonly handle: Handle;
}

/** The error of an attempt that failed. */
export function failureOf(attempt: Attempt, { what, base, maxBytes, handle }: FailedRequest): NetcellError {
  const failure = attempt.failure!;
  const { code = "" } = failure;
  const details = { handle, cause: failure };
  if (handle.state !== "open")
    return new NetcellError(`${what}: ${handle.name} was closed before the answer came`, {
      code: "ENOTCONN",
      hint: "Make a new client.",
      ...details,
    });
  if (code === "EMSGSIZE")
    return new NetcellError(`${what}: the answer has more than ${maxBytes} bytes`, {
      code,
      hint: "Give http.client() a larger maxBytes.",
      ...details,
    });
  if (isHandshakeFault(code)) return handshakeError(failure, shownEndpoint(base.host), base.hostname, handle);
  if (code.startsWith("HPE_")) return notHttp(attempt, what, details);
  if (code === "ECONNRESET" && attempt.message)
    return new NetcellError(`${what}: the server closed after ${attempt.length} bytes of the content`, {
      code: "ENODATA",
      hint: "It promised more: look at its Content-Length, or whether it failed on the way.",
      ...details,
    });
  if (code === "ECONNREFUSED") return socketError(failure, `${what}: the connection was refused`, handle);
  return socketError(failure, `${what} got no answer`, handle, hints);
}

function notHttp(attempt: Attempt, what: string, details: { handle: Handle; cause: unknown }): NetcellError {
  const came = Buffer.concat(attempt.incoming);
  const isTls = came[0] === 21 && came[1] === 3;
  return new NetcellError(`${what}: what came is not an answer of HTTP: ${printable(came, 60)}`, {
    code: "EPROTO",
    hint: isTls
      ? "That is an alert of TLS: the URL of this server begins with https://."
      : "Check the port: another kind of server is there. A server made by hand begins with HTTP/1.1 200 OK and an empty line after the header.",
    ...details,
  });
}

const hints: Hints = {
  ECONNRESET:
    "The server closed the connection without a word: it failed, speaks another protocol, or has as many connections as it takes (maxConnections).",
};
