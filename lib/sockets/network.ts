/** Networks as keys: an `address:port` means one place in each of them. */
import { machineTime, type TimeSource } from "../cell";

/** What an endpoint belongs to: the machine's network, or another one with a time of its own. */
export interface Network {
  readonly time: TimeSource;
}

/** The operating system's network. */
export const machine: Network = { time: machineTime };

/** A value for each network, made when it is first asked for. */
export function perNetwork<T>(make: () => T): (network: Network) => T {
  const values = new WeakMap<Network, T>();
  return (network) => {
    if (!values.has(network)) values.set(network, make());
    return values.get(network)!;
  };
}
