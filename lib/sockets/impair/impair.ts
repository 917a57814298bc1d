/** Ways with faults: relays in front of real sockets, with decisions that a seed repeats. */
import { isIPv6 } from "node:net";
import { identityOf, openReplacing } from "../../cell";
import { type Endpoint, resolveTarget, type Target } from "../endpoint";
import { socketError } from "../socket-error";
import type { DatagramImpairment, Impair, RelayOptions, StreamImpairment, TcpRelay, UdpRelay } from "./api";
import { datagramRules } from "./datagram-decision";
import { checkRules } from "./rules";
import { streamRules } from "./stream-decision";
import { StreamRelay } from "./tcp-relay";
import { DatagramRelay } from "./udp-relay";

/** Relays on this machine's network. */
export const impair: Impair = { udp: impairUdp, tcp: impairTcp };

async function impairUdp(to: Target, options: DatagramImpairment & RelayOptions): Promise<UdpRelay> {
  checkRules(options, datagramRules, ["name"]);
  const identity = identityOf("udp relay", options.name, "bad-way");
  const relay = new DatagramRelay({ ...identity, target: addressed(to), options });
  return await opened(relay, "impair.udp()");
}

async function impairTcp(to: Target, options: StreamImpairment & RelayOptions): Promise<TcpRelay> {
  checkRules(options, streamRules, ["name"]);
  const identity = identityOf("tcp relay", options.name, "bad-way");
  const relay = new StreamRelay({ ...identity, target: resolveTarget(to), options });
  return await opened(relay, "impair.tcp()");
}

/** The target as an end: a relay has one address to send to. */
function addressed(to: Target): Endpoint {
  const { host, port } = resolveTarget(to);
  const address = host === "localhost" ? "127.0.0.1" : host;
  return { address, port, family: isIPv6(address) ? "IPv6" : "IPv4" };
}

/** Opens a relay on the port of the one that it replaces, else on a free one. */
function opened<R extends DatagramRelay | StreamRelay>(relay: R, opener: string): Promise<R> {
  return openReplacing(
    relay,
    opener,
    async (previous) => {
      if (!previous) return await relay.open(0);
      await relay.open(previous.endpoint.port).catch(() => relay.open(0));
    },
    (error) => socketError(error, `cannot open ${relay.name}`, relay),
  );
}
