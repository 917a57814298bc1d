/** Datagrams that Linux dropped before a socket could see them: a column of the kernel's own table. */
import { readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import type { Endpoint } from "../endpoint";

/**
 * Datagrams that the operating system dropped at a socket bound here, nearly always because its receiver buffer was
 * full; `undefined` where it does not say, and where several sockets share the place.
 */
export function droppedBySystem(endpoint: Endpoint): number | undefined {
  const table = readTable(endpoint.family === "IPv6" ? "/proc/self/net/udp6" : "/proc/self/net/udp");
  const counts = table ? dropsAt(table, endpoint) : [];
  return counts.length === 1 ? counts[0] : undefined;
}

/** The counts of the rows with this local address and port: the second column and the last (proc_pid_net(5)). */
export function dropsAt(table: string, { address, port }: Pick<Endpoint, "address" | "port">): number[] {
  const place = `${kernelHex(address)}:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1] === place)
    .map((columns) => Number(columns.at(-1)));
}

/** An address as the table has it: words of 32 bits in hexadecimal, each in the byte order of the machine. */
function kernelHex(address: string): string {
  const bytes = isIPv6(address) ? bytesOfIPv6(address) : address.split(".").map(Number);
  const words = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.slice(4 * i, 4 * i + 4));
  const ordered = isLittleEndian ? words.map((word) => word.reverse()) : words;
  return Buffer.from(ordered.flat()).toString("hex").toUpperCase();
}

/** The 16 bytes of an address as the operating system writes it: hexadecimal but for a tail like IPv4's. */
function bytesOfIPv6(address: string): number[] {
  const [bare = ""] = address.split("%", 1);
  const tail = /\d+(?:\.\d+){3}$/.exec(bare)?.[0].split(".").map(Number) ?? [];
  const hex = tail.length > 0 ? bare.slice(0, bare.lastIndexOf(":") + 1).replace(/([^:]):$/, "$1") : bare;
  const halves = hex.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const [head, end] = halves.map((groups) =>
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]),
  );
  const back = [...(end ?? []), ...tail];
  const front = head ?? [];
  return [...front, ...Array<number>(Math.max(0, 16 - front.length - back.length)).fill(0), ...back];
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function readTable(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    // Another operating system.
    return undefined;
  }
}
