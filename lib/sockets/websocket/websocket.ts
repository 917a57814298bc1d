/** WebSocket over the operating system's TCP: a route of HTTP, and clients. */
import type { WebSocketApi } from "./api";
import { connect } from "./connect";
import { route } from "./route";

/** WebSocket on this machine's network. */
export const websocket: WebSocketApi = { route, connect };
