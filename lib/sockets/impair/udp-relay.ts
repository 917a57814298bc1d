/** A real UDP relay in front of a socket: what is sent to it reaches the socket as the decisions say. */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { counted } from "../../view";
import { type Endpoint, endpointText } from "../endpoint";
import { nameEndpoint, portName } from "../endpoint-names";
import type { DatagramDecision, DatagramImpairment, UdpRelay } from "./api";
import { DatagramWay, type Departure } from "./datagram-way";
import { Relay } from "./relay";
import { Schedule } from "./schedule";

/** Datagrams that may be on the way at a time: what comes while a slow way is that full is lost, as in a real queue. */
const queueLimit = 1024;
/** Senders that are remembered for answers; the oldest is forgotten first. */
const sendersLimit = 256;
/** Milliseconds after which a datagram that nothing overtakes goes on by itself. */
const patience = 200;

/** A sender, and the socket by which the target sees it. */
interface Sender {
  readonly from: RemoteInfo;
  readonly text: string;
  readonly outer: Socket;
  /** What waits until that is connected to the target; `undefined` from then on. */
  waiting: Buffer[] | undefined;
}

/** Which relay this is. */
interface UdpRelaySetup {
  readonly name: string;
  readonly key: string | undefined;
  readonly target: Endpoint;
  readonly options: DatagramImpairment;
}

export class DatagramRelay extends Relay<DatagramDecision> implements UdpRelay {
  readonly kind = "udp relay";
  readonly #target: Endpoint;
  readonly #front: Socket;
  readonly #way: DatagramWay<Sender>;
  readonly #schedule = new Schedule();
  readonly #senders = new Map<string, Sender>();
  #lost = 0;
  #refused = 0;
  #patience: NodeJS.Timeout | undefined;

  constructor({ name, key, target, options }: UdpRelaySetup) {
    super(name, key, target);
    this.#target = target;
    this.#way = new DatagramWay(options);
    this.#front = this.#newSocket();
  }

  get lost(): number {
    return this.#lost;
  }

  /** Receives on a port of this machine. @internal */
  async open(port: number): Promise<void> {
    const host = this.#target.family === "IPv6" ? "::1" : "127.0.0.1";
    await new Promise<void>((resolve, reject) => {
      this.#front.once("error", reject);
      this.#front.bind(port, host, () => {
        this.#front.off("error", reject);
        resolve();
      });
    });
    const own = this.#front.address();
    this.listensOn({ address: own.address, port: own.port, family: this.#target.family });
    this.#front.on("error", (error) => this.#noteError(error));
    this.#front.on("message", (data, from) => this.#onMessage(data, from));
    this.opened();
  }

  protected counts(): string {
    const refused =
      this.#refused > 0 ? `, ${this.#refused.toLocaleString("en")} refused: that port is closed` : "";
    return `${counted(this.decided, "datagram")} decided, ${this.#lost} lost${refused}`;
  }

  protected async release(): Promise<void> {
    clearTimeout(this.#patience);
    this.#schedule.clear();
    for (const { outer } of this.#senders.values()) outer.close();
    this.#senders.clear();
    await new Promise<void>((resolve) => this.#front.close(resolve));
  }

  #onMessage(data: Buffer, from: RemoteInfo): void {
    const sender = this.#sender(from);
    const { decision, departures } = this.#way.enter(sender, data, performance.now());
    this.made.add(decision);
    this.transcript.add("datagram", sender.text, this.text, data, inWords(decision));
    if (decision.lost) this.#lost++;
    this.changed();
    this.#send(departures);
    clearTimeout(this.#patience);
    if (this.#way.held === 0) return;
    this.#patience = setTimeout(() => this.#send(this.#way.flush(performance.now())), patience);
    this.#patience.unref();
  }

  #send(departures: ReadonlyArray<Departure<Sender>>): void {
    for (const { item, data, at } of departures) {
      if (this.#schedule.length < queueLimit) this.#schedule.add(at, () => this.#passOn(item, data));
      else this.transcript.add("overflow", this.text, this.targetText, undefined, "the way is full");
    }
  }

  #passOn(sender: Sender, data: Buffer): void {
    const { text, outer, waiting } = sender;
    // A sender that was forgotten meanwhile has no socket any more.
    if (this.#senders.get(text)?.outer !== outer) return;
    if (waiting) {
      if (waiting.length < queueLimit) waiting.push(data);
      return;
    }
    this.transcript.add("datagram", this.text, this.targetText, data);
    outer.send(data, (error) => error && this.#noteError(error));
    this.changed();
  }

  #sender(from: RemoteInfo): Sender {
    const text = endpointText(from);
    const known = this.#senders.get(text);
    if (known) return known;
    const [oldest] = this.#senders.values();
    if (oldest && this.#senders.size >= sendersLimit) {
      this.#senders.delete(oldest.text);
      oldest.outer.close();
    }
    const sender: Sender = { from, text, outer: this.#newSocket(), waiting: [] };
    this.#senders.set(text, sender);
    sender.outer.on("error", (error) => this.#noteError(error));
    sender.outer.on("message", (data) => this.#onAnswer(sender, data));
    sender.outer.once("connect", () => this.#onOuter(sender));
    sender.outer.bind(0, this.endpoint.address, () => {
      // Connected, because only then does the operating system say that the port is closed (RFC 1122, section 4.1.3.3).
      if (this.#senders.get(text) === sender) sender.outer.connect(this.#target.port, this.#target.address);
    });
    return sender;
  }

  #onOuter(sender: Sender): void {
    const own = endpointText({ ...sender.outer.address() } as Endpoint);
    nameEndpoint(own, `${portName(sender.text) ?? sender.text} through ${this.name}`);
    const { waiting = [] } = sender;
    sender.waiting = undefined;
    for (const data of waiting) this.#passOn(sender, data);
  }

  #onAnswer({ from, text }: Sender, data: Buffer): void {
    this.transcript.add("datagram", this.targetText, text, data);
    this.#front.send(data, from.port, from.address, (error) => error && this.#noteError(error));
    this.changed();
  }

  #noteError(error: NodeJS.ErrnoException): void {
    if (this.state !== "open") return;
    const isRefused = error.code === "ECONNREFUSED";
    if (isRefused) this.#refused++;
    const note = isRefused ? "that port is closed (ECONNREFUSED)" : error.code;
    this.transcript.add("error", this.text, this.targetText, undefined, note);
    this.changed();
  }

  #newSocket(): Socket {
    return createSocket(this.#target.family === "IPv6" ? "udp6" : "udp4").unref();
  }
}

/** The fate of the datagram in words, its delay apart. */
function inWords({ lost, duplicated, reordered, corruptedAt }: DatagramDecision): string | undefined {
  const fates = [
    lost && "lost",
    duplicated && "duplicated",
    reordered && "reordered",
    corruptedAt !== undefined && "corrupted",
  ].filter(Boolean);
  return fates.length > 0 ? fates.join(", ") : undefined;
}
