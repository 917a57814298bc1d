/** Letting pages of other origins in: the header fields of Cross-Origin Resource Sharing ("CORS protocol" in the Fetch standard). */
import type { IncomingHttpHeaders } from "node:http";

/** The fields for browsers in every answer. */
export function corsHeaders(cors: true | string | undefined): { [name: string]: string } {
  if (cors === undefined) return {};
  if (cors === true) return { "access-control-allow-origin": "*" };
  return { "access-control-allow-origin": cors, vary: "Origin" };
}

/** The further fields for a browser that asks before it sends: the methods, the header fields. */
export function preflightHeaders(
  request: IncomingHttpHeaders,
  allowed: readonly string[],
): { [name: string]: string } {
  const wanted = request["access-control-request-headers"];
  return {
    "access-control-allow-methods": allowed.join(", "),
    ...(wanted !== undefined && { "access-control-allow-headers": wanted }),
  };
}

/**
 * May the page that this request comes from open a WebSocket? Browsers do not ask before they do, and say only where the
 * page is from (RFC 6455, section 10.2).
 */
export function isAdmitted({ origin, host }: IncomingHttpHeaders, cors: true | string | undefined): boolean {
  if (origin === undefined || cors === true || origin === cors) return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}
