/** What netcell's own types ask for, in words: the compiler says their names, and no more. */

const wanted: { readonly [type: string]: string } = {
  CallOptions: "Options stand in braces, such as { timeout: 500 }.",
  Drawable:
    "Give a packet, its bytes, packets in a row, a capture, a TCP stream, or a handle with a transcript.",
  ListenOptions: "Give a handler, or options in braces such as { port: 8080 }, or both in this order.",
  "string | Uint8Array": "Only text and bytes can be sent: String(…) makes text of anything.",
  Target: "Give a server, a port, or { host, port }.",
};

/** A sentence for whoever gave something else than one of these types. */
export function hintOnType(message: string): string | undefined {
  const [, type] = /(?:to parameter of|in common with) type '(.+)'\.$/.exec(message) ?? [];
  return type !== undefined && Object.hasOwn(wanted, type) ? wanted[type] : undefined;
}
