/** The front door of lib/sockets. */
export type { Endpoint, HostAndPort, Listening, Target } from "./endpoint";
export type {
  Connection,
  ConnectionHandler,
  ConnectOptions,
  LineOptions,
  ListenOptions,
  MessageStream,
  Server,
  ShowOptions,
  SocketHandle,
  Stack,
  TcpApi,
} from "./stack/handles";
export { tcp } from "./tcp";
export type { Transcript, Wire, WireEvent } from "./transcript/transcript";
