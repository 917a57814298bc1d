/** Messages of Jupyter's wire protocol: to and from the frames of a ZeroMQ socket, signed. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Header } from "../tslab/modules";

const delimiter = "<IDS|MSG>";
const protocolVersion = "5.3";

/** A request, with the ZeroMQ identities that lead back to its sender. */
export interface Request {
  readonly identity: readonly Uint8Array[];
  readonly header: Header;
  readonly content: { readonly [key: string]: unknown };
}

/** Decoded messages by their last frame: several repairs look at the same message. */
const decoded = new WeakMap<Uint8Array, Request | undefined>();

/** The request in these frames; `undefined` if they are not a Jupyter message or its signature is wrong. */
export function decode(frames: readonly Buffer[], key: string): Request | undefined {
  const last = frames.at(-1);
  if (!last) return undefined;
  if (!decoded.has(last)) decoded.set(last, decodeOnce(frames, key));
  return decoded.get(last);
}

function decodeOnce(frames: readonly Buffer[], key: string): Request | undefined {
  const at = frames.findIndex((frame) => frame.equals(Buffer.from(delimiter)));
  const signed = frames.slice(at + 2, at + 6);
  if (at < 0 || signed.length < 4 || !isSignature(frames[at + 1]!, sign(frames.slice(at + 2), key)))
    return undefined;
  try {
    const [header, , , content] = signed.map((frame) => JSON.parse(frame.toString()));
    if (!isObject(header) || !isObject(content) || typeof header.msg_type !== "string") return undefined;
    return { identity: frames.slice(0, at), header: header as unknown as Header, content };
  } catch {
    return undefined;
  }
}

/** The frames of a message that belongs to `request`. */
export function encode(
  request: Pick<Request, "identity" | "header">,
  type: string,
  content: object,
  key: string,
): Array<string | Uint8Array> {
  const header = {
    msg_id: randomUUID(),
    session: request.header.session,
    username: request.header.username,
    date: new Date().toISOString(),
    msg_type: type,
    version: protocolVersion,
  };
  const parts = [header, request.header, {}, content].map((part) => JSON.stringify(part));
  return [...request.identity, delimiter, sign(parts, key), ...parts];
}

/** An empty key switches signing off (messaging specification, "The wire protocol"). */
function sign(parts: ReadonlyArray<string | Uint8Array>, key: string): string {
  if (key === "") return "";
  const hash = createHmac("sha256", key);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function isSignature(frame: Uint8Array, signature: string): boolean {
  const expected = Buffer.from(signature);
  return frame.length === expected.length && timingSafeEqual(frame, expected);
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}
