/** The front door of lib/sockets. */

export type { Child, ChildExit, ChildOptions } from "./child/api";
export { child } from "./child/child";
export type { Endpoint, HostAndPort, Listening, Target } from "./endpoint";
export type { AddressFamily, Families, SocketAnswer, SocketType } from "./families/api";
export { families } from "./families/families";
export type {
  Codec,
  Decoder,
  DelimiterOptions,
  Framing,
  LengthPrefixOptions,
  LineCodecOptions,
  ReceivedBytes,
} from "./framing/api";
export { framing } from "./framing/framing";
export type {
  HttpAnswer,
  HttpApi,
  HttpBase,
  HttpClient,
  HttpClientOptions,
  HttpExchange,
  HttpHandler,
  HttpLine,
  HttpPlace,
  HttpRaw,
  HttpRequestOptions,
  HttpResponse,
  HttpRoutes,
  HttpServeOptions,
  HttpServer,
} from "./http/api";
export { http } from "./http/http";
export type { HttpProblem } from "./http/problem";
export type {
  DatagramDecision,
  DatagramImpairment,
  Direction,
  Impair,
  RelayOptions,
  StreamDecision,
  StreamImpairment,
  TcpRelay,
  UdpRelay,
} from "./impair/api";
export { impair } from "./impair/impair";
export { os } from "./os";
export type { Clock } from "./stack/clock";
export type { Connection } from "./stack/connection";
export type { FramedStream, LineOptions, MessageStream } from "./stack/messages";
export type {
  ConnectionHandler,
  ListenOptions,
  PortOptions,
  Server,
  ServingOptions,
  TcpOptions,
} from "./stack/server";
export type { ShowOptions, SocketHandle } from "./stack/socket";
export type { Stack } from "./stack/stack";
export type { TcpState } from "./stack/tcp-state";
export type { ConnectOptions, TcpApi } from "./tcp/api";
export { tcp } from "./tcp/tcp";
export type {
  TlsApi,
  TlsCertificate,
  TlsCertificateOptions,
  TlsConnection,
  TlsConnectOptions,
  TlsFacts,
  TlsHandler,
  TlsListenOptions,
} from "./tls/api";
export { tls } from "./tls/tls";
export type { Transcript, Wire, WireEvent } from "./transcript/transcript";
export type { BindOptions, DatagramHandler, UdpApi, UdpDatagram, UdpSocket } from "./udp/api";
export { udp } from "./udp/udp";
export type { UnixApi, UnixConnectOptions, UnixListenOptions } from "./unix/api";
export { type SocketpairOptions, socketpair } from "./unix/pair";
export { unix } from "./unix/unix";
export type {
  WebSocketApi,
  WebSocketConnectOptions,
  WebSocketEnd,
  WebSocketHandler,
  WebSocketOpening,
  WebSocketOptions,
  WebSocketStream,
} from "./websocket/api";
export { websocket } from "./websocket/websocket";
