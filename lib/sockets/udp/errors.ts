/** Errors of datagrams, in words. */
import type { Handle } from "../../cell";
import { NetcellError } from "../../errors";
import { type Endpoint, endpointText } from "../endpoint";
import { shownEndpoint } from "../endpoint-names";
import { type Hints, socketError } from "../socket-error";
import { type Family, largestDatagram } from "./addressing";

/** A system error of a UDP socket. */
export function udpError(error: unknown, what: string, handle: Handle, special: Hints = {}): NetcellError {
  return socketError(error, what, handle, { ...hints, ...special });
}

export function closed(handle: Handle, call: string): NetcellError {
  return new NetcellError(`${call} on ${handle.name}: it is closed`, {
    code: "ENOTCONN",
    hint: "Run the cell that binds it again.",
    handle,
  });
}

export function alreadyConnected(handle: Handle, call: string, peer: Endpoint): NetcellError {
  const where = shownEndpoint(endpointText(peer));
  return new NetcellError(`${call} on ${handle.name}: it is connected to ${where}`, {
    code: "EISCONN",
    hint: "Use send() for that peer, and bind another socket for others.",
    handle,
  });
}

export function noPeer(handle: Handle): NetcellError {
  return new NetcellError(`send() on ${handle.name}: it is not connected`, {
    code: "EDESTADDRREQ",
    hint: "Say where to, with sendTo(), or await connect() once.",
    handle,
  });
}

export function tooLarge(handle: Handle, call: string, length: number, family: Family): NetcellError {
  return new NetcellError(`${call} on ${handle.name}: ${length} bytes are too many for one datagram`, {
    code: "EMSGSIZE",
    hint: sizes(family),
    handle,
  });
}

function sizes(family: Family): string {
  const most = `At most ${largestDatagram(family).toLocaleString("en")} bytes fit`;
  return family === "IPv4"
    ? `${most}: an IPv4 packet has 65,535 at most (RFC 791, section 3.1), less its header of 20 and UDP's of 8 (RFC 768). Send several datagrams.`
    : `${most}: an IPv6 packet has 65,535 at most behind its header (RFC 8200, section 3), less UDP's of 8 (RFC 768). Send several datagrams.`;
}

const hints: Hints = {
  ECONNREFUSED:
    'No socket has that port: its host answered an earlier datagram with "port unreachable" (RFC 792). Bind a socket there first, and check the port.',
  EACCES:
    "A port below 1024 needs the rights of an administrator; a broadcast address needs a socket that was bound with { broadcast: true }.",
  EINVAL:
    'A socket bound to 127.0.0.1 reaches this machine only: to talk with others bind with host: "0.0.0.0" and public: true.',
  EMSGSIZE: "This operating system or network takes smaller datagrams only: send several.",
  EADDRNOTAVAIL:
    "That address does not belong to this machine, or the group was not joined there: leave it out for this machine.",
};
