/** A real TCP relay in front of a server: connections through it are slow, sliced, stalled or reset as its options say. */
import { connect, createServer, type Socket } from "node:net";
import { counted } from "../../view";
import { endpointText, listeningEndpoint } from "../endpoint";
import { streamOptions } from "../stream/options";
import { noteReset, reset } from "../stream/reset";
import type { Direction, StreamDecision, StreamImpairment, TcpRelay } from "./api";
import { Relay } from "./relay";
import { RelayedDirection } from "./relayed-direction";
import { StreamWay } from "./stream-way";

/** Which relay this is. */
interface TcpRelaySetup {
  readonly name: string;
  readonly key: string | undefined;
  readonly target: { readonly host: string; readonly port: number };
  readonly options: StreamImpairment;
}

const maxConnections = 100;

export class StreamRelay extends Relay<StreamDecision> implements TcpRelay {
  readonly kind = "tcp relay";
  readonly #target: TcpRelaySetup["target"];
  readonly #options: StreamImpairment;
  readonly #net = createServer({ ...streamOptions, noDelay: true });
  readonly #open = new Set<() => void>();
  #accepted = 0;

  constructor({ name, key, target, options }: TcpRelaySetup) {
    super(name, key, { address: target.host, port: target.port });
    this.#target = target;
    this.#options = options;
    this.#net.maxConnections = maxConnections;
    this.#net.on("connection", (socket) => this.#onConnection(socket));
    this.#net.unref();
  }

  get accepted(): number {
    return this.#accepted;
  }

  /** Listens on a port of this machine. @internal */
  async open(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#net.once("error", reject);
      this.#net.listen(port, "127.0.0.1", () => {
        this.#net.off("error", reject);
        resolve();
      });
    });
    this.listensOn(listeningEndpoint(this.#net));
    this.opened();
  }

  protected counts(): string {
    return `${counted(this.#accepted, "connection")} accepted, ${this.#open.size} open, ${counted(this.decided, "slice")} decided`;
  }

  protected async release(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#net.close(() => resolve()));
    for (const end of [...this.#open]) end();
    await closed;
  }

  #onConnection(client: Socket): void {
    const number = this.#accepted++;
    const target = connect({ ...this.#target, ...streamOptions, noDelay: true });
    const who = endpointText({ address: client.remoteAddress ?? "", port: client.remotePort ?? 0 });
    const sides = [client, target];
    let isOver = false;
    const over = () => {
      isOver = true;
      this.#open.delete(closing);
      for (const direction of directions) direction.stop();
      this.changed();
    };
    const resetBoth = (note: string) => {
      if (isOver) return;
      over();
      this.transcript.add("rst", this.text, who, undefined, note);
      noteReset(this.text, who, `on the way ${this.name}, ${note}`);
      for (const side of sides) resetLater(side);
    };
    const closing = () => resetBoth("the relay was closed");
    const direction = (from: Socket, to: Socket, name: Direction) => {
      const [source, sink] = name === "there" ? [who, this.targetText] : [this.targetText, who];
      const way = new StreamWay(this.#options, number, name, (decision) => this.made.add(decision));
      return new RelayedDirection(from, to, way, {
        passed: (data) => this.#add("data", source!, sink!, data),
        ended: () => this.#add("fin", source!, sink!),
        reset: resetBoth,
      });
    };
    let directions: readonly RelayedDirection[] = [];
    // Not before: what is written to a socket that still connects goes out in front of a reset, with a FIN.
    target.once("connect", () => {
      directions = [direction(client, target, "there"), direction(target, client, "back")];
    });
    this.#open.add(closing);
    this.#add("accept", who, this.text);
    const trouble = (error: NodeJS.ErrnoException, side: string) =>
      resetBoth(error.code === "ECONNRESET" ? `${side} reset the connection` : `${side}: ${inWords(error)}`);
    client.on("error", (error) => trouble(error, "the client"));
    target.on("error", (error) => trouble(error, this.targetText));
    for (const side of sides) {
      side.unref();
      side.on("close", () => !isOver && sides.every(({ destroyed }) => destroyed) && over());
    }
  }

  #add(event: "accept" | "data" | "fin", from: string, to: string, data?: Buffer): void {
    this.transcript.add(event, from, to, data);
    this.changed();
  }
}

function inWords({ code }: NodeJS.ErrnoException): string {
  return code === "ECONNREFUSED" ? "nothing listens there (ECONNREFUSED)" : `${code}`;
}

/** Resets a socket when what was just written has had a chance to be read: a reset overtakes what still waits. */
function resetLater(socket: Socket): void {
  setImmediate(() => setImmediate(() => reset(socket)));
}
