/** osi.tree(): a packet layer by layer, field by field; or many packets, a line each. */
import { checkedOptions, type NamesOf } from "../../errors";
import { type View, view } from "../../view";
import { type PacketLike, type PacketsLike, packetsOf, type ReadOptions, readNames } from "../input/packets";
import { type PageOptions, pageNames, viewPageOf } from "../input/page";
import { treeHtml } from "./html";
import { listHtml, listText } from "./list";
import { treeText } from "./text";

/** Options of a tree. */
export interface TreeOptions extends ReadOptions, PageOptions {}

const treeNames: NamesOf<TreeOptions> = { ...readNames, ...pageNames };

/** Packets on a page. */
const pageSize = 25;

/**
 * The content of a packet, layer by layer, field by field: values and their meaning, the width of a field, who set it
 * (you, a computation, a default, the layer inside; or it came over the wire), and beside each what is wrong with it.
 * Of packets in a row, a line each, 25 on a page; in a notebook every line unfolds.
 *
 * @param given a packet, its bytes, or packets in a row: an array, a capture
 * @param options `page` (from 1) of a long row; `from`: what mere bytes begin with, if not with `Ether`
 * @throws NetcellError `EINVAL` when it contains no packet, or no such page
 * @example
 * ```ts
 * import { osi, packet, IP, TCP } from "netcell";
 * osi.tree(packet(IP({ ttl: 1 }), TCP(), "GET / HTTP/1.0\r\n\r\n"))
 * ```
 */
export function tree(given: PacketLike | PacketsLike, options: TreeOptions = {}): View {
  const list = packetsOf(given, "tree", checkedOptions(options, treeNames));
  const page = viewPageOf(list.packets, pageSize, options, "tree");
  if (list.single) {
    const [seen] = list.packets;
    return view({ text: () => treeText(seen!), html: () => treeHtml(seen!) });
  }
  return view({ text: () => listText(list, page), html: () => listHtml(list, page) });
}
