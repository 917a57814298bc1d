/** A segment in half a line, in tcpdump's words: "Flags [P.], seq 1:19, ack 1, win 512, length 18". */

import { hex } from "../bytes-as-text";
import type { Summary } from "../model/definition";
import type { TCPOption } from "./tcp-options";

/** Sequence numbers are shown where the segment takes some up; the last one named is the next one due. */
export const tcpSummary: Summary = (fields, carried) => {
  const flags = fields.flags as string;
  const seq = fields.seq as number;
  const options = fields.options as readonly TCPOption[];
  return [
    `Flags [${[...flags].map((flag) => letters[flag] ?? flag).join("") || "none"}]`,
    ...(carried > 0
      ? [`seq ${seq}:${(seq + carried) % 2 ** 32}`]
      : /[SFR]/.test(flags)
        ? [`seq ${seq}`]
        : []),
    ...(flags.includes("A") ? [`ack ${fields.ack}`] : []),
    `win ${fields.window}`,
    ...(flags.includes("U") ? [`urg ${fields.urgptr}`] : []),
    ...(options.length > 0 ? [`options [${options.map(option).join(",")}]`] : []),
    `length ${carried}`,
  ].join(", ");
};

/** tcpdump's letters, where they are not scapy's: ACK is a dot, CWR a W, NS (or AE) an e. */
const letters: Readonly<Record<string, string>> = { A: ".", C: "W", N: "e" };

function option([name, value]: TCPOption): string {
  switch (name) {
    case "MSS":
      return `mss ${value}`;
    case "WScale":
      return `wscale ${value}`;
    case "SAckOK":
      return "sackOK";
    case "Timestamp":
      return `TS val ${value[0]} ecr ${value[1]}`;
    case "SAck":
      return `sack ${value.length / 2} ${blocks(value)}`;
    case "NOP":
    case "EOL":
      return name.toLowerCase();
    default: {
      const kind = typeof name === "number" ? `option ${name}` : name.toLowerCase();
      return `${kind} ${value instanceof Uint8Array ? hex(value) : value}`.trim();
    }
  }
}

/** `{1:2}{3:4}`: from each first byte to the one behind the last. */
function blocks(edges: readonly number[]): string {
  return edges.map((edge, i) => (i % 2 ? `${edge}}` : `{${edge}:`)).join("");
}
