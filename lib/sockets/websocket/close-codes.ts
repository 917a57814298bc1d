/** Why a WebSocket ended, by the codes of RFC 6455, section 7.4.1. */
import type { Handle } from "../../cell";
import { NetcellError } from "../../errors";
import type { WebSocketEnd } from "./api";

const meanings: { readonly [code: number]: string } = {
  1000: "normal",
  1001: "going away",
  1002: "protocol error",
  1003: "kind of message not accepted",
  1005: "no code",
  1006: "closed without a reason",
  1007: "text that is not UTF-8",
  1008: "against the rules",
  1009: "a message too big",
  1010: "an extension is missing",
  1011: "the server failed",
};

/** `1009 (a message too big)`. */
export function endText({ code, reason }: WebSocketEnd): string {
  const meaning = reason || meanings[code];
  return meaning ? `${code} (${meaning})` : String(code);
}

const orderly = new Set([1000, 1001, 1005]);

/** The error that an end is for who waits for a message; none if it was an orderly one. */
export function endError(end: WebSocketEnd, handle: Handle): NetcellError | undefined {
  if (orderly.has(end.code)) return undefined;
  const code = end.code === 1006 ? "ECONNRESET" : end.code === 1009 ? "EMSGSIZE" : "EPROTO";
  return new NetcellError(`${handle.name} ended with ${endText(end)}`, {
    code,
    hint: hints[code],
    handle,
  });
}

/** The error for a message or a frame that was not accepted. */
export function faultError(error: NodeJS.ErrnoException, maxBytes: number, handle: Handle): NetcellError {
  if (error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH")
    return new NetcellError(
      `the peer sent a message of more than ${maxBytes} bytes to ${handle.name}, which took none of it`,
      {
        code: "EMSGSIZE",
        hint: "The connection has ended with 1009 (RFC 6455, section 7.4.1): let the peer send less at once, or give this end a larger maxBytes.",
        handle,
        cause: error,
      },
    );
  return new NetcellError(`the peer sent ${handle.name} something that is not WebSocket: ${error.message}`, {
    code: "EPROTO",
    hint: "The connection has ended: RFC 6455, section 5, says what frames are like.",
    handle,
    cause: error,
  });
}

const hints = {
  ECONNRESET: "The other end went away without closing: it was killed, or the connection broke.",
  EMSGSIZE: "A message was longer than the receiver's maxBytes: send less at once, or give it more.",
  EPROTO: "RFC 6455, section 7.4.1, says what the code means; the other end says more.",
};
