/** The tree of one packet as text: as much as `tshark -V` tells, in lines that align. */
import type { Packet, PacketNode } from "../../packets";
import { bytesText } from "../../view";
import { originMarks, provenanceWords } from "../drawing/marks";
import type { SeenPacket } from "../input/packets";
import { type Definition, layerLines, moreLayers, mostLayers } from "./layer-lines";
import { fieldLines, noteLine } from "./lines";
import { quickTree } from "./quick";
import { rangeText } from "./wording";

/** The tree. */
export function treeText({ packet, origin }: SeenPacket): string {
  const head = `${sizeText(packet)}, ${provenanceWords[origin]}`;
  const body = quickTree(packet) ?? layersText(packet);
  return packet.built ? `${head}${body}\n${legend}` : head + body;
}

/** `60 bytes`, `60 of 1514 bytes kept` */
export function sizeText({ bytes, missing }: Packet): string {
  return missing > 0
    ? `${bytes.length} of ${bytesText(bytes.length + missing)} kept`
    : bytesText(bytes.length);
}

const legend = (["given", "derived", "computed", "default"] as const)
  .map((origin) => `${originMarks[origin].sign} ${originMarks[origin].word}`)
  .join("   ");

/** All layers, from their nodes; each begins on a new line. */
export function layersText(packet: Packet): string {
  const { layers } = packet;
  const nodes = packet.tree();
  const told = nodes
    .slice(0, mostLayers)
    .map((node, i) => layerText(node, layers[i]!.definition, packet.built));
  return told.join("") + moreLayers(nodes.length);
}

function layerText(node: PacketNode, definition: Definition, marked: boolean): string {
  const { head, width } = layerLines(definition);
  const notes = node.notes.map((note) => noteLine("", note)).join("");
  return `${head}${rangeText(node.bit >>> 3, node.bits >>> 3, "-")}${notes}${fieldLines(node.kids, width, marked)}`;
}
