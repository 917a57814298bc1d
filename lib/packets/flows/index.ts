/** The front door of flows: conversations, TCP streams, fragments, questions and answers. */
export { type Answer, answers } from "./answers";
export { type Conversation, type ConversationLevel, conversations, type Traffic } from "./conversations";
export type { Datagram, Fragment, FragmentMark } from "./datagram";
export type { FlowEnd } from "./ends";
export { fragment } from "./fragment";
export type { ByteRange } from "./pieces";
export { type NumberedPacket, type Reassembly, reassemble } from "./reassemble";
export { reply } from "./reply";
export { tcpStreams } from "./tcp-streams";
export type {
  SegmentMark,
  StreamPart,
  TCPDirection,
  TCPSegment,
  TCPSide,
  TCPStream,
  TCPTurn,
} from "./tcp-types";
