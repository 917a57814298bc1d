/** Values as JSON texts (RFC 8259), each in a message of another codec, by default a line. */
import { NetcellError } from "../../errors";
import { visible } from "../../view";
import type { Codec } from "./api";
import { lines } from "./delimiter";
import { jsonFault } from "./json-fault";
import { textOf } from "./text";

// biome-ignore lint/suspicious/noExplicitAny: as JSON.parse: what a peer sends can have any shape
export function json<M = any>(inner: Codec<string | Buffer, string> = lines()): Codec<M> {
  const name = `JSON in ${inner.name}`;
  return {
    name,
    ...(inner.maxBytes !== undefined && { maxBytes: inner.maxBytes }),
    encode: (message) => inner.encode(jsonText(message, name)),
    decode(bytes, ended) {
      const message = inner.decode(bytes, ended);
      if (message === undefined) return undefined;
      return parsed(typeof message === "string" ? message : textOf(message, "a message"), name);
    },
  };
}

function jsonText(message: unknown, name: string): string {
  let text: string | undefined;
  let cause: unknown;
  try {
    text = JSON.stringify(message);
  } catch (error) {
    cause = error;
  }
  if (text !== undefined && text !== "null") return text;
  const what = cause instanceof Error ? `this value, ${cause.message.split("\n")[0]}` : String(message);
  throw new NetcellError(`${name}: JSON has no message for ${what}`, {
    code: "EINVAL",
    hint: "Send objects, arrays, strings, finite numbers or booleans; null would look like the end of the stream.",
    cause,
  });
}

function parsed<M>(text: string, name: string): M {
  let value: M | null;
  try {
    value = JSON.parse(text);
  } catch {
    throw notJson(text, name);
  }
  if (value !== null) return value;
  throw new NetcellError(`${name}: null is not a message`, {
    code: "EBADMSG",
    hint: "It would look like the end of the stream: let the peer send an object. It is skipped.",
  });
}

const excerpt = 16;

function notJson(text: string, name: string): NetcellError {
  const { at, wanted } = jsonFault(text);
  const rest = text.slice(at, at + excerpt);
  const found = at >= text.length ? "the end" : `${visible(rest)}${text.length > at + excerpt ? "…" : ""}`;
  return new NetcellError(`${name}: not JSON at character ${at}: ${wanted} should be there, not ${found}`, {
    code: "EBADMSG",
    hint: "Make the peer send JSON.stringify() of a value. This message is skipped; the next can be received.",
  });
}
