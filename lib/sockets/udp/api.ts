/** The interface of UDP, on any network: sockets that send and receive datagrams. */
import type { CallOptions } from "../../cell";
import type { Endpoint, Target } from "../endpoint";
import type { SocketHandle } from "../stack/socket";

/** One datagram, whole: UDP keeps the boundaries that the sender made. */
export interface UdpDatagram {
  /** Its bytes; a datagram may be empty. */
  readonly data: Buffer;
  /** Who sent it, as its header says: UDP does not prove it. */
  readonly from: Endpoint;
  /** Its bytes, read as UTF-8. */
  text(): string;
}

/** A function that is called with each datagram. What it throws is reported, and ends nothing. */
export type DatagramHandler = (datagram: UdpDatagram, socket: UdpSocket) => unknown;

/**
 * A socket for datagrams (RFC 768). It needs no connection, one socket serves every peer, and a lost
 * datagram is not reported. Iterating gives the datagrams as they arrive, and ends when the socket is closed.
 */
export interface UdpSocket extends SocketHandle, AsyncIterable<UdpDatagram> {
  /** Where it receives. The operating system chose the port, unless `bind` was given one. */
  readonly endpoint: Endpoint;
  /** The only peer of a socket that is connected. */
  readonly remote: Endpoint | undefined;
  /** Datagrams handed to the network. UDP does not say whether they arrived. */
  readonly sent: number;
  /** Datagrams that came in, also those that were dropped here. */
  readonly received: number;
  /** Datagrams dropped here, because 1024 waited to be received or to be done with by the handler. */
  readonly dropped: number;
  /**
   * Datagrams that the operating system dropped before this socket could see them, because its receiver buffer was
   * full. `undefined` where it does not say: only Linux does.
   */
  readonly droppedBySystem: number | undefined;
  /** Bytes of the operating system's receiver buffer. Linux gives twice what is asked, for its own bookkeeping. */
  readonly recvBuffer: number;
  /**
   * Sends one datagram, text (as UTF-8) or bytes, and resolves with its size when the operating system has taken it.
   * @throws NetcellError `EMSGSIZE` when it is larger than a datagram can be: 65 507 bytes over IPv4 (65 535 of an IP
   * packet, RFC 791, section 3.1, less its header of 20 and UDP's of 8); `ENOBUFS` when too many wait already, `EACCES`
   * for a broadcast without `broadcast: true`, `ENOTCONN` when the socket is closed
   */
  sendTo(data: string | Uint8Array, to: Target, options?: CallOptions): Promise<number>;
  /**
   * The next datagram.
   * @throws NetcellError `ETIMEDOUT` when none comes within 5 s or `timeout`; `EINVAL` when a handler takes them;
   * `ECONNREFUSED` on a connected socket whose peer's host said that no socket has the port; `EINTR`
   */
  recvFrom(options?: CallOptions): Promise<UdpDatagram>;
  /**
   * Chooses the only peer: from now on `send` and `recv` are for it, and datagrams of others are not let in. Nothing
   * is sent: UDP has no handshake. But the operating system now passes on what the peer's host reports, such as
   * `ECONNREFUSED` for a port that no socket has (RFC 1122, section 4.1.3.3).
   * @throws NetcellError `EISCONN` when it is connected already, `ENOTFOUND`, `EINVAL`
   */
  connect(to: Target, options?: CallOptions): Promise<void>;
  /**
   * Sends one datagram to the peer that `connect` chose.
   * @throws NetcellError `EDESTADDRREQ` before `connect`, `ECONNREFUSED` when an earlier one found no socket, and what
   * `sendTo` throws
   */
  send(data: string | Uint8Array, options?: CallOptions): Promise<number>;
  /** The bytes of the next datagram; the rest is as with `recvFrom`. */
  recv(options?: CallOptions): Promise<Buffer>;
  /**
   * Receives from now on what is sent to a multicast group too (RFC 1112), such as `"239.1.2.3"`. The socket must be
   * bound to the group's address, or to every address.
   * @param at this machine's address whose network is meant, in IPv6 the name of an interface as in `"::%eth0"`; (default:
   * this machine only)
   */
  join(group: string, at?: string): void;
  /** Ends what {@link UdpSocket.join} began. */
  leave(group: string, at?: string): void;
}

/** Options of binding. */
export interface BindOptions {
  /** A re-run of the cell replaces the socket of the same name, and takes its port over. */
  readonly name?: string;
  /** The port; left out or 0, the operating system chooses a free one. */
  readonly port?: number;
  /**
   * The address (default: `127.0.0.1`, this machine only, in both directions). `"127.255.255.255"` is
   * where broadcasts to this machine arrive; a multicast group's address is shared by all who bind it.
   */
  readonly host?: string;
  /** Needed, with `NETCELL_ALLOW_PUBLIC=1` in the environment, to talk with other machines. */
  readonly public?: true;
  /** Bytes to ask of the operating system for its receiver buffer (SO_RCVBUF). */
  readonly recvBuffer?: number;
  /** Allows to send to broadcast addresses (SO_BROADCAST; RFC 1122, section 3.3.6); `127.255.255.255` is this machine's. */
  readonly broadcast?: boolean;
  /** IP's Time to Live of what is sent, 1 to 255: how many routers it may pass, less one. */
  readonly ttl?: number;
  /** Where handlers print: in the cell that made the socket, its `owner` (default), or in the `current` cell. */
  readonly output?: "owner" | "current";
}

/** UDP: datagrams (RFC 768). */
export interface UdpApi {
  /**
   * Opens a socket. It lives on after the cell, and is replaced when the cell is run again.
   *
   * @param handler called for every datagram; without one, take them with `recvFrom()`
   * @throws NetcellError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, `EINVAL`
   * @example
   * ```ts
   * import { udp } from "netcell";
   * const echo = await udp.bind((d, socket) => socket.sendTo(d.data, d.from), { name: "udp-echo" });
   * const me = await udp.bind();
   * await me.sendTo("hi", echo);
   * (await me.recvFrom()).text()
   * ```
   */
  bind(handler?: DatagramHandler, options?: BindOptions): Promise<UdpSocket>;
  /** Opens a socket without a handler: take its datagrams with `recvFrom()`. */
  bind(options: BindOptions): Promise<UdpSocket>;
}
