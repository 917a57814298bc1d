/** A route of HTTP at which clients open WebSockets. */
import { WebSocketServer } from "ws";
import { runHandler } from "../../cell";
import { checkedCount, checkedOptions, invalid } from "../../errors";
import { checkedHandler } from "../arguments";
import type { HttpHandler } from "../http/api";
import { HttpProblem } from "../http/problem";
import { type Upgrade, upgradable } from "../http/upgrade";
import { inWords, isOwnClose, isReset, resetText } from "../stream/handler-errors";
import type { WebSocketHandler, WebSocketOptions } from "./api";
import { WebSocketConnection } from "./stream";

export const defaultMaxBytes = 1024 * 1024;

/** `websocket.route()`. */
export function route(handler: WebSocketHandler, options: WebSocketOptions = {}): HttpHandler {
  if (checkedHandler(handler) === undefined)
    throw invalid(
      "a WebSocket route needs a handler",
      "Write websocket.route(async (s) => { for await (const message of s) … }).",
    );
  const { maxBytes = defaultMaxBytes } = checkedOptions(options, { maxBytes: true });
  checkedCount(maxBytes, "maxBytes");
  // Without compression: it takes memory for each client, and hides the messages in the raw bytes.
  const handshakes = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxBytes,
  });
  return upgradable(needsUpgrade, (upgrade) => {
    const { request, socket, head } = upgrade;
    handshakes.handleUpgrade(request, socket, head, (accepted) => {
      const { connection } = upgrade;
      const stream = new WebSocketConnection(`${connection.name}/websocket`, undefined, false);
      stream.attach(accepted, connection.ends, "accept", maxBytes);
      connection.carry(stream);
      serve(stream, handler, upgrade);
    });
  });

  function needsUpgrade() {
    const { status, detail } = new HttpProblem(426, "this is a WebSocket: connect to it with ws://");
    return { status, headers: { upgrade: "websocket", connection: "Upgrade" }, body: detail };
  }
}

/** Calls the handler; an error in it ends this connection only, and is shown in its cell. */
function serve(stream: WebSocketConnection, handler: WebSocketHandler, { exchange, cell }: Upgrade): void {
  const { params, query, headers } = exchange;
  runHandler(cell, async () => {
    try {
      const dialogue = handler(stream, { params, query, headers });
      // A handler that returns no promise has only set something up: the connection stays.
      if (!(dialogue instanceof Promise)) return;
      await dialogue;
      await stream.close();
    } catch (error) {
      if (isOwnClose(error, stream)) return;
      if (error === stream.reason?.error) return console.error(`${stream.name}: ${inWords(error)}`);
      if (isReset(error, stream)) return console.error(resetText(stream));
      stream.noteError(`the handler threw ${inWords(error)}`);
      console.error(`${stream.name}: the handler threw`, error);
      stream.endWith(1011, "the server failed");
    }
  });
}
