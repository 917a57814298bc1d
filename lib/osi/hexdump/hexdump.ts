/** osi.hexdump(): bytes as digits and characters, on the colours of the layers they belong to. */

import { checkedOptions, type NamesOf } from "../../errors";
import { type View, view } from "../../view";
import type { Drawable } from "../input/drawable";
import type { ReadOptions } from "../input/packets";
import { readNames } from "../input/packets";
import { type PageOptions, pageNames, viewPageOf } from "../input/page";
import { piecesOf } from "./dump";
import { dumpHtml } from "./html";
import type { HexMark } from "./mark";
import { dumpLines } from "./text";

/** Options of a hexdump. */
export interface HexdumpOptions extends ReadOptions, PageOptions {
  /** The parts to underline: a field (`"TCP.dport"`), a header (`TCP`), bytes (`[34, 36]`: 34 and 35), or several. */
  readonly mark?: HexMark | readonly HexMark[];
}

const hexdumpNames: NamesOf<HexdumpOptions> = { ...readNames, ...pageNames, mark: true };

/** Pieces on a page. */
const pageSize = 10;

/**
 * Bytes, 16 on a line, as hexadecimal digits and as characters. Of a packet each byte is on the colour of its layer, and
 * the pointer over it tells the field: `packet.at(47)` tells the same. Bytes alone, and text, are dumped as they are,
 * unless `from` says what they begin with; of a stream or a transcript, what was said piece by piece.
 *
 * @param given a packet, packets in a row, bytes, text, a TCP stream, a connection, a server or a transcript
 * @param options `mark`: what to underline; `page` of many; `from`: what mere bytes begin with
 * @throws NetcellError `EINVAL` when there are no bytes in it, or nothing that is to be marked
 * @example
 * ```ts
 * import { osi, packet, IP, TCP } from "netcell";
 * osi.hexdump(packet(IP(), TCP({ dport: "https" })), { mark: "TCP.dport" })
 * ```
 */
export function hexdump(given: Drawable | string, options: HexdumpOptions = {}): View {
  checkedOptions(options, hexdumpNames);
  const page = viewPageOf(piecesOf(given, options), pageSize, options, "hexdump");
  const pieces = page.items.map((make) => make());
  const next = page.next === undefined ? "" : `; the next: ${page.next}`;
  const more = pieces.length === 0 ? nothing : page.title === undefined ? "" : page.title + next;
  const blocks = () => pieces.map((piece) => dumpLines(piece).join("\n"));
  return view({
    text: () => [...blocks(), more].filter((block) => block !== "").join("\n\n"),
    html: () => dumpHtml(pieces, more),
  });
}

const nothing = "Nothing has passed yet: there are no bytes.";
