/** A UDP socket of the operating system: datagrams in, datagrams out, and a record of both. */
import type { RemoteInfo, Socket } from "node:dgram";
import { isIP } from "node:net";
import {
  type CallOptions,
  type HandleFacts,
  jupyterDisplay,
  LiveHandle,
  type MimeBundle,
  NetcellError,
} from "../../cell";
import { bytesOf, checkedOptions } from "../checks";
import { type Endpoint, endpointText, freePlace, isLoopback, type Target } from "../endpoint";
import { nameEndpoint, portName, shownEndpoint } from "../port-names";
import type { ShowOptions } from "../stack/socket";
import type { DatagramHandler, UdpDatagram, UdpSocket } from "../stack/udp";
import { Recording } from "../transcript/transcript";
import {
  type Address,
  addressOf,
  type Family,
  largestDatagram,
  lookedUp,
  loopbackInterface,
} from "./addressing";
import { Arrivals } from "./arrivals";
import { datagramCard } from "./card";
import { closed, tooLarge, udpError } from "./errors";
import { DatagramHandling } from "./handling";
import { Outgoing } from "./outgoing";
import { droppedBySystem } from "./system-drops";

/** Datagrams that may wait to be received, or be at work in a handler: more are dropped and counted. */
export const queueLimit = 1024;

/** Which socket this is. */
export interface SocketSetup {
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

export class DatagramSocket extends LiveHandle implements UdpSocket {
  readonly kind = "udp socket";
  readonly name: string;
  readonly transcript = new Recording();
  readonly #socket: Socket;
  readonly #family: Family;
  readonly #isPrivate: boolean;
  readonly #handling: DatagramHandling | undefined;
  readonly #arrivals = new Arrivals(this);
  readonly #outgoing: Outgoing;
  #endpoint: Endpoint | undefined;
  #text = "";
  #remote: Endpoint | undefined;
  /** The sender of the datagram before, who is nearly always the sender of the next one too. */
  #lastSender: { readonly endpoint: Endpoint; readonly text: string } | undefined;
  #sent = 0;
  #received = 0;
  #dropped = 0;
  #lastDrops: { readonly count: number | undefined; readonly buffer: number } | undefined;
  #cardOptions: ShowOptions = {};

