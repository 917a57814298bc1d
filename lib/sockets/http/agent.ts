/** The connections of a client: Node's pool of them, each with its bytes looked at. */
import type { Agent, ClientRequest } from "node:http";
import type { Socket } from "node:net";
import { tap } from "./tap";

/** The follower of a pool: it sees new connections, and the bytes that pass over them. */
interface Follower {
  /** It is about to connect. */
  began(socket: Socket): void;
  /** It is connected. */
  opened(socket: Socket): void;
  passed(socket: Socket, bytes: Uint8Array, outgoing: boolean): void;
}

type Created = (error: Error | null, socket?: Socket) => void;

/** Node's agent has these, its types do not. */
interface Inner {
  createConnection(settings: unknown, created: Created): Socket | undefined;
  reuseSocket(socket: Socket, request: ClientRequest): void;
}

/** A pool of connections that are followed; `ready` is the event by which a connection can be used. */
export function followed<A extends Agent>(
  agent: A,
  ready: "connect" | "secureConnect",
  follower: Follower,
): A {
  const inner = agent as unknown as Inner;
  const create = inner.createConnection.bind(agent);
  const reuse = inner.reuseSocket.bind(agent);
  // A request is written when its connection is there: what was sent before would have no sender.
  inner.createConnection = (settings, created) => {
    // A kernel with a request under way must still be able to exit.
    const socket = create(settings, () => {})!.unref();
    follower.began(socket);
    socket.once("error", created);
    socket.once(ready, () => {
      socket.off("error", created);
      follower.opened(socket);
      tap(socket, (bytes, outgoing) => follower.passed(socket, bytes, outgoing));
      created(null, socket);
    });
    return undefined;
  };
  inner.reuseSocket = (socket, request) => {
    reuse(socket, request);
    socket.unref();
  };
  return agent;
}
