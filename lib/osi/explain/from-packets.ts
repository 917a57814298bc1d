/** The account of each layer that packets give. Nothing is reconstructed here, and packets show more than a socket sees. */
import type { TCPStream } from "../../packets";
import type { LayerNumber } from "../../view";
import { bytesText, counted, grouped } from "../../view";
import { exchangeOfPackets, exchangeOfStream, type PacketExchange } from "../flows/exchange-of-packets";
import { inOrder, originsText } from "../flows/origins";
import type { Exchange } from "../input/exchange";
import type { PacketList, SeenPacket } from "../input/packets";
import type { Account } from "./account";
import { application } from "./application";
import type { Explanation } from "./explain";
import { packetBits, packetFrames } from "./packet-link";
import { packetNetwork } from "./packet-network";
import { packetTransport } from "./packet-transport";
import { presentation } from "./presentation";
import { session } from "./session";

/** The account of packets. */
export function explainPackets(list: PacketList): Explanation {
  const packets = inOrder(list.packets);
  const lost = list.dropped > 0 ? ` (${grouped(list.dropped)} older ones were not kept)` : "";
  return explanation(
    `What each layer did, told from ${counted(packets.length, "packet")}${lost}: ${originsText(packets)}`,
    exchangeOfPackets(packets),
    packets,
  );
}

/** The account of a stream, whose packets are not at hand: of the layers below it has no more than addresses. */
export function explainStream(stream: TCPStream): Explanation {
  const bytes = bytesText(stream.client.length + stream.server.length);
  return explanation(
    `What each layer did, told from one TCP stream: ${counted(stream.segments.length, "segment")}, ${bytes}`,
    exchangeOfStream(stream),
    [],
  );
}

function explanation(title: string, followed: PacketExchange, packets: readonly SeenPacket[]): Explanation {
  const rows = followed.conversations.flatMap((conversation) => conversation.rows);
  const exchange: Exchange = { source: "packets", dropped: 0, wrapping: undefined, rows, ...followed };
  const upper = (teller: (exchange: Exchange) => Account) => () =>
    rows.length > 0 ? teller(exchange) : silent;
  const accounts: { readonly [layer in LayerNumber]: () => Account } = {
    7: upper(application),
    6: upper(presentation),
    5: upper(session),
    4: () => packetTransport(followed),
    3: () => packetNetwork(packets, followed),
    2: () => packetFrames(packets),
    1: () => packetBits(packets),
  };
  return {
    title,
    unit: "packet",
    unknown: "what packets do not tell",
    account: (layer) => accounts[layer](),
  };
}

const silent: Account = { seen: [{ says: "Nothing: no program's data is in these packets." }], unknown: [] };
