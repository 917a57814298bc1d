/** The ends of packets: hosts, or hosts with ports, each once, with the name it has in a view. */

import type { FlowEnd } from "../../packets";
import { stableByDefault } from "../../view";
import type { SeenPacket } from "../input/packets";

/** The name of an end. */
export interface NamedEnd {
  readonly label: string;
  readonly detail: string;
}

/** Ports from here on are ephemeral (RFC 6335 §6 says from 49152; Linux begins here). */
const firstFreePort = 32_768;

/** Gives each end its name, in order of appearance. */
export class Ends {
  readonly #by: "hosts" | "ports";
  /** Whether ports that change from run to run get names instead. */
  readonly stable: boolean;
  readonly #named = new Map<string, NamedEnd>();
  readonly #portNames = new Map<number, string>();

  constructor(by: "hosts" | "ports", stable: boolean) {
    this.#by = by;
    this.stable = stable;
  }

  /** All of them; everybody, as broadcasts have it, stands behind the hosts. */
  get all(): readonly NamedEnd[] {
    const all = [...this.#named.values()];
    return [...all.filter(({ detail }) => detail === ""), ...all.filter(({ detail }) => detail !== "")];
  }

  /** The one and only name of an end. */
  named({ address, port }: FlowEnd): NamedEnd {
    const key = this.#by === "ports" && port !== undefined ? `${address} ${port}` : address;
    const known = this.#named.get(key);
    if (known) return known;
    const withPort = this.#by === "ports" && port !== undefined;
    const host = withPort && address.includes(":") ? `[${address}]` : address;
    const label = withPort ? `${host}:${this.#port(port)}` : address;
    const made = { label, detail: everybody(address) };
    this.#named.set(key, made);
    return made;
  }

  /** The ports for an arrow, where the lifelines do not tell them. */
  ports(from: FlowEnd, to: FlowEnd): string {
    if (this.#by === "ports" || from.port === undefined || to.port === undefined) return "";
    return `${this.#port(from.port)}→${this.#port(to.port)} `;
  }

  #port(port: number): string {
    if (!this.stable || port < firstFreePort) return String(port);
    const known = this.#portNames.get(port);
    if (known) return known;
    const name = `port-${this.#portNames.size + 1}`;
    this.#portNames.set(port, name);
    return name;
  }

  /** Sender and receiver of a packet that belongs to no TCP stream. */
  static of({ packet }: SeenPacket): readonly [from: FlowEnd, to: FlowEnd] {
    let ends: readonly [FlowEnd, FlowEnd] = [{ address: "sender" }, { address: "receiver" }];
    for (const { name, definition, stop, fields } of packet.layers) {
      if (stop) break;
      if (name === "UDP" && ends[0].address !== "sender") {
        const [from, to] = ends;
        return [
          { ...from, port: Number(fields.sport) },
          { ...to, port: Number(fields.dport) },
        ];
      }
      if (name === "ARP") return arpEnds(ends, fields);
      if (definition.layer > 3 || fields.src === undefined || fields.dst === undefined) continue;
      ends = [{ address: String(fields.src) }, { address: String(fields.dst) }];
      if (definition.layer === 3 && packet.layers.every(({ name }) => name !== "UDP")) break;
    }
    return ends;
  }
}

/** Who asks for an address, or has it: ARP's own words for its ends, unless everybody is asked. */
function arpEnds(
  [, to]: readonly [FlowEnd, FlowEnd],
  { psrc, pdst }: Readonly<Record<string, unknown>>,
): readonly [FlowEnd, FlowEnd] {
  return [{ address: String(psrc) }, everybody(to.address) === "" ? { address: String(pdst) } : to];
}

/** The meaning of an address that does not stand for one host. */
function everybody(address: string): string {
  if (address === "255.255.255.255" || address === "ff:ff:ff:ff:ff:ff") return "broadcast";
  if (/^2(?:2[4-9]|3\d)\./.test(address) || /^ff[0-9a-f]{2}:.*:/.test(address)) return "multicast";
  return /^(?:01:00:5e|33:33):/.test(address) ? "multicast" : "";
}

/**
 * Whether these packets or segments were captured by the program that draws them: then their times and free ports
 * change from run to run, and an export leaves them out.
 */
export function isFresh(seen: ReadonlyArray<{ readonly time: number | undefined }>): boolean {
  if (!stableByDefault()) return false;
  return seen.some(({ time }) => time !== undefined && time * 1000 >= performance.timeOrigin);
}
