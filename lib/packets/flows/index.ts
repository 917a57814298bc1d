/** The front door of flows: conversations, TCP streams. */
export { type Conversation, type ConversationLevel, conversations, type Traffic } from "./conversations";
export type { FlowEnd } from "./ends";
export type { ByteRange } from "./pieces";
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
