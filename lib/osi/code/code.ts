/** osi.code(): a packet as code that makes it again, for a cell and for scapy. */

import { checkedOptions } from "../../errors";
import * as known from "../../packets";
import { html, styles, type View, view } from "../../view";
import { type PacketLike, packetOf, type ReadOptions, readNames } from "../input/packets";
import { bounded } from "./bounded";
import { codeBlock, tokens } from "./highlight";

/**
 * The code that makes a packet again, byte for byte: a cell of TypeScript with its import, and the line for scapy. In a
 * page a click marks the whole of either.
 *
 * @throws NetcellError `EINVAL` when it is not a packet
 * @example
 * ```ts
 * import { osi, packet, IP, UDP } from "netcell";
 * osi.code(packet(IP({ ttl: 1 }), UDP({ dport: "dns" }), "hello"))
 * ```
 */
export function code(of: PacketLike, options: ReadOptions = {}): View {
  const { packet } = packetOf(of, "code", checkedOptions(options, readNames));
  const cell = () => cellOf(packet.code());
  const scapy = () =>
    `from scapy.all import *\n${inPython(bounded(packet.code("scapy"), 'packet.code("scapy")'))}`;
  return view({
    text: () => ["// TypeScript, in a cell", cell(), "", "# Python, with scapy", scapy()].join("\n"),
    html: () =>
      html`<div style="${styles.title};font-size:13px">TypeScript, in a cell</div>${codeBlock(cell())}<div style="${styles.title};font-size:13px">Python, with scapy</div>${codeBlock(scapy())}`,
  });
}

function cellOf(whole: string): string {
  const written = bounded(whole, "packet.code()");
  const calls = tokens(written).filter(({ kind, text }) => kind === "call" && text in known);
  const names = [...new Set(calls.map(({ text }) => text))].sort((a, b) => a.localeCompare(b, "en"));
  return `import { ${names.join(", ")} } from "netcell";\n${byLayer(written)}`;
}

/** Escapes as Python has them: for characters beyond 16 bits it has one of its own. */
function inPython(written: string): string {
  return written.replace(
    /(?<!\\)\\u\{([0-9a-f]+)\}/g,
    (_escape, digits: string) => `\\U${digits.padStart(8, "0")}`,
  );
}

const lineWidth = 80;

/** A long call with every layer in its own line. */
function byLayer(written: string): string {
  if (written.length <= lineWidth) return written;
  let depth = 0;
  const broken = tokens(written).map(({ kind, text }) => {
    if (kind !== "text") return text;
    return text.replace(/[([{]|[)\]}]|, /g, (sign) => {
      if (/[([{]/.test(sign)) return ++depth === 1 ? `${sign}\n  ` : sign;
      if (/[)\]}]/.test(sign)) return --depth === 0 ? `,\n${sign}` : sign;
      return depth === 1 ? ",\n  " : sign;
    });
  });
  return broken.join("");
}
