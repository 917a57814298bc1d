/** The input of a view, by kind: packets, a TCP stream, or a socket's recording. */
import type { TCPStream } from "../../packets";
import { type Exchange, type Recorded, readExchange, transcriptIn } from "./exchange";
import { type PacketLike, type PacketList, type PacketsLike, packetsIn, type ReadOptions } from "./packets";
import { refusal } from "./refusal";

/** All that a view can draw: a packet, its bytes, packets in a row, a TCP stream, a connection, a server, a transcript. */
export type Drawable = PacketLike | PacketsLike | TCPStream | Recorded;

/** The input, once its kind is known. */
export type DrawableContent =
  | ({ readonly kind: "packets" } & PacketList)
  | { readonly kind: "stream"; readonly stream: TCPStream }
  | { readonly kind: "exchange"; readonly exchange: Exchange };

/** Reads `given` as it is now; what happens later does not change the result. */
export function readDrawable(given: Drawable, caller: string, options: ReadOptions = {}): DrawableContent {
  if (isStream(given)) return { kind: "stream", stream: given };
  if (transcriptIn(given)) return { kind: "exchange", exchange: readExchange(given as Recorded, caller) };
  const list = packetsIn(given, caller, options);
  if (list) return { kind: "packets", ...list };
  throw refusal(
    caller,
    given,
    ", which is nothing that it can draw",
    "Give a packet, its bytes, packets in a row, a TCP stream, a connection, a server or a transcript.",
  );
}

/** Is it one of those that `tcpStreams()` finds? */
function isStream(given: unknown): given is TCPStream {
  if (typeof given !== "object" || given === null) return false;
  const { turns, segments, client } = given as Partial<TCPStream>;
  return Array.isArray(turns) && Array.isArray(segments) && typeof client === "object";
}
