/** Stands between netcell and a real server, and does what networks and busy servers do. */
import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface Relay {
  /** Without a slash at the end. */
  readonly url: string;
  /** Asked of each request: a status is sent instead of passing it on. */
  refuse?: (request: IncomingMessage) => Promise<number | undefined>;
  /** Told when a request that was passed on has its answer. */
  answered?: (request: IncomingMessage) => void;
  /** How many WebSockets were opened through it. */
  sockets(): number;
  /** Cuts all WebSockets, without a word. */
  cut(): void;
  /** Cuts all, and takes no more. */
  close(): void;
}

/** A relay to the server at `target`; paths stay as they are. */
export async function relayTo(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const lines = new Set<Socket>();
  let sockets = 0;
  const server = createServer(async (asked, answer) => {
    const status = await relay.refuse?.(asked);
    if (status !== undefined) {
      asked.resume();
      answer.writeHead(status, { "retry-after": "0" }).end("{}");
      return;
    }
    const { method, url, headers } = asked;
    const passed = request({ hostname, port, method, path: url, headers }, (reply) => {
      answer.writeHead(reply.statusCode!, reply.headers);
      reply.pipe(answer);
      relay.answered?.(asked);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  server.on("upgrade", ({ method, url, rawHeaders }: IncomingMessage, near: Socket) => {
    sockets++;
    const far = connect(Number(port), hostname);
    const headers = Array.from({ length: rawHeaders.length / 2 }, (_, at) =>
      rawHeaders.slice(2 * at, 2 * at + 2).join(": "),
    );
    far.write(`${[`${method} ${url} HTTP/1.1`, ...headers].join("\r\n")}\r\n\r\n`);
    near.pipe(far).pipe(near);
    for (const line of [near, far]) {
      lines.add(line);
      line.on("error", () => {}).on("close", () => lines.delete(line));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const line of lines) line.destroy();
  };
  const relay: Relay = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets: () => sockets,
    cut,
    close() {
      server.close();
      server.closeAllConnections();
      cut();
    },
  };
  return relay;
}
