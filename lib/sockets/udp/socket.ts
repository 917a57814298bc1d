/** A UDP socket of the operating system: datagrams in, datagrams out, and a record of both. */
import type { RemoteInfo, Socket } from "node:dgram";
import type { CallOptions, Handle, HandleFacts } from "../../cell";
import { NetcellError } from "../../errors";
import type { View } from "../../view";
import { checkedCall } from "../arguments";
import { type Endpoint, endpointText, freePlace, isLoopback, type Target } from "../endpoint";
import { nameEndpoint, portName, shownEndpoint } from "../endpoint-names";
import { RecordedHandle } from "../recorded-handle";
import type { ShowOptions } from "../stack/socket";
import type { WireEvent } from "../transcript/transcript";
import type { Family } from "./addressing";
import type { DatagramHandler, UdpDatagram, UdpSocket } from "./api";
import { Arrivals, ReceivedDatagram } from "./arrivals";
import { datagramCard } from "./card";
import { alreadyConnected, closed, noPeer, udpError } from "./errors";
import { DatagramHandling } from "./handling";
import { changeMembership, type Membership } from "./membership";
import { Sending } from "./sending";
import { droppedBySystem } from "./system-drops";

/** Datagrams that may wait to be received, or be at work in a handler: more are dropped and counted. */
const queueLimit = 1024;

/** Which socket this is. */
interface SocketSetup {
  readonly name: string;
  readonly key: string | undefined;
  /** The operating system's, not yet bound. */
  readonly socket: Socket;
  readonly family: Family;
  readonly handler: DatagramHandler | undefined;
  /** Where the handler prints: the cell that made the socket, or the newest. */
  readonly output: "owner" | "current";
  /** Only datagrams of this machine are let in, wherever it is bound. */
  readonly isPrivate: boolean;
}

export class DatagramSocket extends RecordedHandle implements UdpSocket {
  readonly kind = "udp socket";
  readonly #socket: Socket;
  readonly #family: Family;
  readonly #membership: Membership;
  readonly #handling: DatagramHandling | undefined;
  readonly #arrivals = new Arrivals(this);
  readonly #sending: Sending;
  /** Others could reach it where it is bound, as they reach a group; and are not let in. */
  #isGuarded = false;
  #endpoint: Endpoint | undefined;
  #text = "";
  #remote: Endpoint | undefined;
  #remoteText = "";
  /** The sender of the datagram before, who is nearly always the sender of the next one too. */
  #lastSender: { readonly endpoint: Endpoint; readonly text: string } | undefined;
  #received = 0;
  #dropped = 0;
  #lastDrops: { readonly count: number | undefined; readonly buffer: number } | undefined;

