/** The front door of lib/osi: every pretty-printer hangs on one object. */
import type { View } from "../cell";
import type { Recorded } from "./exchange";
import { explain } from "./explain";
import { ladder } from "./ladder";
import { type Layer, layers } from "./layers";
import { table } from "./table";

export type { Recorded, Recorder } from "./exchange";
export type { InternetLayer, Layer, LayerNumber } from "./layers";

/** The reference model, and traffic seen through it. */
export interface Osi {
  /**
   * The seven layers as values, from 7 down to 1: pick one and ask for its name, its PDU, what it does.
   *
   * @example
   * ```ts
   * import { osi } from "netcell";
   * osi.layers.map((layer) => `${layer.number} ${layer.name}: ${layer.pdu}`)
   * ```
   */
  readonly layers: readonly Layer[];
  /**
   * The whole model on one board: seven layers, their PDUs, host or media, what each does, and the Internet's four
   * layers beside them. Where the course's source notes are wrong, a note says so and names its source.
   *
   * @example
   * ```ts
   * import { osi } from "netcell";
   * osi.table()
   * ```
   */
  table(): View;
  /**
   * What each layer contributed to an exchange you have had: findings with the rows that prove them, and beside them
   * what a socket cannot know. Nothing is told that was not observed or computed.
   *
   * @param recorded a connection, a server, or a transcript
   * @throws NetcellError `EINVAL` when it has no transcript
   * @example
   * ```ts
   * import { osi, tcp } from "netcell";
   * const hi = await tcp.listen(async (c) => { await c.send("hi\n") });
   * const me = await tcp.connect(hi);
   * await me.recvUntil("\n");
   * osi.explain(me)
   * ```
   */
  explain(recorded: Recorded): View;
  /**
   * Who said what to whom, drawn from top to bottom with one lifeline for each end: a sequence diagram of what the
   * socket saw. Segments, handshakes and ACKs belong to the operating system and are not in it. Of more than 61 rows
   * the middle ones are folded into one line.
   *
   * @param recorded a connection, a server (one lifeline for each client), or a transcript
   * @throws NetcellError `EINVAL` when it has no transcript
   * @example
   * ```ts
   * import { osi, tcp } from "netcell";
   * const hi = await tcp.listen(async (c) => { await c.send("hi\n") });
   * const me = await tcp.connect(hi);
   * await me.recvUntil("\n");
   * osi.ladder(me)
   * ```
   */
  ladder(recorded: Recorded): View;
}

/** The seven layers, and every view of traffic through them. */
export const osi: Osi = { layers, table, explain, ladder };
