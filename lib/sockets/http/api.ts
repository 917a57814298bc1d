/** HTTP as a notebook sees it: a server made of routes, a client that keeps the bytes. Names are those of RFC 9110 and RFC 9112. */
import type { CallOptions } from "../../cell";
import type { Endpoint, Listening } from "../endpoint";
import type { PortOptions } from "../stack/server";
import type { SocketHandle } from "../stack/socket";
import type { HttpProblem } from "./problem";

/** HTTP/1.1: servers and clients (RFC 9110, RFC 9112). */
export interface HttpApi {
  /**
   * Starts a server that answers by a table of routes. It is open when the promise resolves, lives on after the cell,
   * and is replaced when the cell is run again. `HEAD` and `OPTIONS` are answered from the same table, an unknown path
   * with 404, a known one with another method with 405 and `Allow`; errors are problem details (RFC 9457).
   *
   * @param routes `"GET /todos/:id"` and what answers it
   * @throws NetcellError `EINVAL` for a table that contradicts itself, and what `tcp.listen()` throws
   * @example
   * ```ts
   * import { http } from "netcell";
   * const todos = ["learn sockets"];
   * const api = await http.serve({
   *   "GET /todos/:id": (x) => todos[Number(x.params.id)] ?? http.problem(404, "no such todo"),
   *   "POST /todos": async (x) => ({ status: 201, body: { id: todos.push((await x.json()).title) - 1 } }),
   * }, { name: "todos" });
   * (await http.client(api).get("/todos/0")).text()
   * ```
   */
  serve(routes: HttpRoutes, options?: HttpServeOptions): Promise<HttpServer>;
  /**
   * A client for one server. It opens a connection with the first request, and keeps it for the next.
   *
   * @param base a server of this notebook, or the beginning of all URLs: `"http://127.0.0.1:8080"`
   * @example
   * ```ts
   * import { http } from "netcell";
   * const hello = await http.serve({ "GET /": () => "hello" });
   * const client = http.client(hello);
   * const answer = await client.get("/");
   * String(answer.raw.request) + String(answer.raw.response)
   * ```
   */
  client(base: HttpBase, options?: HttpClientOptions): HttpClient;
  /**
   * An error for the client, as problem details (RFC 9457): a route returns it or throws it.
   *
   * @param status 400 to 599
   * @param detail what went wrong this time, for the person who reads it
   * @param more further members of the JSON object
   * @example
   * ```ts
   * import { http } from "netcell";
   * const strict = await http.serve({ "GET /": () => { throw http.problem(403, "not today") } });
   * (await http.client(strict).get("/")).json()
   * ```
   */
  problem(status: number, detail: string, more?: { readonly [member: string]: unknown }): HttpProblem;
}

/** Where a client's requests go. */
export type HttpBase = string | HttpPlace | Listening;

/** Anything that has a URL: a server of HTTP. */
export interface HttpPlace {
  /** The beginning of its URLs. */
  readonly url: string;
}

/** The handler for each kind of request: a method, a space, and a path in which `:name` stands for any one segment. */
export interface HttpRoutes {
  readonly [route: string]: HttpHandler;
}

/**
 * Answers one request with what it returns: an object or array as JSON, a string as text, bytes as they are, nothing as
 * 204 No Content, `{ status, headers, body }` as it says.
 */
// A handler may return anything: what cannot be sent is refused when it happens.
export type HttpHandler = (exchange: HttpExchange) => unknown;

/** A request that wants an answer. */
export interface HttpExchange {
  /** `"GET"`, `"POST"`, … */
  readonly method: string;
  /** The path as it was sent, without the query: `"/todos/1"`. */
  readonly path: string;
  /** What stood in the path where the route has `:name`, decoded. */
  readonly params: { readonly [name: string]: string };
  /** What followed `?`, by name, decoded; of a name that is there twice the last. */
  readonly query: { readonly [name: string]: string };
  /** Header fields, their names in lower case. */
  readonly headers: { readonly [name: string]: string };
  /** The whole content. */
  bytes(): Promise<Buffer>;
  /** The content as text, read as UTF-8. */
  text(): Promise<string>;
  /** The content as JSON; anything else is answered with 400. */
  // biome-ignore lint/suspicious/noExplicitAny: what it is, the reader knows and no type can tell
  json<T = any>(): Promise<T>;
}

/** An answer with all that can be said: `{ status: 201, headers: { location: "/todos/1" }, body: todo }`. */
export interface HttpAnswer {
  /** 200 to 599 (RFC 9110, section 15). */
  readonly status: number;
  /** Header fields; these take the place of those that the body implies. */
  readonly headers?: { readonly [name: string]: string | readonly string[] };
  /** An object as JSON, a string as text, bytes as they are. */
  readonly body?: unknown;
}