  constructor({ name, key, socket, family, handler, output, isPrivate }: SocketSetup) {
    super({ name, key });
    this.#socket = socket;
    this.#family = family;
    this.#membership = { owner: this, socket, family, isPrivate };
    this.#sending = new Sending(this, socket, family, {
      check: (call) => this.#checkSending(call),
      began: (to, bytes) => this.#add("datagram", this.#text, to, bytes),
      failed: (to, note) => this.#add("error", this.#text, to, undefined, note),
    });
    const cell = output === "current" ? undefined : this.cell;
    this.#handling =
      handler &&
      new DatagramHandling(this, handler, cell, (note, { from }) =>
        this.#add("error", this.#text, endpointText(from), undefined, note),
      );
    // A kernel with a socket must still be able to exit.
    socket.unref();
  }

  get endpoint(): Endpoint {
    if (this.#endpoint) return this.#endpoint;
    throw closed(this, "endpoint");
  }

  get remote(): Endpoint | undefined {
    return this.#remote;
  }

  get sent(): number {
    return this.#sending.sent;
  }

  get received(): number {
    return this.#received;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get droppedBySystem(): number | undefined {
    if (this.#lastDrops) return this.#lastDrops.count;
    return this.#endpoint && droppedBySystem(this.#endpoint);
  }

  get recvBuffer(): number {
    return this.#lastDrops?.buffer ?? this.#socket.getRecvBufferSize();
  }

  /** Whether it is bound to this port. @internal */
  isAt(port: number): boolean {
    return this.#endpoint?.port === port;
  }

  /** Takes over the socket when it is bound. `isFree`: the operating system chose the port. @internal */
  attach(isFree: boolean): void {
    const { address, port } = this.#socket.address();
    this.#endpoint = { address, port, family: this.#family };
    this.#text = endpointText(this.#endpoint);
    this.#isGuarded = this.#membership.isPrivate && !isLoopback(address);
    if (isFree) nameEndpoint(this.#text, this.name, this.network);
    this.#socket.on("message", (data, from) => this.#onMessage(data, from));
    this.#socket.on("error", (error) => this.#onError(error));
    this.opened();
  }

  sendTo(data: string | Uint8Array, to: Target, options: CallOptions = {}): Promise<number> {
    return this.#sending.sendTo(data, to, options);
  }

  send(data: string | Uint8Array, options: CallOptions = {}): Promise<number> {
    return this.#sending.send(data, this.#remoteText, options);
  }

  async recvFrom(options: CallOptions = {}): Promise<UdpDatagram> {
    return this.#next("recvFrom()", options);
  }

  async recv(options: CallOptions = {}): Promise<Buffer> {
    return (await this.#next("recv()", options)).data;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<UdpDatagram> {
    this.#checkNoHandler("iteration");
    for (
      let next = await this.#arrivals.take("iteration");
      next;
      next = await this.#arrivals.take("iteration")
    )
      yield next;
  }

  async connect(to: Target, options: CallOptions = {}): Promise<void> {
    this.#checkOpen("connect()");
    if (this.#remote) throw alreadyConnected(this, "connect()", this.#remote);
    const place = this.#sending.destination(to);
    const { host, port, text } = await this.#sending.lookUp(place, "connect()", checkedCall(options));
    this.#checkOpen("connect()");
    await connectTo(this, this.#socket, host, port);
    this.#remote = { address: host, port, family: this.#family };
    this.#remoteText = text;
  }

  join(group: string, at?: string): void {
    this.#checkOpen("join()");
    changeMembership("join", this.#membership, group, at);
  }

  leave(group: string, at?: string): void {
    this.#checkOpen("leave()");
    changeMembership("leave", this.#membership, group, at);
  }

  protected card(options: ShowOptions): View {
    return datagramCard(this, options);
  }

  facts(stable: boolean): HandleFacts {
    if (!this.#endpoint) return { endpoint: "not bound", bytes: 0 };
    const isFree = portName(this.#text, this.network) !== undefined;
    const own = stable && isFree ? freePlace(this.#endpoint) : this.#text;
    const peer = this.#remote ? ` → ${shownEndpoint(this.#remoteText, stable, this.network)}` : "";
    return { endpoint: `${own}${peer}`, bytes: this.transcript.bytes };
  }

  protected async release(grace: number): Promise<void> {
    this.#arrivals.end();
    if (!this.#endpoint) {
      this.#socket.close();
      return;
    }
    await this.#sending.idle(grace);
    this.#lastDrops = { count: this.droppedBySystem, buffer: this.recvBuffer };
    await new Promise<void>((resolve) => this.#socket.close(resolve));
  }

  async #next(call: string, options: CallOptions): Promise<UdpDatagram> {
    this.#checkNoHandler(call);
    const datagram = await this.#arrivals.take(call, checkedCall(options));
    if (datagram) return datagram;
    throw closed(this, call);
  }

  #onMessage(data: Buffer, { address, port }: RemoteInfo): void {
    if (this.#isGuarded && !isLoopback(address) && !isMappedLoopback(address)) return;
    this.#received++;
    const from = this.#sender(address, port);
    if (this.#arrivals.length + (this.#handling?.atWork ?? 0) >= queueLimit) {
      this.#dropped++;
      this.#add(
        "overflow",
        from.text,
        this.#text,
        undefined,
        `receiver buffer full: ${queueLimit} datagrams wait`,
      );
      return;
    }
    this.#add("datagram", from.text, this.#text, data);
    const datagram = new ReceivedDatagram(data, from.endpoint);
    if (this.#handling) this.#handling.call(datagram);
    else this.#arrivals.push(datagram);
  }

  #onError(error: NodeJS.ErrnoException): void {
    const from = this.#remote ? this.#remoteText : this.#text;
    this.#add("error", from, this.#text, undefined, error.code);
    this.#arrivals.fail(
      udpError(
        error,
        `${this.name} had sent to ${shownEndpoint(from, undefined, this.network)} in vain`,
        this,
      ),
    );
  }

  #sender(address: string, port: number): { readonly endpoint: Endpoint; readonly text: string } {
    const last = this.#lastSender;
    if (last?.endpoint.port === port && last.endpoint.address === address) return last;
    const endpoint: Endpoint = { address, port, family: this.#family };
    this.#lastSender = { endpoint, text: endpointText(endpoint) };
    return this.#lastSender;
  }

  #checkSending(call: "sendTo()" | "send()"): void {
    // What the operating system reported of an earlier datagram comes first, once.
    const trouble = this.#arrivals.takeTrouble();
    if (trouble) throw trouble;
    if (this.state !== "open") throw closed(this, call);
    if (call === "sendTo()" && this.#remote) throw alreadyConnected(this, call, this.#remote);
    if (call === "send()" && !this.#remote) throw noPeer(this);
  }

  #checkOpen(call: string): void {
    if (this.state !== "open") throw closed(this, call);
  }

  #checkNoHandler(call: string): void {
    if (!this.#handling) return;
    throw new NetcellError(`${call} on ${this.name}: its handler takes the datagrams`, {
      code: "EINVAL",
      hint: "Bind without a handler to receive them yourself.",
      handle: this,
    });
  }

  #add(event: WireEvent, from: string, to: string, bytes?: Uint8Array, note?: string): void {
    this.transcript.add(event, from, to, bytes, note, this.time.now());
    this.changed();
  }
}

async function connectTo(owner: Handle, socket: Socket, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) =>
      socket.connect(port, host, ((error?: Error) => (error ? reject(error) : resolve())) as () => void),
    );
  } catch (error) {
    throw udpError(
      error,
      `connect() of ${owner.name} to ${endpointText({ address: host, port })} failed`,
      owner,
    );
  }
}

/** IPv4 as a socket of both versions sees it (RFC 4291, section 2.5.5.2). */
function isMappedLoopback(address: string): boolean {
  return address.startsWith("::ffff:127.");
}
