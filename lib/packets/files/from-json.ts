/** packetFromJSON(): back from the result of toJSON(), or a line of `netcell dissect --json`, to the packet. */

import { namesThatExist } from "../../errors";
import { bytesKey, headerBytes, type LayerJson } from "../describe/json";
import { PacketError } from "../error";
import { PADDING, rowLength } from "../frame";
import { type Definition, definitions } from "../model/definition";
import { Packet } from "../packet";

/**
 * The packet that these layers were: the same bytes and the same layers, as if read from the wire. Nothing is worked
 * out: to change a packet, use `with()`.
 *
 * @param layers what `toJSON()` gave, or `layers` in a line of `netcell dissect --json`
 * @param length bytes on the wire, where the capture kept fewer
 * @example
 * ```ts
 * import { packet, packetFromJSON, IP, TCP } from "netcell";
 * const text = JSON.stringify(packet(IP(), TCP(), "GET"));
 * packetFromJSON(JSON.parse(text))
 * ```
 * @throws PacketError when the layers are not in this form
 */
export function packetFromJSON(layers: readonly LayerJson[], length?: number): Packet {
  if (!Array.isArray(layers)) throw misshapen();
  const pieces = layers.map((layer: unknown) => {
    const [name, fields] = Array.isArray(layer) ? layer : [];
    if (typeof name !== "string" || typeof fields !== "object" || fields === null) throw misshapen();
    const definition = named(name, fields);
    return { definition, header: headerBytes(definition, fields) };
  });
  const bytes = new Uint8Array(pieces.reduce((sum, { header }) => sum + header.length, 0));
  let at = 0;
  for (const { header } of pieces) {
    bytes.set(header, at);
    at += header.length;
  }
  const rows = rowsOf(pieces, bytes);
  return new Packet({ bytes, rows, count: pieces.length, built: false, wire: length ?? bytes.length });
}

function misshapen(): PacketError {
  return new PacketError(
    "These are not layers of a packet",
    'Give a list of ["IP", { … }], as toJSON() does; of a line of netcell dissect --json its "layers".',
  );
}

/**
 * The protocol of this name. There may be several: a cell that defines one was run again, a family has the name of a
 * member; then the one whose fields these are, all of them and no more, and the newest of those.
 */
function named(name: string, fields: LayerJson[1]): Definition {
  const alike = definitions.filter((definition) => definition?.name === name).reverse();
  const given = Object.keys(fields).filter((field) => field !== bytesKey);
  const fitting = alike.filter(({ byName }) => given.every((field) => byName.has(field)));
  const found = fitting.sort((a, b) => a.slots.length - b.slots.length)[0] ?? alike[0];
  if (found) return found;
  const names = new Set(definitions.filter(Boolean).map((definition) => definition.name));
  throw new PacketError(
    `There is no protocol ${JSON.stringify(name)} here`,
    namesThatExist(name, [...names]),
  );
}

/** Where the layers end: each as its own length says, no further than the one around it; as the dissector would find. */
function rowsOf(
  pieces: readonly { definition: Definition; header: Uint8Array }[],
  bytes: Uint8Array,
): Int32Array {
  const rows = new Int32Array(pieces.length * rowLength);
  let at = 0;
  let limit = bytes.length;
  for (const [i, { definition, header }] of pieces.entries()) {
    const { id, plan } = definition;
    const behind = at + header.length;
    let row = [id, at, header.length, behind];
    if (id !== PADDING) {
      const enough = header.length >= plan.min;
      const size = enough ? plan.size(bytes, at, limit) : 0;
      const ends = enough ? plan.end(bytes, at, limit, size) : limit;
      const broken = size < plan.min || at + size > ends;
      if (!broken) limit = Math.max(ends, behind);
      row = broken ? [-id, at, header.length, behind] : [id, at, header.length, limit];
    }
    rows.set(row, i * rowLength);
    at = behind;
  }
  return rows;
}
