/** Membership of multicast groups: joining and leaving them, on an interface. */
import type { Socket } from "node:dgram";
import type { Handle } from "../../cell";
import { NetcellError } from "../../errors";
import { isLoopback } from "../endpoint";
import { type Family, loopbackInterface } from "./addressing";
import { udpError } from "./errors";

/** The socket that is a member. */
export interface Membership {
  readonly owner: Handle;
  readonly socket: Socket;
  readonly family: Family;
  /** Of this machine's own interface only. */
  readonly isPrivate: boolean;
}

/** Joins or leaves a group at the interface that `at` names (default: this machine's own). */
export function changeMembership(
  what: "join" | "leave",
  { owner, socket, family, isPrivate }: Membership,
  group: string,
  at: string | undefined,
): void {
  const inside = loopbackInterface(family);
  if (isPrivate && at !== undefined && at !== inside && !isLoopback(at))
    throw new NetcellError(`${what}() at ${at} would let other machines in`, {
      code: "EACCES",
      hint: "Leave the address out for this machine only, or bind with public: true.",
      handle: owner,
    });
  const { address } = socket.address();
  if (what === "join" && isLoopback(address) && process.platform !== "win32")
    throw new NetcellError(`${owner.name} cannot join ${group}: it is bound to ${address}`, {
      code: "EADDRNOTAVAIL",
      hint: `Datagrams to a group do not arrive at that address: bind with { host: ${JSON.stringify(group)} } and the group's port.`,
      handle: owner,
    });
  try {
    if (what === "join") socket.addMembership(group, at ?? inside);
    else socket.dropMembership(group, at ?? inside);
  } catch (error) {
    throw udpError(error, `${owner.name} cannot ${what} ${group}`, owner, {
      EINVAL:
        "A group's address is a multicast one: 224.0.0.0 to 239.255.255.255, or one that begins with ff.",
    });
  }
}
