/** Address families: what there is to ask for, and what an answer looks like. */

/** The types of socket that are asked for, in the order of the table. */
export const socketTypes: readonly SocketType[] = ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET", "SOCK_RAW"];

/** A type of socket: a byte stream, datagrams, datagrams over a connection, or whatever is below the family. */
export type SocketType = "SOCK_STREAM" | "SOCK_DGRAM" | "SOCK_SEQPACKET" | "SOCK_RAW";

/** The families that are asked for, and who they bring together. One line each. */
export const known = [
  { name: "AF_UNIX", connects: "programs of this machine, by a path" },
  { name: "AF_INET", connects: "hosts of the Internet, IPv4" },
  { name: "AF_INET6", connects: "hosts of the Internet, IPv6" },
  { name: "AF_NETLINK", connects: "programs and the Linux kernel", linux: 16 },
  { name: "AF_PACKET", connects: "programs and a network card, frame by frame", linux: 17 },
  { name: "AF_BLUETOOTH", connects: "devices nearby, by radio", linux: 31 },
  { name: "AF_IRDA", connects: "devices in sight, by infrared (left Linux in 4.17, 2018)", linux: 23 },
  { name: "AF_CAN", connects: "controllers of a car or a machine, by the CAN bus", linux: 29 },
  { name: "AF_VSOCK", connects: "a virtual machine and its host", linux: 40 },
] as const satisfies ReadonlyArray<{ name: string; connects: string; linux?: number }>;

/** What the operating system said to `socket(family, type, 0)`. */
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
   * family, but wants another type or protocol than was asked for; `not offered`; `not asked`: nobody here could ask.
   */
  readonly state: "offered" | "not permitted" | "other types" | "not offered" | "not asked";
  /** Why it is not offered: the errno name, such as `EAFNOSUPPORT`. */
  readonly errno: string | undefined;
  /** Why it is not offered, in words. */
  readonly reason: string | undefined;
  /** What was said to each type that was asked for. */
  readonly types: readonly SocketAnswer[];
}

/** The family, as the answers to its types show it; without any, the system has no number for it. */
export function concluded(name: string, connects: string, types: readonly SocketAnswer[]): AddressFamily {
  const family = { name, connects, types, errno: undefined, reason: undefined };
  if (types.some((answer) => answer.opened)) return { ...family, state: "offered" };
  for (const [state, errnos] of tellingErrors) {
    const telling = types.find(({ errno }) => errno !== undefined && errnos.includes(errno));
    if (telling) return { ...family, state, errno: telling.errno, reason: telling.reason };
  }
  const { errno, reason } = types[0] ?? { errno: undefined, reason: "This system has no number for it." };
  return { ...family, state: "not offered", errno, reason };
}

/** A system without the family says EAFNOSUPPORT; one that says these of a type has it. */
const tellingErrors: ReadonlyArray<readonly [AddressFamily["state"], readonly string[]]> = [
  ["not permitted", ["EPERM", "EACCES"]],
  ["other types", ["EPROTONOSUPPORT", "ESOCKTNOSUPPORT", "EPROTOTYPE"]],
];
