/** Extensions of the hellos of TLS (RFC 8446 §4.2): the abilities and wishes of a client, and the choice of the server. */
import { u16 } from "../bits";
import { bytesOption, type OptionKind, options } from "../fields/options";
import { stringBytes, stringsIn } from "../fields/strings";
import { decodeText, encodeText } from "../fields/text";
import type { Fields, Part } from "../model/field";
import { isGrease, tlsGroups, tlsName, tlsSignatures, tlsVersions } from "../names/tls";

/** A share of a key (RFC 8446 §4.2.8). */
export interface KeyShare {
  /** Number of the group: 29 is x25519. */
  readonly group: number;
  /** The public half of the key. */
  readonly key: Uint8Array;
}

/** Extensions that are lists of numbers, of which a server chooses one. */
export type TLSNumberExtension = "supported_groups" | "signature_algorithms" | "supported_versions";
/** Extensions whose data stay bytes. */
export type TLSBytesExtension =
  | "status_request"
  | "ec_point_formats"
  | "signed_certificate_timestamp"
  | "padding"
  | "encrypt_then_mac"
  | "extended_master_secret"
  | "compress_certificate"
  | "record_size_limit"
  | "session_ticket"
  | "pre_shared_key"
  | "early_data"
  | "cookie"
  | "psk_key_exchange_modes"
  | "certificate_authorities"
  | "post_handshake_auth"
  | "signature_algorithms_cert"
  | "quic_transport_parameters"
  | "encrypted_client_hello"
  | "renegotiation_info"
  | "Malformed";

/**
 * An extension as you write it: `["server_name", "example.com"]`, `["alpn", ["h2"]]`, `["supported_groups", [29]]`; of
 * one without a name its number and its bytes. A server answers with a single version, a single key, an empty name.
 */
export type TLSExtension =
  | readonly ["server_name", string]
  | readonly ["alpn", readonly string[]]
  | readonly [TLSNumberExtension, readonly number[] | number]
  | readonly ["key_share", readonly KeyShare[] | KeyShare | number]
  | readonly [TLSBytesExtension, Uint8Array]
  | readonly [type: number, data: Uint8Array];

/** A kind of extension of which only the one form that would be written again is understood; any other stays bytes. */
function form<T>(
  kind: number,
  like: string,
  codec: {
    readonly read: (data: Uint8Array) => T | undefined;
    readonly write: (value: T) => Uint8Array | undefined;
    readonly text?: (value: T) => string;
    readonly parts?: OptionKind["parts"];
  },
): OptionKind {
  const { read, write, text, parts } = codec;
  return {
    kind,
    like,
    read(data) {
      const value = read(data);
      const again = value === undefined ? undefined : write(value);
      return again?.length === data.length && again.every((byte, i) => byte === data[i]) ? value : undefined;
    },
    write: (value: never) => (value === undefined ? undefined : write(value)),
    ...(text && { text: (value: never) => text(value) }),
    ...(parts && { parts }),
  };
}

/** Two bytes. */
const word = (value: number) => [value >> 8, value & 255];
/** Bytes with their length in two bytes before them. */
const counted = (bytes: ArrayLike<number>) => [...word(bytes.length), ...Array.from(bytes)];

const isNumber16 = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 65536;
const words = (data: Uint8Array, from: number) =>
  Array.from({ length: (data.length - from) >> 1 }, (_, i) => u16(data, from + 2 * i));

/** A list of numbers; a single one, where a server chose it. */
const list = (kind: number, names: Readonly<Record<number, string>>, lengthBytes: 1 | 2) =>
  form<readonly number[] | number>(kind, "a list of numbers", {
    read: (data) => (data.length === 2 && lengthBytes === 1 ? u16(data, 0) : words(data, lengthBytes)),
    write(value) {
      if (isNumber16(value)) return Uint8Array.from(word(value));
      if (!Array.isArray(value) || !value.every(isNumber16)) return undefined;
      const bytes = value.flatMap(word);
      return Uint8Array.from(lengthBytes === 1 ? [bytes.length, ...bytes] : counted(bytes));
    },
    text: (value) =>
      [value]
        .flat()
        .map((each) => tlsName(names, each))
        .join(", "),
  });

const text = (label: string, bytes: Uint8Array, from: number, to: number): Part => {
  const value = decodeText(bytes.subarray(from, to));
  return { label, bit: 8 * from, bits: 8 * (to - from), value, text: value };
};

