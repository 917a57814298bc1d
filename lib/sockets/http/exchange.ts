/** A request as a handler sees it: its parts, and its content read as far as the limit. */
import type { IncomingMessage } from "node:http";
import { jsonFault } from "../framing/json-fault";
import type { HttpExchange } from "./api";
import { HttpProblem } from "./problem";

export class ServedExchange implements HttpExchange {
  readonly method: string;
  readonly path: string;
  readonly params: HttpExchange["params"];
  readonly #message: IncomingMessage;
  readonly #search: string;
  readonly #maxBody: number;
  #content: Promise<Buffer> | undefined;

  constructor(message: IncomingMessage, target: Target, params: HttpExchange["params"], maxBody: number) {
    this.#message = message;
    this.method = message.method!;
    this.path = target.path;
    this.#search = target.search;
    this.params = params;
    this.#maxBody = maxBody;
  }

  get query(): HttpExchange["query"] {
    return Object.assign(Object.create(null), Object.fromEntries(new URLSearchParams(this.#search)));
  }

  get headers(): HttpExchange["headers"] {
    return joinedHeaders(this.#message.headers);
  }

  bytes(): Promise<Buffer> {
    this.#content ??= content(this.#message, this.#maxBody);
    return this.#content;
  }

  async text(): Promise<string> {
    return (await this.bytes()).toString();
  }

  // biome-ignore lint/suspicious/noExplicitAny: as the interface says
  async json<T = any>(): Promise<T> {
    const text = await this.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new HttpProblem(400, `the content is not JSON: ${faultText(text)}`);
    }
  }
}

/** The target of a request: path and query. */
export interface Target {
  readonly path: string;
  readonly search: string;
}

/** The parts of a request target in origin-form, absolute-form or asterisk-form (RFC 9112, section 3.2). */
export function targetOf(url: string): Target | undefined {
  if (url === "*") return { path: "*", search: "" };
  const origin = url.startsWith("/") ? url : /^https?:\/\/[^/?#]*(.*)$/i.exec(url)?.[1];
  if (origin === undefined) return undefined;
  const at = origin.indexOf("?");
  const path = (at < 0 ? origin : origin.slice(0, at)) || "/";
  return { path, search: at < 0 ? "" : origin.slice(at + 1) };
}

/** Header fields with several values as one text (RFC 9110, section 5.3). */
export function joinedHeaders(headers: IncomingMessage["headers"]): { [name: string]: string } {
  const joined: { [name: string]: string } = Object.create(null);
  for (const [name, value] of Object.entries(headers))
    joined[name] = Array.isArray(value) ? value.join(", ") : String(value);
  return joined;
}

/** Where a text stops being JSON, in words. */
export function faultText(text: string): string {
  if (text === "") return "there is none";
  const { at, wanted } = jsonFault(text);
  return `at character ${at} ${wanted} should be`;
}

/** That a request has more content than the limit allows (RFC 9110, section 15.5.14). */
export function tooLarge(maxBody: number): HttpProblem {
  return new HttpProblem(413, `the content is more than ${maxBody} bytes`);
}

async function content(message: IncomingMessage, maxBody: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    message.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length <= maxBody) pieces.push(piece);
      else {
        pieces.length = 0;
        reject(tooLarge(maxBody));
      }
    });
    message.once("end", () => resolve(Buffer.concat(pieces)));
    message.once("close", () => reject(new HttpProblem(400, "the content ended early")));
  });
}

/** The fault in the Host of a request: it must be there, and once (RFC 9112, section 3.2). */
export function hostFault({ httpVersion, rawHeaders }: IncomingMessage): HttpProblem | undefined {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (isHost(rawHeaders[i]!)) count++;
  if (count === 1 || (count === 0 && httpVersion === "1.0")) return undefined;
  return new HttpProblem(
    400,
    `a request of HTTP/1.1 has one Host field (RFC 9112, section 3.2), this one has ${count === 0 ? "none" : count}`,
  );
}

function isHost(name: string): boolean {
  return name.length === 4 && name.toLowerCase() === "host";
}
