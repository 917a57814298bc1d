/**
 * Addresses read from text: only forms that mean one thing. What the old inet_aton() also took ("10.1", "0x7f.1",
 * "010.0.0.1") is refused, because programs do not agree on it (RFC 6943, section 3.1.1).
 */
import ipaddr from "ipaddr.js";
import { invalid, typedValue } from "../../errors";
import type { IpVersion } from "../block";

/** An address as its text says it. */
interface ParsedAddress {
  readonly version: IpVersion;
  readonly number: bigint;
  /** Which link, behind a `%` (RFC 4007, section 11). */
  readonly zone: string | undefined;
}

/**
 * Reads an address.
 *
 * @throws NetcellError `EINVAL` that says what is wrong with it
 */
export function parseAddress(text: string): ParsedAddress {
  if (typeof text !== "string")
    throw invalid(`${typedValue(text)} is not an address`, `Write it as text: "10.0.0.1".`);
  if (text.includes("/")) {
    throw invalid(
      `${typedValue(text)} is more than an address`,
      `The part behind "/" says how long the network's part is: use subnet.of(${typedValue(text)}).`,
    );
  }
  const [address = "", zone, ...rest] = text.split("%");
  if (zone !== undefined && (rest.length > 0 || !/^[A-Za-z0-9._~-]{1,64}$/.test(zone))) {
    throw invalid(
      `${typedValue(text)} has no readable zone`,
      `Behind "%" stands an interface's name: "fe80::1%eth0".`,
    );
  }
  if (address.includes(":")) return { version: 6, number: ipv6(address, text), zone };
  if (zone !== undefined) {
    throw invalid(`${typedValue(text)} has a zone`, `Only IPv6 addresses have one: leave out "%${zone}".`);
  }
  return { version: 4, number: ipv4(address, text), zone };
}

const decimalByte = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const strict = new RegExp(`^${decimalByte}(\\.${decimalByte}){3}$`);

function ipv4(address: string, text: string): bigint {
  if (!strict.test(address)) throw invalid(...faultOfIpv4(address, text));
  return numberOf(ipaddr.IPv4.parse(address).octets, 8);
}

function faultOfIpv4(address: string, text: string): [what: string, hint: string] {
  const quoted = typedValue(text);
  if (address === "")
    return ["There is no address in an empty text", `Write one: "10.0.0.1" or "2001:db8::1".`];
  if (!/^(?=.*[0-9])[0-9a-fx.]+$/i.test(address)) {
    return [`${quoted} is not an address`, `Names are for DNS; write numbers: "10.0.0.1" or "2001:db8::1".`];
  }
  const parts = address.split(".");
  const odd = parts.find((part) => !/^[0-9]+$/.test(part));
  if (odd !== undefined) {
    const is = odd === "" ? "nothing between two dots" : `${typedValue(odd)}, which is not a decimal number`;
    return [`${quoted} has ${is}`, `Write four decimal numbers from 0 to 255 with dots between: "10.0.0.1".`];
  }
  if (parts.length !== 4) {
    return [
      `${quoted} has ${parts.length} number${parts.length === 1 ? "" : "s"}, an IPv4 address has 4`,
      "Some programs fill up what is missing, others do not (RFC 6943, section 3.1.1): write all four.",
    ];
  }
  const large = parts.find((part) => Number(part) > 255);
  if (large !== undefined) return [`${quoted} has ${large} in it`, "Each number is one byte: 0 to 255."];
  const octal = parts.find((part) => /^0./.test(part))!;
  return [
    `${quoted} has a number with a 0 before it, ${octal}`,
    `${readings(octal)} (RFC 6943, section 3.1.1): write ${Number(octal)}.`,
  ];
}

/** The ways in which programs read a number with a 0 before it. */
function readings(octal: string): string {
  const eights = /^[0-7]+$/.test(octal) ? Number.parseInt(octal, 8) : undefined;
  if (eights === undefined || eights === Number(octal)) return "Some programs refuse that";
  return `Some programs read that as ${Number(octal)}, others in octal, as ${eights}`;
}

/** ipaddr.js takes the dotted end loosely, and "::1.2.3.4" for "::ffff:1.2.3.4": it gets groups only. */
function ipv6(address: string, text: string): bigint {
  const end = /:([^:]*\.[^:]*)$/.exec(address)?.[1];
  let groups = address;
  if (end !== undefined) {
    const tail = ipv4(end, text);
    groups = `${address.slice(0, -end.length)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  }
  if (!ipaddr.IPv6.isValid(groups)) throw invalid(...faultOfIpv6(groups, text));
  return numberOf(ipaddr.IPv6.parse(groups).parts, 16);
}

function faultOfIpv6(groups: string, text: string): [what: string, hint: string] {
  const quoted = typedValue(text);
  if (/[[\]]/.test(groups)) {
    return [`${quoted} has brackets`, "They belong to an address with a port; write the address alone."];
  }
  if (/^[^:]*\.[^:]*:[0-9]*$/.test(text)) {
    return [`${quoted} has a port`, "A port is not part of the address; write the address alone."];
  }
  const pieces = groups.split(":").filter((piece) => piece !== "");
  const odd = pieces.find((piece) => !/^[0-9a-f]+$/i.test(piece));
  if (odd !== undefined) {
    return [
      `${quoted} has ${typedValue(odd)} in it`,
      "A group is written with hexadecimal digits: 0 to 9 and a to f.",
    ];
  }
  const long = pieces.find((piece) => piece.length > 4);
  if (long !== undefined)
    return [`${quoted} has a group ${typedValue(long)}`, "A group is 16 bits: at most 4 digits."];
  if (groups.includes(":::") || groups.split("::").length > 2) {
    return [
      `${quoted} has "::" more than once`,
      "With two of them it is unknown how many zeros each stands for.",
    ];
  }
  if (/^:[^:]|[^:]:$/.test(groups)) {
    return [
      `${quoted} begins or ends with a single ":"`,
      `A colon stands between two groups; "::" stands for zeros.`,
    ];
  }
  const count = pieces.length;
  return [
    `${quoted} has ${count} group${count === 1 ? "" : "s"}${groups.includes("::") ? ` and "::"` : ""}, an IPv6 address has 8`,
    groups.includes("::")
      ? `"::" stands for at least one group of zeros: leave it out, or a group.`
      : `Write all eight, or "::" once for a run of zeros: "2001:db8::1".`,
  ];
}

function numberOf(parts: readonly number[], bits: number): bigint {
  return parts.reduce((number, part) => (number << BigInt(bits)) | BigInt(part), 0n);
}
