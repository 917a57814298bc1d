/** capture(): the packets of the cell's own sockets, as they really pass. */
import { openReplacing } from "../cell";
import type { CaptureOptions, LiveCapture, WithPort } from "./api";
import { PacketCapture } from "./live-capture";
import { captureSetup } from "./options";

/**
 * Captures packets: give a server or a connection, `{ port }`, or a filter. From the moment the promise resolves no
 * packet is missed; they arrive a moment later than what you send. It needs `tcpdump` or `dumpcap` (Wireshark's), and
 * the right to use them.
 *
 * @example
 * ```ts
 * import { capture, tcp } from "netcell";
 * const echo = await tcp.listen(async (c) => { for await (const bytes of c) await c.send(bytes) });
 * const wire = await capture(echo);
 * const me = await tcp.connect(echo);
 * (await wire.next()).packet.summary()
 * ```
 * @throws NetcellError `ENOENT` without a tool, `EPERM` without the right, `ENODEV`, `EINVAL`, `ETIMEDOUT`: each says
 * what to do
 */
export async function capture(
  source: WithPort | CaptureOptions,
  options: CaptureOptions = {},
): Promise<LiveCapture> {
  const setup = captureSetup(source, options);
  const made = new PacketCapture(setup);
  return await openReplacing(made, "capture()", () => made.open(setup.call));
}
