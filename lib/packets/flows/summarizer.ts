/** Summaries of packets in sequence, one line each, with the sequence numbers of TCP counted from the beginning, as tcpdump does. */

import type { PlacedLayer } from "../describe/placed-layer";
import { summaryOf } from "../describe/summary";
import type { Fields } from "../model/field";
import type { Packet } from "../packet";
import { TCP } from "../protocols/tcp";
import type { TCPOption } from "../protocols/tcp-options";
import { seq } from "../seq";

/** Connections that are remembered; the one that was silent for the longest time is forgotten first. */
const most = 65_536;

/** Where the numbers of each end begin, by the end: address and port. */
type Beginning = Readonly<Record<string, number>>;

/**
 * A function that prints the packets of one capture in a line each, one after the other, as `tcpdump -n` does: as
 * `packet.summary()`, but behind the first segment with an `ack` of each TCP connection numbers count from there, so
 * that the bytes of a connection which is seen from its start are numbered from 1.
 *
 * @example
 * ```ts
 * import { summarizer, packet, IP, TCP } from "netcell";
 * const say = summarizer();
 * console.log(say(packet(IP(), TCP({ sport: "http", dport: 40000, flags: "SA", seq: 7000, ack: 1001 }))));
 * console.log(say(packet(IP(), TCP({ sport: 40000, dport: "http", flags: "PA", seq: 1001, ack: 7001 }), "hello")));
 * ```
 */
export function summarizer(): (packet: Packet) => string {
  const known = new Map<string, Beginning>();

  /** Where both ends of a segment's connection begin; undefined for segments that begin one, or are the first seen. */
  function beginningOf(from: string, to: string, { flags, seq: first, ack }: Fields): Beginning | undefined {
    const connection = from < to ? `${from} ${to}` : `${to} ${from}`;
    const before = known.get(connection);
    known.delete(connection);
    const begins = (flags as string).includes("S");
    if (!(flags as string).includes("A")) {
      if (before && !begins) known.set(connection, before);
      return undefined;
    }
    const now = begins ? undefined : before;
    known.set(connection, now ?? { [from]: first as number, [to]: seq.add(ack as number, -1) });
    if (known.size > most) known.delete(known.keys().next().value!);
    return now;
  }

  return (packet) => {
    const { layers } = packet;
    return summaryOf(packet, ({ definition, fields, at, stop }: PlacedLayer) => {
      if (definition !== TCP.definition || stop) return fields;
      const network = layers.filter((layer) => layer.at < at && layer.definition.addressSum).at(-1)?.fields;
      if (!network) return fields;
      const [from, to] = [`${network.src}.${fields.sport}`, `${network.dst}.${fields.dport}`];
      const began = beginningOf(from, to, fields);
      return began ? counted(fields, began[from]!, began[to]!) : fields;
    });
  };
}

/** A segment's fields, with numbers that count from where its sender and its receiver began. */
function counted(fields: Fields, own: number, others: number): Fields {
  const options = (fields.options as readonly TCPOption[]).map(
    (option): TCPOption =>
      option[0] === "SAck" ? ["SAck", option[1].map((edge) => seq.add(edge, -others))] : option,
  );
  return {
    ...fields,
    seq: seq.add(fields.seq as number, -own),
    ack: seq.add(fields.ack as number, -others),
    options,
  };
}
