/** The card of a UDP socket: its endpoint, how much passed, and what was dropped where. */
import type { Described } from "../../cell";
import { counted, type View, visible } from "../../view";
import { socketCard } from "../card";
import type { ShowOptions } from "../stack/socket";
import type { UdpSocket } from "./api";

export function datagramCard(socket: UdpSocket & Described, options: ShowOptions): View {
  const line = (stable: boolean) =>
    [
      `${socket.state === "open" ? "receives" : "received"} on ${visible(socket.facts(stable).endpoint)}`,
      `${counted(socket.sent, "datagram")} sent`,
      `${socket.received.toLocaleString("en")} received`,
      counted(socket.transcript.bytes, "byte"),
      ...drops(socket),
    ].join(", ");
  return socketCard(socket, line, options);
}

function* drops({ dropped, droppedBySystem }: UdpSocket): Iterable<string> {
  if (dropped > 0) yield `${dropped.toLocaleString("en")} dropped here (receiver buffer full)`;
  if (droppedBySystem) yield `${droppedBySystem.toLocaleString("en")} dropped by the operating system`;
}
