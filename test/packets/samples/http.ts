/** HTTP/1.x: requests and responses, well formed and not. */
import {
  Ether,
  HTTPRequest,
  type HTTPRequestInit,
  HTTPResponse,
  IP,
  packet,
  TCP,
} from "../../../lib/packets";
import { type Cut, sample } from "./sample";

const ether = Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
// A connection each: else tshark takes the second for a repetition of the first.
let port = 41000;
const toServer = () =>
  [ether, IP({ src: "10.0.0.1", dst: "10.0.0.2" }), TCP({ sport: port++, flags: "PA" })] as const;
const toClient = () =>
  [ether, IP({ src: "10.0.0.2", dst: "10.0.0.1" }), TCP({ sport: 80, dport: port++, flags: "PA" })] as const;
const ask = (init: HTTPRequestInit, body = "") =>
  packet(...toServer(), HTTPRequest(init), ...(body ? [body] : []));

export const samples = [
  sample("HTTP request", ask({ Path: "/a?b=c", headers: { Host: "example.com", Accept: "*/*" } })),
  sample(
    "HTTP request with a body",
    ask(
      {
        Method: "POST",
        headers: [["Host", "example.com"], "Content-Length", ["Content-Type", "text/plain"]],
      },
      "a=1",
    ),
  ),
  sample(
    "HTTP requests in one segment",
    packet(
      ...toServer(),
      HTTPRequest({ headers: { Host: "a" } }),
      HTTPRequest({ Path: "/2", headers: { Host: "a" } }),
    ),
  ),
  sample(
    "HTTP response",
    packet(
      ...toClient(),
      HTTPResponse({ headers: [["Content-Type", "text/plain"], "Content-Length"] }),
      "hello\n",
    ),
  ),
  sample(
    "HTTP response without a reason",
    packet(...toClient(), "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n"),
  ),
  sample(
    "HTTP request with bare line feeds, a folded line, a blank",
    packet(...toServer(), "GET /a HTTP/1.0\nHost :x\nX-Folded: one\n\ttwo \nEmpty:\nno colon\n\nrest"),
  ),
];

/** tshark's names for our fields. */
export const tshark = {
  "HTTPRequest.Method.text": "http.request.method",
  "HTTPRequest.Path.text": "http.request.uri",
  "HTTPRequest.Http_Version.text": "http.request.version",
  "HTTPRequest.headers.Host": "http.host",
  "HTTPRequest.headers.Accept": "http.accept",
  "HTTPRequest.headers.Content-Length": "http.content_length_header",
  "HTTPRequest.headers.Content-Type": "http.content_type",
  "HTTPResponse.Http_Version.text": "http.response.version",
  "HTTPResponse.Status_Code.text": "http.response.code",
  "HTTPResponse.Reason_Phrase.text": "http.response.phrase",
  "HTTPResponse.headers.Content-Length": "http.content_length_header",
  "HTTPResponse.headers.Content-Type": "http.content_type",
};

/** A header goes on in the next segment, wherever it is cut. */
export const cuts: Readonly<Record<string, Cut>> = {
  HTTPRequest: () => "whole",
  HTTPResponse: () => "whole",
};

/** Half lines of ours that tcpdump words otherwise: why, and what we say. */
export const summaries: Readonly<Record<string, readonly [why: string, ours: string]>> = {
  "TCP over IPv6 over a VLAN in a VLAN": [
    "HTTP is what begins as HTTP does, not what goes to port 80",
    "IP6 2001:db8::1.20 > 2001:db8::2.80: Flags [S], seq 0:1, win 8192, length 1",
  ],
  "HTTP requests in one segment": [
    "every request, not the first one alone",
    "IP 10.0.0.1.41002 > 10.0.0.2.80: Flags [P.], seq 0:55, ack 0, win 8192, length 55: HTTP: GET / HTTP/1.1: HTTP: GET /2 HTTP/1.1",
  ],
  "HTTP response without a reason": [
    "no blank at the end",
    "IP 10.0.0.2.80 > 10.0.0.1.41004: Flags [P.], seq 0:36, ack 0, win 8192, length 36: HTTP: HTTP/1.1 404",
  ],
};
