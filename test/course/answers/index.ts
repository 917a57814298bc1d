/** Right and wrong answers to all exercises whose answer is a value: a notebook's are one file and one line here. */
import { serverInACell } from "./00-a-server-in-a-cell";
import { simpleServerAndClient } from "./01-simple-server-and-client";
import { layersAndPdus } from "./02-layers-and-pdus";
import { packetByHand } from "./03-a-packet-by-hand";
import { ipAddresses } from "./04-ip-addresses";
import { portsAndSocketTypes } from "./07-ports-and-socket-types";
import { tcpLifeOfAConnection } from "./08-tcp-life-of-a-connection";
import { byteStreamAndFraming } from "./09-byte-stream-and-framing";
import { udpDatagrams } from "./11-udp-datagrams";
import { fastMeasureIt } from "./12-fast-measure-it";
import { notOnlyTheInternet } from "./13-not-only-the-internet";
import { clientServerAndPeerToPeer } from "./15-client-server-and-peer-to-peer";
import { httpByHandThenRest } from "./16-http-by-hand-then-rest";
import type { Answers } from "./answers";
import { chatRoom } from "./C1-chat-room";
import { gameServer } from "./C2-game-server";
import { restApi } from "./C3-rest-api";

export const answers: readonly Answers[] = [
  ...serverInACell,
  ...simpleServerAndClient,
  ...layersAndPdus,
  ...packetByHand,
  ...ipAddresses,
  ...portsAndSocketTypes,
  ...tcpLifeOfAConnection,
  ...byteStreamAndFraming,
  ...udpDatagrams,
  ...notOnlyTheInternet,
  ...clientServerAndPeerToPeer,
  ...fastMeasureIt,
  ...httpByHandThenRest,
  ...chatRoom,
  ...gameServer,
  ...restApi,
];
