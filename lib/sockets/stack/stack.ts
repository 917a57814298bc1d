/** The interface of a network: the operating system's, or another one. */
import type { TcpApi } from "../tcp/api";
import type { UdpApi } from "../udp/api";

/** A network: the operating system's, or one in memory. The same program runs on either. */
export interface Stack {
  /** Connections and servers. */
  readonly tcp: TcpApi;
  /** Datagrams. */
  readonly udp: UdpApi;
}
