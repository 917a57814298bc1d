/** Opening a WebSocket as a client. */
import type { Socket } from "node:net";
import { WebSocket } from "ws";
import { Deadline, identityOf, openReplacing, Waiters, waitError } from "../../cell";
import { checkedCount, checkedOptions, type NamesOf, NetcellError } from "../../errors";
import { callNames } from "../arguments";
import { endpointText } from "../endpoint";
import { nameEndpoint } from "../endpoint-names";
import { baseUrl } from "../http/request-line";
import { type Hints, socketError } from "../socket-error";
import { trusting } from "../tls/trust";
import type { WebSocketConnectOptions, WebSocketStream } from "./api";
import { defaultMaxBytes } from "./route";
import { type EndTexts, WebSocketConnection } from "./stream";

const connectNames: NamesOf<WebSocketConnectOptions> = { name: true, maxBytes: true, ...callNames };

/** `websocket.connect()`. */
export async function connect(to: string, options: WebSocketConnectOptions = {}): Promise<WebSocketStream> {
  const { name, maxBytes = defaultMaxBytes } = checkedOptions(options, connectNames);
  checkedCount(maxBytes, "maxBytes");
  // The handshake is a request of HTTP: ws: is http: by another name (RFC 6455, section 3).
  const url = baseUrl(typeof to === "string" ? to.replace(/^ws/, "http") : to);
  const identity = identityOf("websocket", name, "client");
  const stream = new WebSocketConnection(identity.name, identity.key, true);
  return await openReplacing(stream, "websocket.connect()", () => opened(stream, url, maxBytes, options));
}

/** Resolves when the server has switched protocols. */
async function opened(
  stream: WebSocketConnection,
  url: URL,
  maxBytes: number,
  options: WebSocketConnectOptions,
): Promise<void> {
  const deadline = new Deadline(options, { time: stream.time, idle: false });
  const changed = new Waiters();
  const what = `connect() to ${url.href.replace(/^http/, "ws")}`;
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    changed.wake();
  };
  const socket = new WebSocket(url, {
    maxPayload: maxBytes,
    perMessageDeflate: false,
    ...(url.protocol === "https:" && { secureContext: trusting() }),
    finishRequest: (request) => {
      // A kernel that waits for a handshake must still be able to exit.
      request.once("socket", (carrier) => carrier.unref());
      request.end();
    },
  });
  socket.once("error", (error) => fail(socketError(error, `${what} failed`, stream, hints)));
  socket.once("unexpected-response", (_, { statusCode, statusMessage }) => {
    fail(
      new NetcellError(`${what}: the server answered ${statusCode} ${statusMessage} and opened none`, {
        code: "EPROTO",
        hint: "Check the path: only a websocket.route() opens one.",
        handle: stream,
      }),
    );
    socket.terminate();
  });
  // Attached before anything can arrive: the first message may come with the handshake.
  socket.once("upgrade", ({ socket: carrier }) => {
    const ends = endsOf(carrier, stream.name);
    socket.once("open", () => {
      stream.attach(socket, ends, "connect", maxBytes);
      changed.wake();
    });
  });
  while (stream.state === "opening" && !failure) {
    const end = await changed.wait(deadline);
    if (end === "event") continue;
    socket.terminate();
    const call = {
      what,
      awaited: "the server did not open it",
      hint: "Check the URL, and what answers there.",
    };
    throw waitError(end, deadline, call, { handle: stream });
  }
  if (failure) throw failure;
}

function endsOf(socket: Socket, name: string): EndTexts {
  const text = (address = "", port = 0) => endpointText({ address, port });
  const local = text(socket.localAddress, socket.localPort);
  nameEndpoint(local, name);
  return { local, remote: text(socket.remoteAddress, socket.remotePort) };
}

const hints: Hints = {
  ECONNRESET:
    "The server ended the connection within the handshake: it does not speak WebSocket, or has as many connections as it takes (maxConnections).",
};