/** Options of `http.serve()`. */
export interface HttpServeOptions extends PortOptions {
  /** Bytes of content that a request may have (default: 1 MiB); more is answered with 413. */
  readonly maxBody?: number;
  /**
   * Lets pages of other origins use the server from a browser: `true` all of them, or the one origin given, such as
   * `"http://localhost:8888"`. Left out, browsers keep the answers from such pages.
   */
  readonly cors?: true | string;
  /**
   * Speaks HTTP over TLS, with the notebook's throw-away certificate: the URL begins with `https://`. Clients of this
   * notebook trust it; a browser warns, and curl needs `--insecure`.
   */
  readonly tls?: true;
}

/** A server that answers HTTP. */
export interface HttpServer extends SocketHandle {
  /** Where to reach it: `"http://127.0.0.1:8080"`, without a slash at the end. */
  readonly url: string;
  /** Where it listens. */
  readonly endpoint: Endpoint;
  /** The connections that are open now. HTTP/1.1 keeps them for further requests (RFC 9112, section 9.3). */
  readonly connections: ReadonlyArray<SocketHandle>;
  /** How many connections were accepted in all. */
  readonly accepted: number;
  /** How many were reset at once, because as many as `maxConnections` were open. */
  readonly turnedAway: number;
  /** The newest exchanges, at most 100, oldest first. */
  readonly exchanges: ReadonlyArray<HttpLine>;
}

/** One exchange in a line. */
export interface HttpLine {
  /** The request's method. */
  readonly method: string;
  /** The request's target: path and query. */
  readonly target: string;
  /** The status of the answer; 0 if there was none. */
  readonly status: number;
  /** Milliseconds from the request to the end of the answer. */
  readonly duration: number;
}

/** Options of `http.client()`. */
export interface HttpClientOptions {
  /** A re-run of the cell replaces the client of the same name. */
  readonly name?: string;
  /** Keeps a connection for the next request (RFC 9112, section 9.3; default: true). */
  readonly keepAlive?: boolean;
  /** Bytes that an answer may have (default: 16 MiB). */
  readonly maxBytes?: number;
}

/** Options of a request. */
export interface HttpRequestOptions extends CallOptions {
  /** Header fields; these take the place of those that the body implies. */
  readonly headers?: { readonly [name: string]: string };
  /** An object as JSON, a string as text, bytes as they are. */
  readonly body?: unknown;
}

/** A client for one server, with its connections. */
export interface HttpClient extends SocketHandle {
  /** The beginning of all URLs. */
  readonly url: string;
  /** How many connections it has opened so far. */
  readonly connectionsOpened: number;
  /** The newest exchanges, at most 100, oldest first. */
  readonly exchanges: ReadonlyArray<HttpLine>;
  /**
   * Sends a request and resolves with the whole answer, whatever its status. Redirects are not followed.
   *
   * @param line method and target as in HTTP's own request line: `"GET /todos/1"`
   * @throws NetcellError `ECONNREFUSED`, `ETIMEDOUT`, `ECONNRESET` when the server closes without an answer, `ENODATA`
   * when it closes within one, `EPROTO` when what it sends is not HTTP, `EMSGSIZE` when it is too much
   */
  request(line: string, options?: HttpRequestOptions): Promise<HttpResponse>;
  /** `GET`: asks for a representation (RFC 9110, section 9.3.1). */
  get(target: string, options?: HttpRequestOptions): Promise<HttpResponse>;
  /** `HEAD`: what `GET` would say, without the content (section 9.3.2). */
  head(target: string, options?: HttpRequestOptions): Promise<HttpResponse>;
  /** `POST`: gives the content to the resource to be processed (section 9.3.3). */
  post(target: string, body?: unknown, options?: HttpRequestOptions): Promise<HttpResponse>;
  /** `PUT`: replaces the resource by the content; twice is like once (section 9.3.4). */
  put(target: string, body?: unknown, options?: HttpRequestOptions): Promise<HttpResponse>;
  /** `PATCH`: changes a part of the resource (RFC 5789). */
  patch(target: string, body?: unknown, options?: HttpRequestOptions): Promise<HttpResponse>;
  /** `DELETE`: removes the resource; twice is like once (RFC 9110, section 9.3.5). */
  delete(target: string, options?: HttpRequestOptions): Promise<HttpResponse>;
}

/** An answer, and the bytes it came in. */
export interface HttpResponse {
  /** 200, 404, … (RFC 9110, section 15). */
  readonly status: number;
  /** The words behind the status, such as `Not Found`. */
  readonly reason: string;
  /** Header fields, their names in lower case; several of one name are joined by `", "`. */
  readonly headers: { readonly [name: string]: string };
  /** The content, freed of its transfer coding. */
  readonly bytes: Buffer;
  /** What passed over the connection, byte by byte: `String(answer.raw.request)` reads it. */
  readonly raw: HttpRaw;
  /** The content as text, read as UTF-8. */
  text(): string;
  /** The content as JSON. @throws NetcellError `EINVAL` when it is not JSON */
  // biome-ignore lint/suspicious/noExplicitAny: what it is, the reader knows and no type can tell
  json<T = any>(): T;
}

/** The messages of one exchange as they were on the connection. */
export interface HttpRaw {
  /** The request: its line, header and content. */
  readonly request: Buffer;
  /** The answer: status line, header and content. */
  readonly response: Buffer;
}
