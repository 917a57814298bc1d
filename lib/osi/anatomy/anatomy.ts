/** osi.anatomy(): one picture for a handout: the exchange, one packet of it layer by layer, and its bytes. */

import { checkedOptions, invalid, type NamesOf } from "../../errors";
import { drawingAndText, html, styles, type View, view } from "../../view";
import { packetPiece } from "../hexdump/dump";
import { dumpHtml } from "../hexdump/html";
import { dumpLines } from "../hexdump/text";
import {
  type PacketLike,
  type PacketList,
  type PacketsLike,
  packetsOf,
  type ReadOptions,
  readNames,
  type SeenPacket,
} from "../input/packets";
import { ladderIn } from "../ladder/ladder";
import { ladderSvg } from "../ladder/svg";
import { ladderText } from "../ladder/text";
import { treeHtml } from "../tree/html";
import { treeText } from "../tree/text";
import { readableText } from "../tree/wording";
import { anatomySvg } from "./svg";

/** Which packet is taken apart. */
export interface AnatomyOptions extends ReadOptions {
  /** Its number (default: the first one that carries data of a program, or the first of all). */
  readonly no?: number;
}

const anatomyNames: NamesOf<AnatomyOptions> = { ...readNames, no: true };

/** Rows of the ladder before and after the packet. */
const rowsAround = 6;

/**
 * One picture for a handout: the exchange as a ladder, one packet of it layer by layer and field by field, and its bytes
 * on the colours of the layers.
 *
 * @param given packets in a row, or one
 * @param options `no`: the number of the packet that is taken apart
 * @throws NetcellError `EINVAL` when it contains no packet, or none with this number
 * @example
 * ```ts
 * import { osi, packet, reply, IP, TCP } from "netcell";
 * const syn = packet(IP({ dst: "10.0.0.2" }), TCP({ dport: 80, flags: "S" }));
 * osi.anatomy([syn, reply(syn)], { no: 2 })
 * ```
 */
export function anatomy(given: PacketLike | PacketsLike, options: AnatomyOptions = {}): View {
  const list = packetsOf(given, "anatomy", checkedOptions(options, anatomyNames));
  const seen = packetNumbered(list, options.no);
  const title = `Packet ${seen.no}${list.packets.length > 1 ? ` of ${list.packets.length}` : ""}: ${readableText(seen.packet.summary())}`;
  const ladder = ladderIn({ kind: "packets", packets: around(list, seen), single: false, dropped: 0 });
  const piece = () => packetPiece(seen, true);
  const svg = () => anatomySvg({ title, ladder, packet: seen.packet, piece: piece() });
  return view({
    text: () => [ladderText(ladder), title, treeText(seen), dumpLines(piece()).join("\n")].join("\n\n"),
    svg,
    html: () =>
      html`${drawingAndText("ladder", ladderSvg(ladder), ladderText(ladder))}<div style="${styles.title};margin-top:8px">${title}</div>${treeHtml(seen)}${dumpHtml([piece()], "")}`,
  });
}

function packetNumbered({ packets }: PacketList, no: number | undefined): SeenPacket {
  if (no === undefined) {
    return (
      packets.find(({ packet }) => packet.layers.some(({ definition }) => definition.layer >= 5)) ??
      packets[0]!
    );
  }
  const found = packets.find((seen) => seen.no === no);
  if (found) return found;
  const numbers =
    packets.length === 1
      ? `only number is ${packets[0]!.no}`
      : `numbers go from ${packets[0]!.no} to ${packets.at(-1)!.no}`;
  throw invalid(`osi.anatomy(): there is no packet number ${no}`, `The ${numbers}.`);
}

/** The packets next to it: a picture has an end. */
function around({ packets }: PacketList, seen: SeenPacket): SeenPacket[] {
  const at = packets.indexOf(seen);
  return packets.slice(Math.max(0, at - rowsAround), at + rowsAround + 1);
}
