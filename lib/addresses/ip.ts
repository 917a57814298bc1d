/** ip(): one IPv4 or IPv6 address as a value that knows its bits, its forms and its scope. */
import { invalid, typedValue } from "../errors";
import type { Displayable, View } from "../view";
import { allOnes, type IpVersion, width } from "./block";
import { embeddedIpv4 } from "./embedded";
import type { AddressRange, Scope } from "./ranges/range";
import { rangeOf } from "./ranges/range-of";
import { bitText, bytesOf, dotted, longGroups, reverseName } from "./text/notation";
import { parseAddress } from "./text/parse";
import { parsePrefix } from "./text/prefix";
import { type ShorteningStep, shorteningSteps, shortForm } from "./text/short-form";
import { Value } from "./value";
import { addressCard } from "./views/address-card";
import { maskAtWork } from "./views/mask-at-work";
import { shorteningView } from "./views/shortening";

/**
 * An IPv4 or IPv6 address. It never changes; two of the same text are equal, though not identical.
 */
export interface IpAddress extends Displayable {
  /** 4 or 6. */
  readonly version: IpVersion;
  /** The address as people write it: four numbers, or the one short form of RFC 5952; with its zone if it has one. */
  readonly text: string;
  /** Written in full: for IPv6 all eight groups of four digits. */
  readonly long: string;
  /** Which link it is meant on, behind the `%` of `fe80::1%eth0` (RFC 4007); undefined where it needs none. */
  readonly zone: string | undefined;
  /** The 4 or 16 bytes as they go over the wire; a copy of your own. */
  readonly bytes: Uint8Array;
  /** Every bit, a dot between bytes or a colon between groups. */
  readonly bits: string;
  /** All its bits as one number. */
  readonly number: bigint;
  /** For whom it is meant: `"private-use"`, `"loopback"`, `"global"`, … (RFC 6890). */
  readonly scope: Scope;
  /** The row of IANA's registries that it belongs to: name, RFC, meaning, and how far it reaches. */
  readonly range: AddressRange;
  /** The name to ask DNS for a PTR record: `"1.0.0.10.in-addr.arpa"` (RFC 1035, section 3.5; RFC 3596, section 2.5). */
  readonly reverse: string;
  /** The IPv4 address inside this IPv6 address, where its prefix says that there is one (mapped, NAT64, 6to4, Teredo). */
  readonly embedded: IpAddress | undefined;
  /**
   * The address so many steps further; -1 is the one before.
   *
   * @throws NetcellError `EINVAL` when there is none
   */
  next(steps?: number | bigint): IpAddress;
  /** Whether both are the same address on the same link. */
  equals(other: IpAddress | string): boolean;
  /**
   * The mask at work: address AND mask = network, bit by bit.
   *
   * @param mask the number of ones in it (26, `"/26"`), or the mask itself (`"255.255.255.192"`)
   * @example
   * ```ts
   * import { ip } from "netcell";
   * ip("192.168.1.130").masked(26)
   * ```
   * @throws NetcellError `EINVAL` when it is not a mask for this kind of address
   */
  masked(mask: number | string): View;
  /**
   * How an IPv6 address gets short: from what you wrote to the form of RFC 5952, rule by rule.
   *
   * @example
   * ```ts
   * import { ip } from "netcell";
   * ip("2001:0DB8:0:0:0:0:0:1").shortening()
   * ```
   * @throws NetcellError `EINVAL` for IPv4, which has no short form
   */
  shortening(): View;
  /** Those rules as values. */
  readonly shorteningSteps: readonly ShorteningStep[];
  /** The view that a cell shows of it: its bits, its range, its forms. */
  view(): View;
  toString(): string;
  /** Its text. */
  toJSON(): string;
}

/**
 * An address to look into. Only text that every program reads the same way is taken: four decimal numbers, or IPv6.
 *
 * @param address text (`"192.168.1.10"`, `"2001:db8::1"`, `"fe80::1%eth0"`), or its 4 or 16 bytes
 * @example
 * ```ts
 * import { ip } from "netcell";
 * ip("192.168.1.10")
 * ```
 * @example
 * ```ts
 * import { ip } from "netcell";
 * ["172.16.0.1", "172.32.0.1", "100.64.0.1", "fe80::1"].map((text) => `${text} is ${ip(text).scope}`)
 * ```
 * @throws NetcellError `EINVAL` that says what is wrong with the text
 */
