/** osi.ladder(): a sequence diagram, from top to bottom, one lifeline for each end. */
import { drawingAndText, type View, view } from "../../view";
import { type Drawable, type DrawableContent, readDrawable } from "../input/drawable";
import { storyOfPackets, storyOfStream } from "./from-packets";
import { storyOfExchange } from "./from-transcript";
import { type Ladder, ladderOf } from "./model";
import { type LadderOptions, ladderOptions } from "./options";
import type { Story } from "./story";
import { ladderSvg } from "./svg";
import { ladderText } from "./text";

/**
 * Who said what to whom, drawn from top to bottom with one lifeline for each end.
 *
 * Of packets: flags, sequence numbers counted from the beginning, data; the opening and the end named; the states of
 * both ends where a segment proves them; and in words what is sent again, missing, late, confirmed twice. Of a
 * transcript: what the socket saw; segments and ACKs belong to the operating system and are not in it. Once there are
 * many rows, runs of plain data and ACKs are folded into a line that counts them.
 *
 * @param given packets (an array, a capture file, a running capture), a TCP stream, a connection, a server, a transcript
 * @param options what has a lifeline, whether time is to scale, which rows, whether runs are folded
 * @throws NetcellError `EINVAL` when it is none of these, or an option is not known
 * @example
 * ```ts
 * import { osi, packet, reply, IP, TCP } from "netcell";
 * const syn = packet(IP({ src: "10.0.0.1", dst: "10.0.0.2" }), TCP({ sport: 40000, dport: 80, flags: "S", seq: 99 }));
 * osi.ladder([syn, reply(syn), reply(reply(syn))])
 * ```
 */
export function ladder(given: Drawable, options: LadderOptions = {}): View {
  const drawing = ladderIn(readDrawable(given, "ladder"), ladderOptions(options));
  const svg = () => ladderSvg(drawing);
  const text = () => ladderText(drawing);
  return view({ text, svg, html: () => drawingAndText("ladder", svg(), text()) });
}

/** The ladder of what was read, ready to be drawn. */
export function ladderIn(read: DrawableContent, options: LadderOptions = {}): Ladder {
  return ladderOf(storyOf(read, options), options);
}

function storyOf(read: DrawableContent, { lifelines }: LadderOptions): Story {
  switch (read.kind) {
    case "exchange":
      return storyOfExchange(read.exchange);
    case "stream":
      return storyOfStream(read.stream, lifelines);
    case "packets":
      return storyOfPackets(read, lifelines);
  }
}
