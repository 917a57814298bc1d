/** The account of each layer, from packets. Nothing has to be reconstructed, and they show much that no socket sees. */
import type { TCPStream } from "../../packets";
import type { LayerNumber } from "../../view";
import { bytesText, counted } from "../../view";
import { exchangeOfPackets, exchangeOfStream, type PacketExchange } from "../flows/exchange-of-packets";
import { inOrder, originsText } from "../flows/origins";
import type { Exchange } from "../input/exchange";
import type { PacketList, SeenPacket } from "../input/packets";
import type { Account } from "./account";
import { application } from "./application";
import type { Telling } from "./explain";
import { packetBits, packetFrames } from "./packet-link";
import { packetNetwork } from "./packet-network";
import { packetTransport } from "./packet-transport";
import { presentation } from "./presentation";
import { session } from "./session";

/** The account of packets. */
export function tellPackets(list: PacketList): Telling {
  const packets = inOrder(list.packets);
  const lost = list.dropped > 0 ? ` (${list.dropped.toLocaleString("en")} older ones were not kept)` : "";
  return telling(
    `What each layer did, told from ${counted(packets.length, "packet")}${lost}: ${originsText(packets)}`,
    exchangeOfPackets(packets),
    packets,
  );
}

/** The account of a stream, whose packets are not at hand: of the layers below it has no more than addresses. */
export function tellStream(stream: TCPStream): Telling {
  const bytes = bytesText(stream.client.length + stream.server.length);
  return telling(
    `What each layer did, told from one TCP stream: ${counted(stream.segments.length, "segment")}, ${bytes}`,
    exchangeOfStream(stream),
    [],
  );
}

function telling(title: string, followed: PacketExchange, packets: readonly SeenPacket[]): Telling {
  const rows = followed.conversations.flatMap((conversation) => conversation.rows);
  const exchange: Exchange = { source: "packets", dropped: 0, wrapping: undefined, rows, ...followed };
  const upper = (teller: (exchange: Exchange) => Account) => () =>
    rows.length > 0 ? teller(exchange) : silent;
  const tellers: { readonly [layer in LayerNumber]: () => Account } = {
    7: upper(application),
    6: upper(presentation),
    5: upper(session),
    4: () => packetTransport(followed),
    3: () => packetNetwork(packets, followed),
    2: () => packetFrames(packets),
    1: () => packetBits(packets),
  };
  return { title, unit: "packet", unknown: "what packets do not tell", account: (layer) => tellers[layer]() };
}

const silent: Account = { seen: [{ says: "Nothing: no program's data is in these packets." }], unknown: [] };