export function ip(address: string | Uint8Array | IpAddress): IpAddress {
  if (address instanceof Address) return address;
  if (address instanceof Uint8Array) return fromBytes(address);
  // An address of another copy of netcell is read by its text.
  const written = (address as Partial<IpAddress> | null)?.text ?? (address as string);
  const { version, number, zone } = parseAddress(written);
  if (zone !== undefined && !zonedScopes.has(rangeOf(version, number).scope)) {
    throw invalid(
      `${typedValue(written)} has a zone it does not need`,
      `Only addresses that are good for one link need one (RFC 4007, section 11): leave out "%${zone}".`,
    );
  }
  return new Address(version, number, zone, written.split("%")[0]);
}

const zonedScopes: ReadonlySet<Scope> = new Set<Scope>(["link-local", "multicast", "loopback"]);

function fromBytes(bytes: Uint8Array): IpAddress {
  if (bytes.length !== 4 && bytes.length !== 16) {
    throw invalid(
      `${bytes.length} bytes are not an address`,
      "IPv4 addresses have 4 bytes, IPv6 addresses 16.",
    );
  }
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return new Address(bytes.length === 4 ? 4 : 6, number);
}

/** The address behind {@link ip}. */
export class Address extends Value implements IpAddress {
  readonly #written: string | undefined;

  constructor(
    readonly version: IpVersion,
    readonly number: bigint,
    readonly zone: string | undefined = undefined,
    written?: string,
  ) {
    super();
    this.#written = written;
    Object.freeze(this);
  }

  get text(): string {
    const address = this.version === 4 ? dotted(this.number) : shortForm(this.number);
    return this.zone === undefined ? address : `${address}%${this.zone}`;
  }

  get long(): string {
    return this.version === 4 ? dotted(this.number) : longGroups(this.number);
  }

  get bytes(): Uint8Array {
    return bytesOf(this.version, this.number);
  }

  get bits(): string {
    return bitText(this.version, this.number);
  }

  get range(): AddressRange {
    return rangeOf(this.version, this.number);
  }

  get scope(): Scope {
    return this.range.scope;
  }

  get reverse(): string {
    return reverseName(this.version, this.number);
  }

  get embedded(): IpAddress | undefined {
    const number = this.version === 6 ? embeddedIpv4(this.number) : undefined;
    return number === undefined ? undefined : new Address(4, number);
  }

  get shorteningSteps(): readonly ShorteningStep[] {
    return this.version === 4 ? [] : shorteningSteps(this.number, this.#written ?? this.long);
  }

  next(steps: number | bigint = 1): IpAddress {
    if (typeof steps === "number" && !Number.isSafeInteger(steps)) {
      throw invalid(`next(${steps}) is not a number of steps`, "Give a whole number.");
    }
    const number = this.number + BigInt(steps);
    if (number < 0n || number > allOnes(width(this.version))) {
      throw invalid(
        `There is no address ${steps} step${steps === 1 || steps === 1n ? "" : "s"} from ${this.text}`,
        `IPv${this.version} has those from ${new Address(this.version, 0n)} to ${new Address(this.version, allOnes(width(this.version)))}.`,
      );
    }
    return new Address(this.version, number, this.zone);
  }

  equals(other: IpAddress | string): boolean {
    const { version, number, zone } = ip(other);
    return this.version === version && this.number === number && this.zone === zone;
  }

  masked(mask: number | string): View {
    return maskAtWork(this, parsePrefix(mask, this.version));
  }

  shortening(): View {
    if (this.version === 4) {
      throw invalid(`${this.text} has no short form`, "Only IPv6 addresses are shortened (RFC 5952).");
    }
    return shorteningView(this, this.#written ?? this.long);
  }

  view(): View {
    return addressCard(this);
  }
}
