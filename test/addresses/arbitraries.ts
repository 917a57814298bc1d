/** Addresses and networks for property tests, with the zeros, ones and borders that real ones have. */
import fc from "fast-check";
import { type IpAddress, ip, type Subnet, subnet } from "../../lib/addresses";

const byte = fc.oneof(fc.constantFrom(0, 255, 10, 127), fc.nat({ max: 255 }));
const group = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat({ max: 0xffff }) },
);

/** The four bytes of an IPv4 address. */
export const bytes4 = fc.uint8Array({ minLength: 4, maxLength: 4 });

/** The eight groups of an IPv6 address, many of them zero. */
export const groups6 = fc.array(group, { minLength: 8, maxLength: 8 });

export const address4: fc.Arbitrary<IpAddress> = fc
  .array(byte, { minLength: 4, maxLength: 4 })
  .map((bytes) => ip(Uint8Array.from(bytes)));

export const address6: fc.Arbitrary<IpAddress> = groups6.map((groups) =>
  ip(Uint8Array.from(groups.flatMap((value) => [value >> 8, value & 255]))),
);

export const address = fc.oneof(address4, address6);

/** A network of one version, or of either. */
export function network(version: 4 | 6, least = 0): fc.Arbitrary<Subnet> {
  return fc
    .tuple(version === 4 ? address4 : address6, fc.integer({ min: least, max: version === 4 ? 32 : 128 }))
    .map(([host, prefix]) => subnet.of(host, prefix));
}

export const anyNetwork = fc.oneof(network(4), network(6));