  constructor({ name, key, socket, family, handler, output, isPrivate }: SocketSetup) {
    super(key);
    this.name = name;
    this.#socket = socket;
    this.#family = family;
    this.#isPrivate = isPrivate;
    this.#outgoing = new Outgoing(this, socket);
    const cell = output === "current" ? undefined : this.cell;
    this.#handling =
      handler &&
      new DatagramHandling(this, handler, cell, (note) => this.#note("error", this.#text, this.#text, note));
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
    return this.#sent;
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
    if (isFree) nameEndpoint(this.#text, this.name);
    this.#socket.on("message", (data, from) => this.#onMessage(data, from));
    this.#socket.on("error", (error) => this.#onError(error));
    this.opened();
  }

  async sendTo(data: string | Uint8Array, to: Target, options: CallOptions = {}): Promise<number> {
    const bytes = bytesOf(data);
    const { host, port } = addressOf(to, this.#family);
    this.#checkSending("sendTo()", bytes);
    if (this.#remote)
      throw new NetcellError(
        `sendTo() on ${this.name}: it is connected to ${shownEndpoint(endpointText(this.#remote))}`,
        {
          code: "EISCONN",
          hint: "Use send(), or bind another socket for other peers.",
          handle: this,
        },
      );
    if (isIP(host)) return this.#transmit(bytes, { host, port }, options);
    const address = await this.#resolved({ host, port }, bytes.length, "sendTo()", options);
    this.#checkSending("sendTo()", bytes);
    return this.#transmit(bytes, address, options);
  }

  async send(data: string | Uint8Array, options: CallOptions = {}): Promise<number> {
    const bytes = bytesOf(data);
    this.#checkSending("send()", bytes);
    if (this.#remote) return this.#transmit(bytes, undefined, options);
    throw new NetcellError(`send() on ${this.name}: it is not connected`, {
      code: "EDESTADDRREQ",
      hint: "Say where to, with sendTo(), or await connect() once.",
      handle: this,
    });
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
    checkedOptions(options);
    this.#checkOpen("connect()");
    if (this.#remote)
      throw new NetcellError(
        `connect() on ${this.name}: it is connected to ${shownEndpoint(endpointText(this.#remote))}`,
        { code: "EISCONN", hint: "Bind another socket for another peer.", handle: this },
      );
    const { host, port } = await this.#resolved(addressOf(to, this.#family), 0, "connect()", options);
    this.#checkOpen("connect()");
    try {
      await new Promise<void>((resolve, reject) =>
        this.#socket.connect(port, host, ((error?: Error) =>
          error ? reject(error) : resolve()) as () => void),
      );
    } catch (error) {
      throw udpError(
        error,
        `connect() of ${this.name} to ${endpointText({ address: host, port })} failed`,
        this,
      );
    }
    this.#remote = { address: host, port, family: this.#family };
    this.#note("connect", this.#text, endpointText(this.#remote), "no handshake: only the peer is chosen");
  }

  join(group: string, at?: string): void {
    this.#membership("join", group, at);
  }

  leave(group: string, at?: string): void {
    this.#membership("leave", group, at);
  }

  override show(options: ShowOptions = {}): void {
    this.#cardOptions = options;
    super.show();
  }

  [jupyterDisplay](): MimeBundle {
    return datagramCard(this, this.#cardOptions)[jupyterDisplay]();
  }

  facts(stable: boolean): HandleFacts {
    if (!this.#endpoint) return { endpoint: "not bound", bytes: 0 };
    const isFree = portName(this.#text) !== undefined;
    const own = stable && isFree ? freePlace(this.#endpoint) : this.#text;
    const peer = this.#remote ? ` → ${shownEndpoint(endpointText(this.#remote), stable)}` : "";
    return { endpoint: `${own}${peer}`, bytes: this.transcript.bytes };
  }

  protected async release(grace: number): Promise<void> {
    this.#arrivals.end();
    if (!this.#endpoint) return void this.#socket.close();
    await this.#outgoing.idle(grace);
    this.#lastDrops = { count: this.droppedBySystem, buffer: this.recvBuffer };
    await new Promise<void>((resolve) => this.#socket.close(resolve));
  }

  async #next(call: string, options: CallOptions): Promise<UdpDatagram> {
    this.#checkNoHandler(call);
    const datagram = await this.#arrivals.take(call, checkedOptions(options));
    if (datagram) return datagram;
    throw closed(this, call);
  }

  async #resolved(to: Address, length: number, call: string, options: CallOptions): Promise<Address> {
    if (isIP(to.host)) return to;
    try {
      const host = await this.#outgoing.held(length, lookedUp(to.host, this.#family), call, options);
      return { host, port: to.port };
    } catch (error) {
      if (error instanceof NetcellError) throw error;
      throw udpError(error, `${call} on ${this.name} cannot find ${to.host}`, this);
    }
  }

  async #transmit(bytes: Uint8Array, to: Address | undefined, options: CallOptions): Promise<number> {
    const text = endpointText(to ? { address: to.host, port: to.port } : this.#remote!);
    this.transcript.add("datagram", this.#text, text, bytes);
    this.changed();
    try {
      await this.#outgoing.send(
        (done) => (to ? this.#socket.send(bytes, to.port, to.host, done) : this.#socket.send(bytes, done)),
        options,
      );
    } catch (error) {
      if (error instanceof NetcellError) throw error;
      const { code } = error as NodeJS.ErrnoException;
      if (this.state !== "open") throw closed(this, to ? "sendTo()" : "send()");
      this.#note("error", this.#text, text, `not sent: ${code}`);
      throw udpError(
        error,
        `${to ? "sendTo()" : "send()"} on ${this.name} to ${shownEndpoint(text)} failed`,
        this,
      );
    }
    this.#sent++;
    return bytes.length;
  }

  #membership(what: "join" | "leave", group: string, at: string | undefined): void {
    this.#checkOpen(`${what}()`);
    const inside = loopbackInterface(this.#family);
    if (this.#isPrivate && at !== undefined && at !== inside && !isLoopback(at))
      throw new NetcellError(`${what}() at ${at} would let other machines in`, {
        code: "EACCES",
        hint: "Leave the address out for this machine only, or bind with public: true.",
        handle: this,
      });
    try {
      if (what === "join") this.#socket.addMembership(group, at ?? inside);
      else this.#socket.dropMembership(group, at ?? inside);
    } catch (error) {
      throw udpError(error, `${this.name} cannot ${what} ${group}`, this);
    }
  }

  #onMessage(data: Buffer, { address, port }: RemoteInfo): void {
    if (this.#isPrivate && !isLoopback(address) && !isMappedLoopback(address)) return;
    this.#received++;
    const from = this.#sender(address, port);
    if (this.#arrivals.length + (this.#handling?.atWork ?? 0) >= queueLimit) {
      this.#dropped++;
      this.#note("drop", from.text, this.#text, `receiver buffer full: ${queueLimit} datagrams wait`);
      return;
    }
    this.transcript.add("datagram", from.text, this.#text, data);
    this.changed();
    const datagram = new ReceivedDatagram(data, from.endpoint);
    if (this.#handling) this.#handling.call(datagram);
    else this.#arrivals.push(datagram);
  }

  #onError(error: NodeJS.ErrnoException): void {
    const from = this.#remote ? endpointText(this.#remote) : this.#text;
    this.#note("error", from, this.#text, error.code);
    this.#arrivals.fail(udpError(error, `${this.name} had sent to ${shownEndpoint(from)} in vain`, this));
  }

  #sender(address: string, port: number): { readonly endpoint: Endpoint; readonly text: string } {
    const last = this.#lastSender;
    if (last?.endpoint.port === port && last.endpoint.address === address) return last;
    const endpoint: Endpoint = { address, port, family: this.#family };
    this.#lastSender = { endpoint, text: endpointText(endpoint) };
    return this.#lastSender;
  }

  #checkSending(call: string, bytes: Uint8Array): void {
    this.#checkOpen(call);
    const trouble = this.#arrivals.takeTrouble();
    if (trouble) throw trouble;
    if (bytes.length > largestDatagram(this.#family)) throw tooLarge(this, call, bytes.length, this.#family);
    this.#outgoing.check();
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

  #note(event: "connect" | "drop" | "error", from: string, to: string, note?: string): void {
    this.transcript.add(event, from, to, undefined, note);
    this.changed();
  }
}

class ReceivedDatagram implements UdpDatagram {
  constructor(
    readonly data: Buffer,
    readonly from: Endpoint,
  ) {}

  text(): string {
    return this.data.toString();
  }
}

/** IPv4 as a socket of both versions sees it (RFC 4291, section 2.5.5.2). */
function isMappedLoopback(address: string): boolean {
  return address.startsWith("::ffff:127.");
}
