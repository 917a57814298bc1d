/** The table of routes: which handler answers which method and path. Knows no socket. */
import { METHODS } from "node:http";
import { inspect } from "node:util";
import { invalid } from "../../errors";
import type { HttpHandler, HttpRoutes } from "./api";
import { upgraderOf } from "./upgrade";

/** The route for a request, or the methods that its path has. */
export type Found =
  | { readonly handler: HttpHandler; readonly params: { readonly [name: string]: string } }
  /** The path is there, for other methods; `allowed` is empty when it is not. */
  | { readonly handler: undefined; readonly allowed: readonly string[] };

/** One segment of a route: these words, or any as the value of a name. */
type Segment = { readonly text: string } | { readonly name: string };

interface Route {
  readonly key: string;
  readonly method: string;
  readonly segments: readonly Segment[];
  readonly handler: HttpHandler;
}

export class RouteTable {
  /** Those that say a segment in words come before those that take any. */
  readonly #routes: readonly Route[];

  constructor(routes: HttpRoutes) {
    if (typeof routes !== "object" || routes === null)
      throw invalid(`${inspect(routes)} is not a table of routes`, 'Write { "GET /": () => "hello" }.');
    this.#routes = Object.entries(routes).map(parsed).sort(wordsFirst);
    refuseTwins(this.#routes);
  }

  /** Is there a route that takes connections over? */
  get hasUpgrades(): boolean {
    return this.#routes.some(({ handler }) => upgraderOf(handler) !== undefined);
  }

  /** What answers this request. The path comes as it was sent, percent-encoded. */
  find(method: string, path: string): Found {
    const segments = path.slice(1).split("/");
    const matching = this.#routes.filter((route) => path === "*" || matches(route.segments, segments));
    const route = matching.find((each) => each.method === method) ?? getFor(method, matching);
    if (route && path !== "*") return { handler: route.handler, params: params(route.segments, segments) };
    return { handler: undefined, allowed: allowed(matching) };
  }
}

/** `HEAD` is `GET` without the content (RFC 9110, section 9.3.2). */
function getFor(method: string, routes: readonly Route[]): Route | undefined {
  return method === "HEAD" ? routes.find((each) => each.method === "GET") : undefined;
}

function allowed(routes: readonly Route[]): string[] {
  if (routes.length === 0) return [];
  const methods = new Set(routes.map(({ method }) => method));
  if (methods.has("GET")) methods.add("HEAD");
  return [...methods.add("OPTIONS")].sort();
}

function matches(route: readonly Segment[], path: readonly string[]): boolean {
  if (route.length !== path.length) return false;
  return route.every((segment, i) =>
    "text" in segment ? segment.text === decoded(path[i]!) : path[i] !== "",
  );
}

function params(route: readonly Segment[], path: readonly string[]): { [name: string]: string } {
  const values: { [name: string]: string } = Object.create(null);
  route.forEach((segment, i) => {
    if ("name" in segment) values[segment.name] = decoded(path[i]!);
  });
  return values;
}

/** The segment decoded; text that is not percent-encoded (RFC 3986, section 2.1) stands for itself. */
function decoded(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function parsed([key, handler]: [string, HttpHandler]): Route {
  const [, method, path] = /^(\S+) (\/\S*)$/.exec(key) ?? [];
  const quoted = JSON.stringify(key);
  if (method === undefined || path === undefined)
    throw invalid(`${quoted} is not a route`, 'Write a method, a space and a path: "GET /todos/:id".');
  if (!METHODS.includes(method))
    throw invalid(`${quoted}: there is no method ${method}`, "Methods are written in capitals: GET, POST, …");
  if (/[?#]/.test(path))
    throw invalid(
      `${quoted}: a route has no query`,
      "Leave out what begins with ?: the handler finds it in x.query.",
    );
  if (typeof handler !== "function")
    throw invalid(`${quoted} has no handler`, "Give a function: (x) => ({ id: x.params.id }).");
  return {
    key,
    method,
    segments: path
      .slice(1)
      .split("/")
      .map((text) => segment(text, key)),
    handler,
  };
}

function segment(text: string, key: string): Segment {
  if (!text.startsWith(":")) return { text: decoded(text) };
  const name = text.slice(1);
  if (/^[A-Za-z_]\w*$/.test(name)) return { name };
  throw invalid(`${JSON.stringify(key)}: ${text} is not a name`, "Write a colon and a name, such as :id.");
}

/** Two routes that the same request would match, and names that are there twice. */
function refuseTwins(routes: readonly Route[]): void {
  const shapes = new Map<string, string>();
  for (const { key, method, segments } of routes) {
    const names = segments.flatMap((each) => ("name" in each ? [each.name] : []));
    if (new Set(names).size < names.length)
      throw invalid(`${JSON.stringify(key)} has one name twice`, "Give each :name of a path its own.");
    const shape = JSON.stringify([method, ...segments.map((each) => ("text" in each ? [each.text] : ":"))]);
    const twin = shapes.get(shape);
    if (twin !== undefined)
      throw invalid(
        `${JSON.stringify(twin)} and ${JSON.stringify(key)} answer the same requests`,
        "Keep one of them: names of segments make no difference.",
      );
    shapes.set(shape, key);
  }
}

function wordsFirst(one: Route, two: Route): number {
  const length = Math.min(one.segments.length, two.segments.length);
  for (let i = 0; i < length; i++) {
    const difference = Number("name" in one.segments[i]!) - Number("name" in two.segments[i]!);
    if (difference !== 0) return difference;
  }
  return 0;
}
