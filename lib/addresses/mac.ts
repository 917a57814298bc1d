/** mac(): one hardware address of Ethernet or Wi-Fi, and the IPv6 addresses that a host makes from it. */
import { invalid, typedValue } from "../errors";
import type { Displayable, View } from "../view";
import { Address, type IpAddress } from "./ip";
import type { Subnet } from "./subnet/api";
import { netOf } from "./subnet/net";
import { Value } from "./value";
import { macCard } from "./views/mac-card";

/** A MAC address: 48 bits that name an interface on its link. It never changes. */
export interface MacAddress extends Displayable {
  /** Six bytes in hexadecimal with colons between: `"02:00:00:00:00:01"`. */
  readonly text: string;
  /** With dashes, as Windows and the IEEE write it: `"02-00-00-00-00-01"`. */
  readonly dashes: string;
  /** With dots, as Cisco's routers write it: `"0200.0000.0001"`. */
  readonly dots: string;
  /** The six bytes as they go over the wire; a copy of your own. */
  readonly bytes: Uint8Array;
  /** Every bit, a dot between bytes. */
  readonly bits: string;
  /** For one interface, for a group of them, or for all of the link: the I/G bit, the last bit of the first byte. */
  readonly cast: "unicast" | "multicast" | "broadcast";
  /** Who assigned it: the manufacturer (universal), or the network's administrator (local): the U/L bit, next to the I/G bit. */
  readonly administration: "universal" | "local";
  /** The first three bytes: in a universal address they say who made the interface (its OUI). */
  readonly oui: string;
  /**
   * The last 64 bits of the IPv6 addresses that a host makes from it: `ff:fe` in the middle, the U/L bit turned over
   * (modified EUI-64: RFC 4291, appendix A). Many hosts use random ones instead (RFC 7217, RFC 8981).
   */
  readonly interfaceId: string;
  /** The link-local address made so: `fe80::` and the interface identifier. */
  readonly linkLocal: IpAddress;
  /**
   * The address that a host makes so in a network (RFC 4862).
   *
   * @throws NetcellError `EINVAL` when it is not a /64 of IPv6
   */
  addressIn(network: string | Subnet): IpAddress;
  /** Whether both are the same address, however they are written. */
  equals(other: MacAddress | string): boolean;
  /** The view that a cell shows of it. */
  view(): View;
  toString(): string;
  /** Its text. */
  toJSON(): string;
}

/**
 * A MAC address to look into: for one or for many, given by the maker or on the spot.
 *
 * @param address text with colons, dashes, dots or nothing between, or its six bytes
 * @example
 * ```ts
 * import { mac } from "netcell";
 * mac("02:00:00:00:00:01")
 * ```
 * @throws NetcellError `EINVAL` when it is not a MAC address
 */
export function mac(address: string | Uint8Array | MacAddress): MacAddress {
  if (address instanceof HardwareAddress) return address;
  if (!(address instanceof Uint8Array)) {
    // An address of another copy of netcell is read by its text.
    return new HardwareAddress(parse((address as Partial<MacAddress> | null)?.text ?? (address as string)));
  }
  if (address.length === 6) return new HardwareAddress(Buffer.from(address).toString("hex"));
  throw invalid(`${address.length} bytes are not a MAC address`, "It has six.");
}

const forms = [
  /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{2}(?:-[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i,
  /^[0-9a-f]{12}$/i,
];

/** Its twelve digits. */
function parse(text: string): string {
  if (typeof text === "string" && forms.some((form) => form.test(text))) {
    return text.replace(/[:.-]/g, "").toLowerCase();
  }
  throw invalid(
    `${typedValue(text)} is not a MAC address`,
    `Write six bytes in hexadecimal, two digits each: "02:00:00:00:00:01".`,
  );
}

/** The address behind {@link mac}. */
class HardwareAddress extends Value implements MacAddress {
  readonly #digits: string;

  constructor(digits: string) {
    super();
    this.#digits = digits;
    Object.freeze(this);
  }

  get text(): string {
    return this.#pairs().join(":");
  }

  get dashes(): string {
    return this.#pairs().join("-").toUpperCase();
  }

  get dots(): string {
    return this.#digits.match(/.{4}/g)!.join(".");
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(Buffer.from(this.#digits, "hex"));
  }

  get bits(): string {
    return [...this.bytes].map((byte) => byte.toString(2).padStart(8, "0")).join(".");
  }

  get cast(): MacAddress["cast"] {
    if (this.#digits === "ffffffffffff") return "broadcast";
    return this.bytes[0]! & 1 ? "multicast" : "unicast";
  }

  get administration(): MacAddress["administration"] {
    return this.bytes[0]! & 2 ? "local" : "universal";
  }

  get oui(): string {
    return this.text.slice(0, 8);
  }

  get interfaceId(): string {
    return this.#eui64().toString(16).padStart(16, "0").match(/.{4}/g)!.join(":");
  }

  get linkLocal(): IpAddress {
    return this.addressIn("fe80::/64");
  }

  addressIn(network: string | Subnet): IpAddress {
    const net = netOf(network);
    if (net.version !== 6 || net.prefix !== 64) {
      throw invalid(
        `${net.text} is not a /64 of IPv6`,
        "An interface identifier has 64 bits, so the network has the other 64 (RFC 4291, section 2.5.1).",
      );
    }
    return new Address(6, net.block.number | this.#eui64());
  }

  equals(other: MacAddress | string): boolean {
    return this.text === mac(other).text;
  }

  view(): View {
    return macCard(this);
  }

  #pairs(): string[] {
    return this.#digits.match(/../g)!;
  }

  #eui64(): bigint {
    const eui64 = BigInt(`0x${this.#digits.slice(0, 6)}fffe${this.#digits.slice(6)}`);
    return eui64 ^ (2n << 56n);
  }
}
