/** Public types of families(): the address families of a machine. */
import type { View } from "../../view";

/** A table of address families, which gives its rows when it is iterated. */
export interface Families extends View, Iterable<AddressFamily> {
  /** Who asked the operating system, and what that one could not ask. */
  readonly note: string;
}

/** A type of socket: a byte stream, datagrams, datagrams over a connection, or whatever is below the family. */
export type SocketType = "SOCK_STREAM" | "SOCK_DGRAM" | "SOCK_SEQPACKET" | "SOCK_RAW";

/** The answer of the operating system to `socket(family, type, 0)`. */
export interface SocketAnswer {
  /** What was asked for. */
  readonly type: SocketType;
  /** Whether there is such a socket for this user. */
  readonly opened: boolean;
  /**
   * The protocol that the system chose because it was asked for protocol 0: 6 is TCP, 17 is UDP, 0 a family that
   * has one protocol only, or leaves it open. `undefined` where nothing was opened or the system does not tell (SO_PROTOCOL).
   */
  readonly protocol: number | undefined;
  /** Why not: the errno name, such as `ESOCKTNOSUPPORT`. */
  readonly errno: string | undefined;
  /** Why not, in the system's words. */
  readonly reason: string | undefined;
}

/** An address family on this machine. */
export interface AddressFamily {
  /** As the system's headers call it: `AF_INET`, … */
  readonly name: string;
  /** Who it brings together. */
  readonly connects: string;
  /**
   * `offered`: sockets can be made; `not permitted`: by others than this user; `other types`: the system has the
   * family, but wants another type or protocol than was asked for; `not offered`; `not asked`: no program here could ask.
   */
  readonly state: "offered" | "not permitted" | "other types" | "not offered" | "not asked";
  /** Why it is not offered: the errno name, such as `EAFNOSUPPORT`. */
  readonly errno: string | undefined;
  /** Why it is not offered, in words. */
  readonly reason: string | undefined;
  /** What was said to each type that was asked for. */
  readonly types: readonly SocketAnswer[];
}
