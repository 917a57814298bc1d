/** A client for one server of HTTP. */
import { Agent, request as sendRequest } from "node:http";
import { Agent as SecureAgent, request as sendSecurely } from "node:https";
import type { Socket } from "node:net";
import { Deadline, type HandleFacts, identityOf, replaceOlder, waitError } from "../../cell";
import { checkedCount, checkedOptions, type NamesOf, NetcellError } from "../../errors";
import type { View } from "../../view";
import { callNames } from "../arguments";
import { endpointText } from "../endpoint";
import { nameEndpoint, shownEndpoint } from "../endpoint-names";
import { RecordedHandle } from "../recorded-handle";
import type { ShowOptions } from "../stack/socket";
import { trusting } from "../tls/trust";
import { followed } from "./agent";
import type {
  HttpBase,
  HttpClient,
  HttpClientOptions,
  HttpLine,
  HttpRequestOptions,
  HttpResponse,
} from "./api";
import { Attempt, type RequestSetup } from "./attempt";
import { clientCard } from "./card";
import { ExchangeLog } from "./exchange-log";
import { failureOf } from "./failure";
import { baseUrl, lineOf, messageOf } from "./request-line";
import { ReceivedResponse } from "./response";

const defaultMaxBytes = 16 * 1024 * 1024;

const clientNames: NamesOf<HttpClientOptions> = { name: true, keepAlive: true, maxBytes: true };
const requestNames: NamesOf<HttpRequestOptions> = { headers: true, body: true, ...callNames };

/** `http.client()`. */
export function client(base: HttpBase, options: HttpClientOptions = {}): HttpClient {
  return new Client(baseUrl(base), checkedOptions(options, clientNames));
}

class Client extends RecordedHandle implements HttpClient {
  readonly kind = "http client";
  readonly url: string;
  readonly #base: URL;
  readonly #log = new ExchangeLog();
  readonly #maxBytes: number;
  readonly #agent: Agent;
  readonly #attempts = new WeakMap<Socket, Attempt>();
  readonly #sockets = new Set<Socket>();
  #connectionsOpened = 0;

