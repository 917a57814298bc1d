/** Messages in what one end said: HTTP, TLS, DNS and whatever else a port or the first byte tells, by the dissector. */

import { type AnyProtocol, dissect, type PlacedLayer, packet, TCP, UDP } from "../../packets";
import { bytesText, clip, printable, visible, wrap } from "../../view";

/** The clues to which protocol it may be. */
export interface Hints {
  readonly ports: readonly [own: number | undefined, other: number | undefined];
  readonly carrier: string;
}

const mostMessages = 100;
const mostHeaders = 20;
const columns = 92;

/** Each message in a line, of HTTP its header behind it, and how its body begins. */
export function messageLines(bytes: Uint8Array, hints: Hints): string[] {
  const lines: string[] = [];
  for (let at = 0, count = 0; at < bytes.length; count++) {
    if (count === mostMessages) return [...lines, `… ${bytesText(bytes.length - at)} more, not read …`];
    const { says, size } = messageAt(bytes.subarray(at), hints);
    lines.push(...says);
    at += size;
  }
  return lines;
}

interface Message {
  readonly says: readonly string[];
  /** Bytes of it, its body included. */
  readonly size: number;
}

function messageAt(bytes: Uint8Array, hints: Hints): Message {
  const layer = firstLayer(bytes, hints);
  if (!layer || layer.name === "Raw" || layer.stop) {
    const start = printable(bytes.subarray(0, 120), 120, bytes.length);
    return {
      says: [clip(`${bytesText(bytes.length)} of no known protocol: "${start}"`, columns)],
      size: bytes.length,
    };
  }
  return layer.name.startsWith("HTTP") ? httpMessage(bytes, layer) : otherMessage(bytes, layer);
}

/** The first layer above the transport, which gets ports so that it finds it. */
function firstLayer(
  bytes: Uint8Array,
  { ports: [own = 0, other = 0], carrier }: Hints,
): PlacedLayer | undefined {
  const [header, transport] = (
    carrier === "UDP"
      ? [UDP({ sport: own, dport: other, len: 0, chksum: 0 }), UDP]
      : [TCP({ sport: own, dport: other, chksum: 0 }), TCP]
  ) as [ReturnType<typeof TCP>, AnyProtocol];
  const front = packet(header).bytes;
  return dissect(Buffer.concat([front, bytes]), transport).layers[1];
}

function otherMessage(bytes: Uint8Array, layer: PlacedLayer): Message {
  const { definition, fields, header, start, end, name } = layer;
  const size = Math.max(1, Math.min(bytes.length, header));
  const inside = { length: end - start, says: "", layers: [] };
  const words = visible(definition.details.summary?.(fields, end - start - header, inside) || name);
  const named = words.startsWith(name) ? words : `${name}: ${words}`;
  return { says: wrap(clip(`${named}, ${bytesText(size)}`, 2 * columns), columns), size };
}

/** An HTTP message: its first line, its header, its body as long as the header says (RFC 9112 §6.3). */
function httpMessage(bytes: Uint8Array, layer: PlacedLayer): Message {
  const { fields, header } = layer;
  const first = layer.definition.details.summary!(fields, 0, { length: header, says: "", layers: [] });
  const headers = (fields.headers ?? []) as ReadonlyArray<readonly [string, string]>;
  const value = (name: string) => headers.find(([each]) => each?.toLowerCase() === name)?.[1];
  const stated = Number(value("content-length") ?? Number.NaN);
  const isRequest = layer.name === "HTTPRequest";
  const open = isRequest && value("transfer-encoding") === undefined ? 0 : bytes.length - header;
  const length = Number.isSafeInteger(stated) && stated >= 0 ? stated : open;
  const body = bytes.subarray(header, header + length);
  const short = length > body.length ? `, of ${bytesText(length)} in all` : "";
  return {
    says: [
      clip(visible(first), columns),
      ...headers.slice(0, mostHeaders).map((line) => clip(`  ${visible(`${line[0]}: ${line[1]}`)}`, columns)),
      ...(headers.length > mostHeaders ? [`  … ${headers.length - mostHeaders} more header lines …`] : []),
      ...(length > 0
        ? [
            clip(
              `  body, ${bytesText(body.length)}${short}: "${printable(body.subarray(0, 120), 120, body.length)}"`,
              columns,
            ),
          ]
        : []),
    ],
    size: header + body.length,
  };
}
