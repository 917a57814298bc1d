/** HTTP/1.x (RFC 9110, RFC 9112): requests and responses, in lines of text. */

import { bytes } from "../fields/bytes";
import type { Field, InitOf, Named, ValuesOf } from "../model/field";
import { untilLimit } from "../model/limits";
import type { Protocol } from "../packet";
import { guess, overload, protocol } from "../protocol";
import { httpHeaders } from "./http-headers";
import { beforeVersion, firstWord, isVersion, lineEnd, wholeRest, word } from "./http-line";
import { httpRemarks } from "./http-remarks";
import { TCP } from "./tcp";

const methods: Readonly<Record<string, string>> = {
  GET: "send me this resource",
  HEAD: "send me its header alone",
  POST: "process what I send",
  PUT: "store what I send in this place",
  DELETE: "remove this resource",
  CONNECT: "be my tunnel to there",
  OPTIONS: "what can be done with it?",
  TRACE: "send my request back",
  PATCH: "change it as I say (RFC 5789)",
};

const classes: Readonly<Record<string, string>> = {
  1: "wait, there is more to come",
  2: "it worked",
  3: "look elsewhere",
  4: "the client made a mistake",
  5: "the server failed",
};

const headers = () => httpHeaders("lines of the header: names and values");
const version = "version of HTTP";
const end = (): Field<string | Uint8Array, Uint8Array> => ({
  ...bytes({ doc: "the empty line that ends the header" }),
  default: Uint8Array.of(13, 10),
  extent: (_known: unknown, left: number, b: Uint8Array, at: number) => lineEnd(b, at, at + left) - at,
});

const requestFields = {
  Method: word(firstWord, " ", { default: "GET", doc: "what to do", meaning: (value) => methods[value] }),
  Path: word(beforeVersion, " ", {
    default: "/",
    doc: "with what: a path, and a query behind a question mark",
  }),
  /** Version of HTTP. */
  Http_Version: word(wholeRest, "\r\n", { default: "HTTP/1.1", doc: version }),
  /** Lines of the header: names and values. */
  headers: headers(),
  /** The empty line that ends the header. */
  end: end(),
};

const responseFields = {
  /** Version of HTTP. */
  Http_Version: word(firstWord, " ", { default: "HTTP/1.1", doc: version }),
  Status_Code: word(firstWord, " ", {
    default: "200",
    doc: "how it went, a number of three digits",
    meaning: (value) => classes[value.charAt(0)],
  }),
  Reason_Phrase: word(wholeRest, "\r\n", { default: "OK", doc: "the same in words" }),
  /** Lines of the header: names and values. */
  headers: headers(),
  /** The empty line that ends the header. */
  end: end(),
};

/** The fields of an HTTP request. */
export interface HTTPRequestValues extends ValuesOf<typeof requestFields> {}
/** The same to be written: each may be left out. */
export interface HTTPRequestInit extends InitOf<typeof requestFields>, Named {}
/** The fields of an HTTP response. */
export interface HTTPResponseValues extends ValuesOf<typeof responseFields> {}
/** The same to be written: each may be left out. */
export interface HTTPResponseInit extends InitOf<typeof responseFields>, Named {}

const [LF, CR] = [10, 13];

/** Bytes up to the end of the first empty line; all there are if it is not in this segment. */
function headSize(b: Uint8Array, o: number, e: number): number {
  for (let at = o; at < e; ) {
    if (b[at++] !== LF) continue;
    if (at < e && b[at] === LF) return at + 1 - o;
    if (at + 1 < e && b[at] === CR && b[at + 1] === LF) return at + 2 - o;
  }
  return e - o;
}

/**
 * An HTTP request: its first line and its header. The body is what it carries. scapy has a field for each header that it
 * knows, in alphabetical order; here `headers` lists them as they are sent. `"Content-Length"` without a value is worked
 * out. A header that does not end in its segment goes on in the next one.
 *
 * @example
 * ```ts
 * import { packet, IP, TCP, HTTPRequest } from "netcell";
 * packet(IP(), TCP({ flags: "PA" }), HTTPRequest({ Path: "/notes", headers: { Host: "example.com" } }))
 * ```
 */
export const HTTPRequest: Protocol<HTTPRequestValues, HTTPRequestInit> = protocol<
  HTTPRequestValues,
  HTTPRequestInit
