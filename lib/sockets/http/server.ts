/** A server of HTTP: Node's parser under it, a table of routes above. */
import type { IncomingMessage, Server as NodeServer, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { runHandler } from "../../cell";
import type { View } from "../../view";
import { endpointText } from "../endpoint";
import type { ShowOptions } from "../stack/socket";
import { inWords } from "../stream/handler-errors";
import { ListeningHandle } from "../stream/listening";
import { acceptedEnds } from "../stream/port";
import { addressOf, clientFault } from "../tls/failure";
import { type Answer, answerOf, problemAnswer } from "./answer";
import type { HttpAnswer, HttpLine, HttpServeOptions, HttpServer } from "./api";
import { serverCard } from "./card";
import { HttpConnection } from "./connection";
import { corsHeaders, isAdmitted, preflightHeaders } from "./cors";
import { hostFault, ServedExchange, targetOf, tooLarge } from "./exchange";
import { ExchangeLog } from "./exchange-log";
import { HttpProblem, problemType } from "./problem";
import { answerByHand, faultOf, refuse } from "./refusal";
import type { RouteTable } from "./routes";
import { send } from "./send";
import { upgraderOf } from "./upgrade";

const defaultMaxBody = 1024 * 1024;

/** Which server this is, and what it answers with. */
interface HttpServerSetup {
  readonly name: string;
  readonly key: string | undefined;
  readonly routes: RouteTable;
  readonly options: HttpServeOptions;
  /** Node's server, of http or https, not yet listening. */
  readonly net: NodeServer;
}

export class RoutedServer extends ListeningHandle<HttpConnection> implements HttpServer {
  readonly log = new ExchangeLog();
  readonly #routes: RouteTable;
  readonly #options: HttpServeOptions;
  readonly #maxBody: number;
  readonly #connectionOf = new WeakMap<object, HttpConnection>();

  constructor({ name, key, routes, options, net }: HttpServerSetup) {
    const wrapping = options.tls ? "TLS" : undefined;
    super({ kind: "http server", opener: "http.serve()", wrapping, name, key, options, net });
    this.#routes = routes;
    this.#options = options;
    this.#maxBody = options.maxBody ?? defaultMaxBody;
    net.on(options.tls ? "secureConnection" : "connection", (socket: Socket) => this.#onConnection(socket));
    net.on("tlsClientError", (error, socket) => this.noteError(addressOf(socket), clientFault(error)));
    net.on("request", (request, response) => this.#onRequest(request, response));
    // Who asks first whether to send (RFC 9110, section 10.1.1) learns of the limit before it sends the content.
    net.on("checkContinue", (request, response) => {
      if (!this.#isTooLarge(request)) response.writeContinue();
      this.#onRequest(request, response);
    });
    if (routes.hasUpgrades)
      net.on("upgrade", (request, socket, head) => this.#onUpgrade(request, socket as Socket, head));
    net.on("clientError", (error, socket) => this.#onClientError(error, socket as Socket));
  }

  get url(): string {
    return `${this.#options.tls ? "https" : "http"}://${endpointText(this.endpoint)}`;
  }

  get exchanges(): ReadonlyArray<HttpLine> {
    return this.log.newest();
  }

  protected card(options: ShowOptions): View {
    return serverCard(this, this.log, options);
  }

  #onConnection(socket: Socket): void {
    const name = this.nextName();
    const server = { record: this.transcript, changed: () => this.changed() };
    const connection = new HttpConnection({ name, socket, ends: acceptedEnds(socket, name), server });
    this.#connectionOf.set(socket, connection);
    this.keep(connection);
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connectionOf.get(request.socket)!;
    const began = performance.now();
    connection.begin();
    response.once("close", () => {
      const status = response.writableFinished ? response.statusCode : 0;
      this.log.add(request.method!, request.url!, status, began);
      connection.end();
    });
    const cell = this.#options.output === "current" ? undefined : this.cell;
    const cors = corsHeaders(this.#options.cors);
    const tell = (returned: unknown) => send(request, response, answerOf(returned), cors);
    const fail = (error: unknown) => send(request, response, this.#troubled(error, connection), cors);
    runHandler(cell, () => {
      try {
        const returned = this.#returned(request);
        // A handler that waits for nothing is not waited for: in a short exchange, promises are much of the time.
        if (returned instanceof Promise) returned.then(tell).catch(fail);
        else tell(returned);
      } catch (error) {
        fail(error);
      }
    });
  }

  /** A client asks for another protocol: a route for that takes the connection over, others refuse. */
  #onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const connection = this.#connectionOf.get(socket)!;
    const target = targetOf(request.url!);
    const found = target && this.#routes.find(request.method!, target.path);
    const upgrader = found?.handler && upgraderOf(found.handler);
    const { cors, output } = this.#options;
    const fault = hostFault(request);
    if (fault) answerByHand(fault, socket);
    else if (!target || !upgrader)
      answerByHand(new HttpProblem(404, "nothing is here to upgrade to"), socket);
    else if (!isAdmitted(request.headers, cors))
      answerByHand(
        new HttpProblem(403, "pages of other origins may not: the server's cors would let them"),
        socket,
      );
    else {
      const exchange = new ServedExchange(request, target, found.params, this.#maxBody);
      const cell = output === "current" ? undefined : this.cell;
      upgrader({ request, socket, head, exchange, connection, cell });
      this.log.add(request.method!, request.url!, 101, performance.now());
    }
  }

  /** What the handler returns, or the table has to say. */
  #returned(request: IncomingMessage): unknown {
    const target = targetOf(request.url!);
    if (!target) throw new HttpProblem(400, "the request's target is not a path");
    const fault = hostFault(request);
    if (fault) throw fault;
    if (this.#isTooLarge(request)) throw tooLarge(this.#maxBody);
    const found = this.#routes.find(request.method!, target.path);
    if (!found.handler) return this.#withoutHandler(request, target.path, found.allowed);
    return found.handler(new ServedExchange(request, target, found.params, this.#maxBody));
  }

  #withoutHandler(request: IncomingMessage, path: string, allowed: readonly string[]): HttpAnswer {
    if (allowed.length === 0) throw new HttpProblem(404, `nothing is at ${path}`);
    const allow = allowed.join(", ");
    if (request.method !== "OPTIONS") {
      const body = new HttpProblem(405, `${path} does not take ${request.method}: ${allow}`);
      return { status: 405, headers: { allow, "content-type": problemType }, body };
    }
    const preflight = this.#options.cors && preflightHeaders(request.headers, allowed);
    return { status: 204, headers: { allow, ...preflight } };
  }

  /** A problem is for the client; any other error is the handler's own, and is shown in its cell only. */
  #troubled(error: unknown, connection: HttpConnection): Answer {
    if (error instanceof HttpProblem) return problemAnswer(error);
    connection.note("error", true, `the handler threw ${inWords(error)}`);
    console.error(`${connection.name}: the handler threw`, error);
    return problemAnswer(new HttpProblem(500, "the server failed; its cell shows the error"));
  }

  #isTooLarge(request: IncomingMessage): boolean {
    return Number(request.headers["content-length"] ?? 0) > this.#maxBody;
  }

  #onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
    this.#connectionOf.get(socket)?.note("error", false, faultOf(error));
    refuse(error, socket);
  }
}
