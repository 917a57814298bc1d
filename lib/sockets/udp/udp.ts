/** UDP of the operating system: bind. */
import { createSocket, type Socket } from "node:dgram";
import { identityOf, liveHandles, openReplacing } from "../../cell";
import { checkedCount, checkedOptions, type NamesOf, NetcellError } from "../../errors";
import { checkedHandler, handlerAndOptions } from "../arguments";
import { checkedPort, endpointText, loopback } from "../endpoint";
import { type Address, addressToBind, type Family, isMulticast, loopbackInterface } from "./addressing";
import type { BindOptions, DatagramHandler, UdpApi, UdpSocket } from "./api";
import { udpError } from "./errors";
import { DatagramSocket } from "./socket";

const bindNames: NamesOf<BindOptions> = {
  port: true,
  host: true,
  name: true,
  public: true,
  recvBuffer: true,
  broadcast: true,
  ttl: true,
  output: true,
};

/** UDP on this machine's network. */
export const udp: UdpApi = { bind };

async function bind(first?: DatagramHandler | BindOptions, second: BindOptions = {}): Promise<UdpSocket> {
  const [handler, options] = handlerAndOptions<DatagramHandler, BindOptions>(first, second);
  checkedHandler(handler);
  const port = checkedPort(checkedOptions(options, bindNames).port ?? 0, 0);
  if (options.recvBuffer !== undefined) checkedCount(options.recvBuffer, "recvBuffer");
  if (options.ttl !== undefined) checkTtl(options.ttl);
  const identity = identityOf("udp socket", options.name ?? (port > 0 ? `udp:${port}` : undefined), "udp");
  const { host, family } = await addressToBind(options.host ?? loopback, options.public === true);
  const raw = createSocket({
    type: family === "IPv6" ? "udp6" : "udp4",
    // Only addresses are given to it: names are looked up before, within the deadline of the call.
    lookup: (address, _options, found) => found(null, address, family === "IPv6" ? 6 : 4),
    // All who bind a group's address receive what is sent to the group.
    reuseAddr: isMulticast(host),
    ...(options.recvBuffer !== undefined && { recvBufferSize: options.recvBuffer }),
  });
  const socket = new DatagramSocket({
    ...identity,
    socket: raw,
    family,
    handler,
    output: options.output ?? "owner",
    isPrivate: options.public !== true,
  });
  return await openReplacing(
    socket,
    "udp.bind()",
    async (previous) => {
      await openAt(raw, { host, port }, previous);
      setUp(raw, family, options);
      socket.attach(port === 0);
    },
    (error) => bindError(error, socket, { host, port }),
  );
}

/** A free port is the one that the replaced socket had, so that peers and notes still hold; another one if it is gone. */
async function openAt(raw: Socket, at: Address, previous: DatagramSocket | undefined): Promise<void> {
  if (at.port > 0 || !previous) return bound(raw, at);
  try {
    await bound(raw, { host: at.host, port: previous.endpoint.port });
  } catch {
    await bound(raw, at);
  }
}

function bound(raw: Socket, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    raw.once("error", reject);
    raw.bind({ address: host, port, exclusive: true }, () => {
      raw.off("error", reject);
      resolve();
    });
  });
}

function setUp(raw: Socket, family: Family, options: BindOptions): void {
  if (options.broadcast === true) raw.setBroadcast(true);
  if (options.ttl !== undefined) {
    raw.setTTL(options.ttl);
    raw.setMulticastTTL(options.ttl);
  }
  // What is sent to a group stays in this machine, as everything that a private socket sends.
  const inside = loopbackInterface(family);
  if (options.public !== true && inside !== undefined) raw.setMulticastInterface(inside);
}

function checkTtl(ttl: number): void {
  if (Number.isInteger(ttl) && ttl >= 1 && ttl <= 255) return;
  throw new NetcellError(`ttl is ${String(ttl)}`, {
    code: "EINVAL",
    hint: "Give a whole number from 1 to 255: IP's Time to Live has 8 bits (RFC 791, section 3.1).",
  });
}

function bindError(error: unknown, socket: DatagramSocket, { host, port }: Address): NetcellError {
  const endpoint = endpointText({ address: host, port });
  if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE")
    return udpError(error, `cannot bind ${endpoint}`, socket);
  const own = liveHandles().find((handle) => handle instanceof DatagramSocket && handle.isAt(port));
  const holder = own ? `this notebook's own socket ${JSON.stringify(own.name)}` : "another program";
  return udpError(error, `${endpoint} is held by ${holder}`, socket);
}
