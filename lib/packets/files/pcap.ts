/** Capture files: reading and writing pcap and pcapng. */
import { createReadStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { checkedOptions, type NamesOf } from "../../errors";
import { PacketError } from "../error";
import { Capture } from "./capture";
import type { CapturedPacket } from "./captured";
import { Columns } from "./columns";
import { entriesOf, type Writable } from "./entries";
import type { CaptureInterface } from "./facts";
import { CaptureParser, noteRest } from "./parser";
import { readerOf, tooShort } from "./recognize";
import { blockBytes } from "./write-blocks";
import { classicBytes } from "./write-classic";

export { CaptureParser } from "./parser";

/** Options of a capture file that is written. */
export interface PcapOptions {
  /** `"pcapng"` (the default) or `"pcap"`: older, one link type, no comments, no names of interfaces. */
  readonly format?: "pcap" | "pcapng" | undefined;
  /** Remarks about the file as a whole (pcapng only). */
  readonly comments?: string | readonly string[] | undefined;
}

const pcapOptions: NamesOf<PcapOptions> = { format: true, comments: true };

/**
 * Reads a capture file, pcap or pcapng, as `tcpdump -w`, Wireshark and netcell write them.
 *
 * @example
 * ```ts
 * import { tmpdir } from "node:os";
 * import { pcap, packet, Ether, IP, UDP } from "netcell";
 * await pcap.write(`${tmpdir()}/example.pcapng`, [packet(Ether(), IP(), UDP(), "hi")]);
 * const capture = await pcap.read(`${tmpdir()}/example.pcapng`);
 * ```
 * @throws PacketError when the file does not exist, or it is not a capture; damage further on is listed in `notes`
 */
export async function read(path: string): Promise<Capture> {
  return open(await readFile(path).catch((error) => Promise.reject(unreadable(error, path))), path);
}

/**
 * Takes the bytes of a capture file apart. They stay where they are: do not change them.
 *
 * @throws PacketError when they are not a capture; damage further on is listed in `notes`
 */
export function parse(bytes: Uint8Array): Capture {
  if (!(bytes instanceof Uint8Array)) {
    throw new PacketError(
      "There are no bytes to parse",
      "Give a Uint8Array, or use pcap.read(path) for a file.",
    );
  }
  return open(bytes, "The input");
}

/** The packets of a capture, one after the other. */
export interface CaptureStream extends AsyncIterable<CapturedPacket> {
  /** The interfaces found so far. */
  readonly interfaces: readonly CaptureInterface[];
  /** Comments about the capture as a whole, as far as it was read. */
  readonly comments: readonly string[];
  /** Everything that was damaged, cut off or unknown so far. */
  readonly notes: readonly string[];
}

/**
 * The packets of a capture too large for memory, or one that is still being written to a pipe: give a path, or
 * anything that brings bytes piece by piece.
 *
 * @example
 * ```ts
 * import { tmpdir } from "node:os";
 * import { pcap, packet, Ether, IP, UDP } from "netcell";
 * await pcap.write(`${tmpdir()}/example.pcapng`, [packet(Ether(), IP(), UDP(), "hi")]);
 * for await (const { no, packet } of pcap.stream(`${tmpdir()}/example.pcapng`)) console.log(no, packet.bytes.length);
 * ```
 * @throws PacketError (while reading) when it is not a capture
 */
export function stream(source: string | AsyncIterable<Uint8Array> | Iterable<Uint8Array>): CaptureStream {
  const name = typeof source === "string" ? source : "The input";
  let parser = new CaptureParser(name);
  return {
    get interfaces() {
      return parser.interfaces;
    },
    get comments() {
      return parser.comments;
    },
    get notes() {
      return parser.notes;
    },
    async *[Symbol.asyncIterator]() {
      parser = new CaptureParser(name);
      const chunks = typeof source === "string" ? createReadStream(source) : source;
      try {
        for await (const chunk of chunks) yield* parser.feed(chunk);
      } catch (error) {
        throw unreadable(error, name);
      }
      parser.end();
    },
  };
}

/**
 * Writes a capture file that Wireshark, tcpdump and netcell can read: pcap if the path ends with `.pcap` or `.cap`,
 * else pcapng.
 *
 * @example
 * ```ts
 * import { tmpdir } from "node:os";
 * import { pcap, packet, Ether, IP, UDP } from "netcell";
 * await pcap.write(`${tmpdir()}/hello.pcapng`, [
 *   { packet: packet(Ether(), IP(), UDP(), "hi"), time: Date.now() / 1000, comments: "my first packet" },
 * ]);
 * ```
 * @throws PacketError when the format has no room for something
 */
export async function write(
  path: string,
  packets: Iterable<Writable>,
  options: PcapOptions = {},
): Promise<void> {
  const { format = /\.p?cap$/i.test(path) ? "pcap" : "pcapng", comments } = checkedOptions(
    options,
    pcapOptions,
  );
  await writeFile(path, bytes(packets, { format, comments }));
}

/**
 * The bytes of a capture file with these packets: packets, those of a capture, or
 * `{ packet, time, comments, interface }`. What they begin with decides the link type.
 *
 * @throws PacketError when the format has no room for something
 */
export function bytes(packets: Iterable<Writable>, options: PcapOptions = {}): Uint8Array {
  const { format = "pcapng", comments = [] } = checkedOptions(options, pcapOptions);
  const about = typeof comments === "string" ? [comments] : comments;
  const { entries, interfaces } = entriesOf(packets);
  if (format === "pcapng") return blockBytes(entries, interfaces, about);
  return classicBytes(entries, interfaces, about);
}

/** Places in a capture are 32-bit numbers. */
const mostInMemory = 2 ** 31 - 1;
const piecewise = "Read it piece by piece: for await (const p of pcap.stream(path)).";

function open(given: Uint8Array, name: string): Capture {
  if (given.length > mostInMemory)
    throw new PacketError(`${name} has ${given.length} bytes, too many`, piecewise);
  const file = new Uint8Array(given.buffer, given.byteOffset, given.length);
  const found = readerOf(file, name);
  if (!found) throw tooShort(file, name);
  const { reader, read: behindHead } = found;
  const columns = new Columns(file, reader.facts.interfaces);
  const end = reader.read(file, behindHead, 0, columns);
  noteRest(reader, file.length - end, end);
  return new Capture(columns, reader.facts);
}

const cures: Readonly<Record<string, string>> = {
  ENOENT: "Look at the path; a relative one begins at process.cwd().",
  EACCES: "You may not read it: captures made as root belong to root.",
  EISDIR: "That is a folder.",
  ERR_FS_FILE_TOO_LARGE: piecewise,
};

/** The error of a file, as a sentence. */
function unreadable(error: unknown, path: string): unknown {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const cure = cures[code];
  return cure === undefined ? error : new PacketError(`${path} cannot be read (${message})`, cure);
}