  constructor(base: URL, { name, keepAlive = true, maxBytes = defaultMaxBytes }: HttpClientOptions) {
    checkedCount(maxBytes, "maxBytes");
    const isSecure = base.protocol === "https:";
    super({ ...identityOf("http client", name, "client"), wrapping: isSecure ? "TLS" : undefined });
    this.#base = base;
    this.url = base.href.replace(/\/$/, "");
    this.#maxBytes = maxBytes;
    const agent = isSecure ? new SecureAgent({ keepAlive }) : new Agent({ keepAlive });
    this.#agent = followed(agent, isSecure ? "secureConnect" : "connect", {
      began: (socket) => this.#onBegan(socket),
      opened: (socket) => this.#onOpened(socket),
      passed: (socket, bytes, outgoing) => this.#onPassed(socket, bytes, outgoing),
    });
    void replaceOlder(this);
    this.opened();
  }

  get connectionsOpened(): number {
    return this.#connectionsOpened;
  }

  get exchanges(): ReadonlyArray<HttpLine> {
    return this.#log.newest();
  }

  async request(line: string, options: HttpRequestOptions = {}): Promise<HttpResponse> {
    const { method, target } = lineOf(line);
    const { headers, content } = messageOf(checkedOptions(options, requestNames));
    if (this.state !== "open")
      throw new NetcellError(`${line}: ${this.name} is closed`, {
        code: "ENOTCONN",
        hint: "Make a new client: http.client().",
        handle: this,
      });
    const { hostname, port, pathname, protocol } = this.#base;
    const isSecure = protocol === "https:";
    const settings = {
      // What was made since the last request is trusted, too.
      ...(isSecure && { secureContext: trusting() }),
      agent: this.#agent,
      // Brackets belong to the URL, not to the address (RFC 3986, section 3.2.2).
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port || (isSecure ? 443 : 80),
      method,
      path: target === "*" ? target : pathname.replace(/\/$/, "") + target,
      headers,
    };
    const began = performance.now();
    const attempt = await this.#ask(
      { send: isSecure ? sendSecurely : sendRequest, settings, content, maxBytes: this.#maxBytes },
      options,
      `${method} ${shownUrl(this.#base)}${target}`,
    ).finally(() => this.changed());
    this.#log.add(method, target, attempt.message!.statusCode!, began);
    const raw = { request: Buffer.concat(attempt.outgoing), response: Buffer.concat(attempt.incoming) };
    return new ReceivedResponse(attempt.message!, attempt.bytes, raw);
  }

  get(target: string, options?: HttpRequestOptions): Promise<HttpResponse> {
    return this.request(`GET ${target}`, options);
  }

  head(target: string, options?: HttpRequestOptions): Promise<HttpResponse> {
    return this.request(`HEAD ${target}`, options);
  }

  post(target: string, body?: unknown, options?: HttpRequestOptions): Promise<HttpResponse> {
    return this.request(`POST ${target}`, { body, ...options });
  }

  put(target: string, body?: unknown, options?: HttpRequestOptions): Promise<HttpResponse> {
    return this.request(`PUT ${target}`, { body, ...options });
  }

  patch(target: string, body?: unknown, options?: HttpRequestOptions): Promise<HttpResponse> {
    return this.request(`PATCH ${target}`, { body, ...options });
  }

  delete(target: string, options?: HttpRequestOptions): Promise<HttpResponse> {
    return this.request(`DELETE ${target}`, options);
  }

  protected card(options: ShowOptions): View {
    return clientCard(this, this.#log, options);
  }

  facts(stable: boolean): HandleFacts {
    return { endpoint: stable ? shownUrl(this.#base, true) : this.url, bytes: this.transcript.bytes };
  }

  protected async release(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Asks until there is a whole answer: once, or a second time when the connection was a stale one. */
  async #ask(setup: RequestSetup, options: HttpRequestOptions, what: string): Promise<Attempt> {
    const deadline = new Deadline(options, { idle: false });
    let attempt = this.#attempt(setup);
    while (attempt.failure || !attempt.isWhole) {
      if (attempt.isStale && idempotent.has(setup.settings.method!)) attempt = this.#attempt(setup);
      if (attempt.failure)
        throw failureOf(attempt, { what, base: this.#base, maxBytes: this.#maxBytes, handle: this });
      const end = await attempt.changed.wait(deadline);
      if (end === "event") continue;
      attempt.request.destroy();
      const awaited = attempt.message ? `only ${attempt.length} bytes of the content came` : "no answer came";
      throw waitError(end, deadline, { what, awaited, hint: lookThere }, { handle: this });
    }
    return attempt;
  }

  #attempt(setup: RequestSetup): Attempt {
    const attempt = new Attempt(setup);
    attempt.request.once("socket", (socket) => this.#attempts.set(socket, attempt));
    return attempt;
  }

  #onBegan(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }

  #onOpened(socket: Socket): void {
    this.#connectionsOpened++;
    const [local, remote] = [localText(socket), remoteText(socket)];
    nameEndpoint(local, this.name);
    this.transcript.add("connect", local, remote);
    socket.once("end", () => this.transcript.add("fin", remote, local));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      this.transcript.add(
        error.code === "ECONNRESET" ? "rst" : "error",
        remote,
        local,
        undefined,
        error.code,
      ),
    );
    this.changed();
  }

  #onPassed(socket: Socket, bytes: Uint8Array, outgoing: boolean): void {
    const [from, to] = outgoing
      ? [localText(socket), remoteText(socket)]
      : [remoteText(socket), localText(socket)];
    this.transcript.add("data", from, to, bytes);
    this.#attempts.get(socket)?.see(bytes, outgoing);
    this.changed();
  }
}

/** Twice is like once (RFC 9110, section 9.2.2). */
const idempotent = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

const lookThere = "Look whether the route returns something, or give { timeout } more milliseconds.";

/** The beginning of a URL; in an export with the name of the server whose port differs from run to run. */
function shownUrl({ protocol, host, pathname }: URL, stable?: boolean): string {
  return `${protocol}//${shownEndpoint(host, stable)}${pathname.replace(/\/$/, "")}`;
}

function localText(socket: Socket): string {
  return endpointText({ address: socket.localAddress ?? "", port: socket.localPort ?? 0 });
}

function remoteText(socket: Socket): string {
  return endpointText({ address: socket.remoteAddress ?? "", port: socket.remotePort ?? 0 });
}
