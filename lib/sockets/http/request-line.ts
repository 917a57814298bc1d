/** The parts of a client's request, checked before anything is sent. */
import { inspect } from "node:util";
import { invalid } from "../../errors";
import { endpointText } from "../endpoint";
import { contentOf } from "./answer";
import type { HttpBase, HttpRequestOptions } from "./api";
import { checkedFields } from "./fields";

/** The scheme and authority of all requests, and what stands before every target. */
export function baseUrl(base: HttpBase): URL {
  const text = textOf(base);
  if (text !== undefined && URL.canParse(text)) {
    const url = new URL(text);
    if (url.protocol === "http:" || url.protocol === "https:") return url;
  }
  throw invalid(
    `${inspect(base, { depth: 0 })} is not where a server of HTTP can be`,
    base instanceof Promise
      ? "Write await before http.serve()."
      : 'Give a server that http.serve() made, or the beginning of a URL: "http://127.0.0.1:8080".',
  );
}

function textOf(base: HttpBase): string | undefined {
  if (typeof base === "string") return base;
  if (typeof base !== "object" || base === null) return undefined;
  if ("url" in base) return base.url;
  return "endpoint" in base ? `http://${endpointText(base.endpoint)}` : undefined;
}

/** Method and target of `"GET /todos/1"`. */
export function lineOf(line: string): { readonly method: string; readonly target: string } {
  const [, method, target] = /^([A-Z]+) ([/*][\x21-\x7e]*)$/.exec(line) ?? [];
  if (method !== undefined && target !== undefined) return { method, target };
  throw invalid(
    `${inspect(line)} is not a request`,
    'Write a method, a space and a path: "GET /todos/1"; encodeURIComponent() makes a part of a path of any text.',
  );
}

/** Header fields and content as they are sent. */
export function messageOf({ headers = {}, body }: HttpRequestOptions): {
  readonly headers: { [name: string]: string };
  readonly content: string | Uint8Array | undefined;
} {
  const fields = checkedFields(headers);
  if (body === undefined) return { headers: fields, content: undefined };
  const { type, content } = contentOf(body);
  const length = fields["transfer-encoding"] === undefined && {
    "content-length": `${Buffer.byteLength(content)}`,
  };
  return { headers: { "content-type": type, ...length, ...fields }, content };
}