>({
  name: "HTTPRequest",
  title: "HTTP request",
  rfc: "RFC 9112 §3",
  layer: 7,
  pdu: "message",
  fields: requestFields,
  summary: ({ Method, Path, Http_Version }) =>
    `HTTP: ${[Method, Path, Http_Version].filter(Boolean).join(" ")}`,
  remarks: httpRemarks,
  // scapy would put the headers in another order, and add some.
  unknownToScapy: () => true,
  limits: {
    min: 1,
    is: isRequest,
    size: headSize,
    end: untilLimit,
    next: (b, o, h, e) => (isRequest(b, o + h, e) ? HTTPRequest.definition.id : 0),
  },
});

/**
 * An HTTP response: its first line and its header. The body is what it carries, as far as it is in this segment.
 *
 * @example
 * ```ts
 * import { packet, IP, TCP, HTTPResponse } from "netcell";
 * packet(IP(), TCP({ flags: "PA" }), HTTPResponse({ headers: ["Content-Length"] }), "hello")
 * ```
 */
export const HTTPResponse: Protocol<HTTPResponseValues, HTTPResponseInit> = protocol<
  HTTPResponseValues,
  HTTPResponseInit
>({
  name: "HTTPResponse",
  title: "HTTP response",
  rfc: "RFC 9112 §4",
  layer: 7,
  pdu: "message",
  fields: responseFields,
  summary: ({ Http_Version, Status_Code, Reason_Phrase }) =>
    `HTTP: ${[Http_Version, Status_Code, Reason_Phrase].filter(Boolean).join(" ")}`,
  remarks: httpRemarks,
  unknownToScapy: () => true,
  limits: {
    min: 1,
    is: isResponse,
    size: headSize,
    end: untilLimit,
    next: (b, o, h, e) => (isResponse(b, o + h, e) ? HTTPResponse.definition.id : 0),
  },
});

/** HTTP of either kind, for `decodeAs(HTTP)`: the first bytes tell which. Never part of a packet itself. */
export const HTTP = protocol<object, Record<string, never>>({
  name: "HTTP",
  title: "Hypertext Transfer Protocol",
  rfc: "RFC 9112",
  layer: 7,
  pdu: "message",
  fields: {},
  limits: {
    min: 1,
    size: (_b, o, e) => e - o,
    end: untilLimit,
    next: () => 0,
    as: (b, o, e) =>
      isResponse(b, o, e) ? HTTPResponse.definition.id : isRequest(b, o, e) ? HTTPRequest.definition.id : 0,
  },
});

const [A, Z, SP, slash] = [65, 90, 32, 47];
function isResponse(b: Uint8Array, o: number, e: number): boolean {
  return isVersion(b, o, e) && o + 9 <= e && b[o + 8] === SP;
}

/** Longest method that is looked for; the registered ones have up to 17 letters. */
const longestMethod = 20;

/** A method in capitals and a path behind it; where the method is none that everybody knows, a version at the line's end. */
function isRequest(b: Uint8Array, o: number, e: number): boolean {
  let at = o;
  while (at < e && at - o < longestMethod && ((b[at]! >= A && b[at]! <= Z) || b[at] === 45)) at++;
  if (at === o || at + 1 >= e || b[at] !== SP) return false;
  if (b[at + 1] === slash && isKnown(b, o, at)) return true;
  const end = lineEnd(b, at, e);
  const path = beforeVersion(b, at + 1, end);
  return path < end;
}

const known = Object.keys(methods).map((method) => Uint8Array.from(method, (letter) => letter.charCodeAt(0)));

/** Whether these bytes are a method that everybody knows. */
function isKnown(b: Uint8Array, from: number, to: number): boolean {
  for (const method of known) {
    let same = method.length === to - from ? 0 : -1;
    while (same >= 0 && same < method.length) same = b[from + same] === method[same] ? same + 1 : -1;
    if (same > 0) return true;
  }
  return false;
}

const capitals = Array.from({ length: Z - A + 1 }, (_, i) => A + i);
guess(TCP, { first: capitals }, HTTP);
overload(TCP, { dport: 80 }, HTTPRequest);
overload(TCP, { sport: 80 }, HTTPResponse);
