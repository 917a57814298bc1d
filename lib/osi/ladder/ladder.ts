/** osi.ladder(): a sequence diagram of what a socket saw, from top to bottom, one lifeline for each end. */
import { type View, view } from "../../cell";
import { drawingAndText } from "../drawing/page";
import { type Recorded, readExchange } from "../input/exchange";
import { ladderOf } from "./model";
import { ladderSvg } from "./svg";
import { ladderText } from "./text";

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
export function ladder(recorded: Recorded): View {
  const drawing = ladderOf(readExchange(recorded, "ladder"));
  const svg = () => ladderSvg(drawing);
  const text = () => ladderText(drawing);
  return view({ text, svg, html: () => drawingAndText("ladder", svg(), text()) });
}