/** The one kind of name that there is: of a host (RFC 6066 §3). */
const serverName = form<string>(0, `"example.com"`, {
  read: (data) => (data.length === 0 ? "" : data.length > 4 ? decodeText(data.subarray(5)) : undefined),
  write: (value) =>
    typeof value === "string"
      ? Uint8Array.from(value === "" ? [] : counted([0, ...counted(encodeText(value))]))
      : undefined,
  parts: (bytes, at, to) => (to - at > 5 ? [text("host_name", bytes, at + 5, to)] : []),
});

/** Protocols above, the first is liked best (RFC 7301 §3.1). */
const alpn = form<readonly string[]>(16, `["h2", "http/1.1"]`, {
  read: (data) => (data.length > 1 ? stringsIn(data, 2) : undefined),
  write: (value) =>
    Array.isArray(value) && value.every((each) => typeof each === "string")
      ? Uint8Array.from(counted(stringBytes(value)))
      : undefined,
  parts(bytes, at, to) {
    const found = [];
    for (let from = at + 2; from < to; from += 1 + bytes[from]!) {
      found.push(text("protocol", bytes, from + 1, Math.min(to, from + 1 + bytes[from]!)));
    }
    return found;
  },
});

const shareBytes = ({ group, key }: KeyShare) => [...word(group), ...counted(key)];
const isShare = (value: unknown): value is KeyShare =>
  typeof value === "object" &&
  value !== null &&
  "group" in value &&
  isNumber16(value.group) &&
  "key" in value &&
  value.key instanceof Uint8Array;

function sharesIn(data: Uint8Array, from: number): KeyShare[] {
  const shares = [];
  for (let at = from; at + 4 <= data.length; at += 4 + u16(data, at + 2)) {
    shares.push({ group: u16(data, at), key: data.slice(at + 4, at + 4 + u16(data, at + 2)) });
  }
  return shares;
}

/** A client's shares, a server's one, or the group that it asks for in a HelloRetryRequest. */
const keyShare = form<readonly KeyShare[] | KeyShare | number>(51, "[{ group: 29, key: bytes }]", {
  read(data) {
    if (data.length === 2) return u16(data, 0) === 0 ? [] : u16(data, 0);
    if (data.length < 2) return undefined;
    return u16(data, 0) === data.length - 2 ? sharesIn(data, 2) : sharesIn(data, 0)[0];
  },
  write(value) {
    if (isNumber16(value)) return Uint8Array.from(word(value));
    if (isShare(value)) return Uint8Array.from(shareBytes(value));
    return Array.isArray(value) && value.every(isShare)
      ? Uint8Array.from(counted(value.flatMap(shareBytes)))
      : undefined;
  },
  text: (value) =>
    [value]
      .flat()
      .map((each) =>
        typeof each === "number"
          ? tlsName(tlsGroups, each)
          : `${tlsName(tlsGroups, each.group)} (${each.key.length} bytes)`,
      )
      .join(", "),
});

/** The field: extensions to the end of the hello, or as far as their length says. */
export const tlsExtensions = options<TLSExtension, TLSExtension>({
  width: 2,
  counts: "data",
  word: 1,
  after: 0,
  fill: () => new Uint8Array(0),
  doc: "extensions",
  kinds: {
    server_name: serverName,
    status_request: bytesOption(5),
    supported_groups: list(10, tlsGroups, 2),
    ec_point_formats: bytesOption(11),
    signature_algorithms: list(13, tlsSignatures, 2),
    alpn,
    signed_certificate_timestamp: bytesOption(18),
    padding: bytesOption(21),
    encrypt_then_mac: bytesOption(22),
    extended_master_secret: bytesOption(23),
    compress_certificate: bytesOption(27),
    record_size_limit: bytesOption(28),
    session_ticket: bytesOption(35),
    pre_shared_key: bytesOption(41),
    early_data: bytesOption(42),
    supported_versions: list(43, tlsVersions, 1),
    cookie: bytesOption(44),
    psk_key_exchange_modes: bytesOption(45),
    certificate_authorities: bytesOption(47),
    post_handshake_auth: bytesOption(49),
    signature_algorithms_cert: bytesOption(50),
    key_share: keyShare,
    quic_transport_parameters: bytesOption(57),
    encrypted_client_hello: bytesOption(0xfe0d),
    renegotiation_info: bytesOption(0xff01),
  },
  label: (kind) => (isGrease(kind) ? tlsName({}, kind) : `extension ${kind}`),
  extent: (known: Fields, left) => Math.min(left, known.extlen as number),
});
