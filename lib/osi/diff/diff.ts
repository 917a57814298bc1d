/** osi.diff(): what differs between two packets, field by field, and why. */

import { checkedOptions } from "../../errors";
import type { Packet } from "../../packets";
import {
  bytesText,
  clip,
  counted,
  html,
  styles,
  type Table,
  type TableRow,
  tableHtml,
  tableText,
  type View,
  view,
  visible,
} from "../../view";
import { type PacketLike, packetOf, type ReadOptions, readNames } from "../input/packets";
import { type Cause, causesAmong } from "./causes";
import { type Compared, compare, type FieldPair, type LayerChange, type Side } from "./changes";

/** One thing that differs. */
export interface PacketChange {
  /** The field with its layer, `IP.ttl`, or the layer alone. */
  readonly what: string;
  /** Its value in the first packet; undefined where that does not have it. */
  readonly before: string | undefined;
  /** Its value in the second. */
  readonly after: string | undefined;
  /** Why: what else changed that it follows from; `""` for a change of its own. */
  readonly why: string;
  /** It does not follow from the rest as it should: a checksum that stayed as it was, say. */
  readonly wrong: boolean;
}

/** The differences between two packets, shown as a table. */
export interface PacketDiff extends View {
  /** The differences, in the order of the packet. */
  readonly changes: readonly PacketChange[];
}

/**
 * The differences between two packets: layers that came or went, fields with their bytes, and the reasons: a checksum
 * because of a field that it covers, a length because the payload grew. What should have changed and did not is in it
 * too.
 *
 * @throws NetcellError `EINVAL` when one of them is not a packet
 * @example
 * ```ts
 * import { osi, packet, IP, UDP } from "netcell";
 * const sent = packet(IP({ ttl: 64 }), UDP(), "hello");
 * osi.diff(sent, sent.with(IP, { ttl: 63 }))
 * ```
 */
export function diff(before: PacketLike, after: PacketLike, options: ReadOptions = {}): PacketDiff {
  checkedOptions(options, readNames);
  const [one, other] = [before, after].map((each) => packetOf(each, "diff", options).packet) as [
    Packet,
    Packet,
  ];
  const rows = rowsOf(compare(one, other));
  const title = titleOf(one, other, rows.length);
  const table = tableOf(title, rows);
  const drawn = view({
    text: () => [title, ...(rows.length > 0 ? ["", ...tableText(table)] : [])].join("\n"),
    html: () =>
      rows.length > 0 ? tableHtml(table) : html`<div style="${styles.title};font-size:13px">${title}</div>`,
  });
  return Object.assign(drawn, { changes: rows.map(({ change }) => change) });
}

interface Row {
  readonly change: PacketChange;
  /** The bytes before and after. */
  readonly bytes: string;
}

function rowsOf(all: readonly Compared[]): Row[] {
  const causeOf = causesAmong(all);
  return all.flatMap((each) => (each.kind === "field" ? fieldRow(each, causeOf(each)) : [layerRow(each)]));
}

function layerRow({ kind, layer }: LayerChange): Row {
  const { name, definition, start, header } = layer;
  const there = `${definition.title}, ${bytesText(header)}`;
  const isNew = kind === "added";
  return {
    change: {
      what: name,
      before: isNew ? undefined : there,
      after: isNew ? there : undefined,
      why: `the layer was ${kind}`,
      wrong: false,
    },
    bytes: header === 0 ? "" : placeOf(start, header),
  };
}

function fieldRow(pair: FieldPair, cause: Cause | undefined): Row[] {
  if (!cause) return [];
  const { name, before, after } = pair;
  return [
    {
      change: {
        what: `${after.layer.name}.${name}`,
        before: textOf(before),
        after: textOf(after),
        why: cause.text,
        wrong: cause.wrong,
      },
      bytes: bytesOf(before, after),
    },
  ];
}

const mostText = 40;

function textOf({ field }: Side): string | undefined {
  return field && clip(visible(field.text.slice(0, 4 * mostText)), mostText);
}

const mostBytes = 4;

/** Where the field lies, and its bytes: `8: 40 → 3f`. */
function bytesOf(before: Side, after: Side): string {
  const [one, other] = [rangeOf(before), rangeOf(after)];
  const place = (range: ByteRange) => placeOf(range.from, range.bytes.length);
  if (one.bytes.length === 0 || other.bytes.length === 0) {
    const there = one.bytes.length > 0 ? one : other;
    return there.bytes.length > 0 ? `${place(there)}: ${hexOf(there.bytes)}` : "";
  }
  const places = place(one) === place(other) ? place(one) : `${place(one)}, now ${place(other)}`;
  return `${places}: ${hexOf(one.bytes)} → ${hexOf(other.bytes)}`;
}

interface ByteRange {
  readonly from: number;
  readonly bytes: Uint8Array;
}

function rangeOf({ packet, field }: Side): ByteRange {
  if (!field || field.bits === 0) return { from: 0, bytes: new Uint8Array(0) };
  const from = field.bit >> 3;
  return { from, bytes: packet.bytes.subarray(from, (field.bit + field.bits + 7) >> 3) };
}

function placeOf(from: number, length: number): string {
  return length === 1 ? `${from}` : `${from}–${from + length - 1}`;
}

function hexOf(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, mostBytes), (byte) => byte.toString(16).padStart(2, "0")).join(
    " ",
  );
  return bytes.length > mostBytes ? `${shown} …` : shown;
}

function titleOf(one: Packet, other: Packet, count: number): string {
  const [before, after] = [one.bytes, other.bytes];
  if (before.length !== after.length) {
    return `${counted(count, "difference")} between a packet of ${bytesText(before.length)} and one of ${after.length}`;
  }
  const differing = before.reduce((sum, byte, i) => sum + Number(byte !== after[i]), 0);
  if (differing === 0 && count === 0) return `Both packets are the same, all ${bytesText(before.length)}`;
  return `${counted(count, "difference")}: ${differing} of ${bytesText(before.length)} differ`;
}

const mostRows = 80;

function tableOf(caption: string, rows: readonly Row[]): Table {
  const shown = rows.slice(0, mostRows).map(
    ({ change: { what, before, after, why, wrong }, bytes }): TableRow => ({
      cells: [what, before ?? "–", after ?? "–", wrong ? `✗ ${why}` : why, bytes],
      marked: wrong,
    }),
  );
  const left = rows.length - shown.length;
  return {
    caption,
    columns: [
      { heading: "field" },
      { heading: "before", kind: "mono", width: 30 },
      { heading: "after", kind: "mono", width: 30 },
      { heading: "why", width: 48 },
      { heading: "bytes", kind: "mono" },
    ],
    rows:
      left > 0 ? [...shown, { cells: [`and ${counted(left, "difference")} more`, "", "", "", ""] }] : shown,
  };
}
