/** The operating system's network, as one value to give to programs that run on any network. */
import type { Stack } from "./stack/stack";
import { tcp } from "./tcp/tcp";
import { udp } from "./udp/udp";

/**
 * This machine's network as a {@link Stack}: write a program for a stack, and it runs here, later on a simulated one.
 *
 * @example
 * ```ts
 * import { os, type Stack } from "netcell";
 * const greeter = (net: Stack) => net.tcp.listen(async (c) => { await c.send("hello\n") });
 * const me = await os.tcp.connect(await greeter(os));
 * String(await me.recvUntil("\n"))
 * ```
 */
export const os: Stack = { tcp, udp };
