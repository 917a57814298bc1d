/** The address families to ask for, and what the answers say of each. */
import type { AddressFamily, SocketAnswer, SocketType } from "./api";

/** The types of socket that are asked for, in the order of the table. */
export const socketTypes: readonly SocketType[] = ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET", "SOCK_RAW"];

/** The families that are asked for, and who they bring together. One line each. */
export const knownFamilies = [
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

/** The family, as the answers to its types show it; without any, the system has no number for it. */
export function familyOf(name: string, connects: string, types: readonly SocketAnswer[]): AddressFamily {
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
