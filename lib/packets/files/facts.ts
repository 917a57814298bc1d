/** Facts about a capture file apart from its packets, and the two sides of reading one: a reader finds packets, a sink takes them. */
import type { AnyProtocol } from "../packet";
import { linkTypes } from "../read";

/** Where packets were captured: a network card, a loopback, a file that was merged into this one. */
export interface CaptureInterface {
  /** Its number in the file, from 0. */
  readonly number: number;
  /** Its name, as `"eth0"`, where the file says so (pcapng only). */
  readonly name: string | undefined;
  /** More about it, where the file says so. */
  readonly description: string | undefined;
  /** The protocol that its packets begin with, as a number (https://www.tcpdump.org/linktypes.html). */
  readonly linkType: number;
  /** The same as a protocol; undefined for a link type that is not taken apart here: its packets are Raw. */
  readonly protocol: AnyProtocol | undefined;
  /** The most bytes that were kept of a packet; 0: no limit is known. */
  readonly snaplen: number;
  /** Comments about it. */
  readonly comments: readonly string[];
}

/** More notes than these say nothing new; a hostile file could give millions. */
const mostNotes = 100;

/** More interfaces than these are damage or malice; a machine has some dozen. */
const mostInterfaces = 65_536;

/** The most that is kept of comments and names of files and interfaces, in bytes: a stream may never end. */
const mostText = 1 << 22;

/** Facts about the file as a whole. */
export class FileFacts {
  readonly format: "pcap" | "pcapng";
  readonly interfaces: CaptureInterface[] = [];
  readonly comments: string[] = [];
  readonly notes: string[] = [];
  /** Packets read so far. */
  packets = 0;
  #unsaid = 0;
  #text = 0;

  constructor(format: "pcap" | "pcapng") {
    this.format = format;
  }

  /** Adds one more thing that the reader of this file should know. */
  note(text: string): void {
    if (this.notes.length < mostNotes) this.notes.push(text);
    else this.notes[mostNotes] = `… and ${++this.#unsaid} more like these`;
  }

  /** Whether there is room to keep so many bytes of text more. */
  keeps(bytes: number): boolean {
    this.#text += bytes;
    return this.#text <= mostText;
  }

  /** Takes an interface in; undefined where there are too many. */
  addInterface(
    linkType: number,
    snaplen: number,
    facts: Partial<Pick<CaptureInterface, "name" | "description" | "comments">> = {},
  ): CaptureInterface | undefined {
    const number = this.interfaces.length;
    if (number >= mostInterfaces) {
      this.note(`More than ${mostInterfaces} interfaces: the rest of them, and their packets, were left out`);
      return undefined;
    }
    const { name, description, comments = [] } = facts;
    const protocol = linkTypes[linkType];
    const made = { number, name, description, linkType, protocol, snaplen, comments };
    this.interfaces.push(made);
    if (!protocol && !this.interfaces.some((other) => other !== made && other.linkType === linkType)) {
      this.note(`Link type ${linkType} is none that is taken apart here: its packets are Raw`);
    }
    return made;
  }
}

/** Takes the packets that a reader finds; `seconds` is NaN where the file tells no time. */
export interface Sink {
  packet(
    bytes: Uint8Array,
    from: number,
    captured: number,
    length: number,
    seconds: number,
    nanos: number,
    on: CaptureInterface,
    comments: readonly string[],
  ): void;
}

/** Reads one format, as far as the bytes go. */
export interface Reader {
  /** Facts about the file apart from its packets. */
  readonly facts: FileFacts;
  /** Bytes that must be there from the first unread one on before reading can go on. */
  readonly need: number;
  /** Whether something is so damaged that nothing behind it can be read. */
  readonly lost: boolean;
  /** Reads from `at` as far as it can and gives the first unread byte; `passed` bytes of the file came before `bytes`. */
  read(bytes: Uint8Array, at: number, passed: number, sink: Sink): number;
}

/** The longest record that is believed: 64 times what the usual tools capture at most (262144). */
export const mostBytes = 1 << 24;

/** No comments: the same list for all packets that have none. */
export const noComments: readonly string[] = Object.freeze([]);
