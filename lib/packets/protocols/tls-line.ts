/** A message of TLS in half a line. */
import type { Fields } from "../model/field";
import { tlsAlerts, tlsCiphers, tlsHandshakes, tlsName } from "../names/tls";

/** The half line. */
export function messageLine(values: Fields): string {
  const { msgtype, level, descr, data, ext } = values;
  if (data instanceof Uint8Array) return `encrypted application data, ${data.length} bytes`;
  if (level !== undefined) return `alert ${tlsName(tlsAlerts, descr as number)}`;
  const kind = (tlsHandshakes as Record<number, string>)[msgtype as number] ?? String(msgtype);
  if (!("msglen" in values)) return "change_cipher_spec";
  const server = (Array.isArray(ext) ? ext : []).find(([name]) => name === "server_name")?.[1];
  const chosen = typeof values.cipher === "number" ? ` ${tlsName(tlsCiphers, values.cipher)}` : "";
  return `${kind}${server ? ` for ${server}` : ""}${chosen}`;
}
