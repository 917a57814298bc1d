/** The Jupyter wire protocol: a message to signed frames, and back. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { NetcellError } from "../../errors";
import type { Json } from "../nbformat/notebook";

export type Channel = "shell" | "control" | "iopub";

interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export interface Message {
  readonly channel: Channel;
  readonly header: Header;
  readonly parent_header: Partial<Header>;
  readonly metadata: Json;
  readonly content: Json;
  readonly buffers: readonly Uint8Array[];
}

/** Frames from a kernel's socket that are not a message, or not from our kernel. */
class WireError extends NetcellError {
  constructor(fault: string) {
    super(fault, { code: "EBADMSG", hint: "Does another program write to the ports of the kernel?" }, fault);
  }
}

const delimiter = Buffer.from("<IDS|MSG>");

export function request(channel: Channel, type: string, content: Json, session: string): Message {
  return {
    channel,
    header: {
      msg_id: randomUUID(),
      msg_type: type,
      session,
      username: "netcell",
      date: new Date().toISOString(),
      version: "5.3",
    },
    parent_header: {},
    metadata: {},
    content,
    buffers: [],
  };
}

export function encode(message: Message, key: string): Buffer[] {
  const parts = [message.header, message.parent_header, message.metadata, message.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return [delimiter, Buffer.from(sign(parts, key)), ...parts, ...message.buffers.map((b) => Buffer.from(b))];
}

/** Reads the frames of one message; what stands before the delimiter is routing and is dropped. */
export function decode(channel: Channel, frames: readonly Uint8Array[], key: string): Message {
  const start = frames.findIndex((frame) => delimiter.equals(frame));
  if (start < 0) throw new WireError(`a message without <IDS|MSG> came over ${channel}`);
  const [signature, ...rest] = frames.slice(start + 1);
  if (signature === undefined || rest.length < 4)
    throw new WireError(`a message over ${channel} has ${rest.length} of its 4 parts`);
  const signed = rest.slice(0, 4);
  if (key !== "" && !sameText(signature, sign(signed, key)))
    throw new WireError(`a message over ${channel} is not signed with the key of this kernel`);
  const [header, parent, metadata, content] = signed.map((part) => parse(channel, part));
  return {
    channel,
    header: header as unknown as Header,
    parent_header: parent as Partial<Header>,
    metadata: metadata!,
    content: content!,
    buffers: rest.slice(4),
  };
}

function sign(parts: readonly Uint8Array[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function sameText(bytes: Uint8Array, text: string): boolean {
  const wanted = Buffer.from(text);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

function parse(channel: Channel, part: Uint8Array): Json {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part).toString("utf8"));
  } catch {
    throw new WireError(`a message over ${channel} has a part that is not JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new WireError(`a message over ${channel} has a part that is not a JSON object`);
  return value as Json;
}
