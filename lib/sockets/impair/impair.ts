/** Ways with faults: relays in front of real sockets, with decisions that a seed repeats. */
import { isIPv6 } from "node:net";
import { openReplacing } from "../../cell";
import { type Endpoint, resolveTarget, type Target } from "../endpoint";
import { identityOf } from "../handle-names";
import { socketError } from "../socket-error";
import { checkRules } from "./checks";
import { type DatagramImpairment, datagramRules } from "./datagram-decision";
import { type StreamImpairment, streamRules } from "./stream-decision";
import { StreamRelay, type TcpRelay } from "./tcp-relay";
import { DatagramRelay, type UdpRelay } from "./udp-relay";

/** How a relay is called. */
export interface RelayOptions {
  /** A re-run of the cell replaces the relay of the same name, and takes its port over. */
  readonly name?: string;
}

/** Relays that impair what passes. */
export interface Impair {
  /**
   * Puts a way with faults in front of a UDP socket: what is sent to the relay is delayed, lost, duplicated, reordered,
   * corrupted or held up before it reaches the socket. The same seed makes the same decisions.
   *
   * @throws NetcellError `EINVAL` when an option is none, or cannot have that value
   * @example
   * ```ts
   * import { udp, impair, settle } from "netcell";
   * const sink = await udp.bind();
   * const bad = await impair.udp(sink, { loss: 0.2, seed: 7 });
   * const me = await udp.bind();
   * for (let i = 0; i < 50; i++) await me.sendTo(String(i), bad);
   * await settle();
   * bad.decisions.filter((d) => d.lost).map((d) => d.index)
   * ```
   */
  udp(to: Target, options: DatagramImpairment & RelayOptions): Promise<UdpRelay>;
  /**
   * Puts a way with faults in front of a TCP server: connections through the relay are late, slow, sliced, stalled or
   * reset, in both directions. No byte is lost, for TCP loses none.
   *
   * @throws NetcellError `EINVAL` when an option is none, or cannot have that value
   * @example
   * ```ts
   * import { tcp, impair } from "netcell";
   * const echo = await tcp.listen(async (c) => { for await (const bytes of c) await c.send(bytes) });
   * const sliced = await impair.tcp(echo, { slice: 3, seed: 7 });
   * const me = await tcp.connect(sliced);
   * await me.send("one message\n");
   * String(await me.recv())
   * ```
   */
  tcp(to: Target, options: StreamImpairment & RelayOptions): Promise<TcpRelay>;
}

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
