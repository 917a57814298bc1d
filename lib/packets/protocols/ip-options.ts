/** The options of an IPv4 header (RFC 791 §3.1, RFC 2113). */

import { scapyValue } from "../describe/code";
import { ip4Text, parseIp4, writeIp4 } from "../fields/address";
import { bytesOption, numberOption, type OptionKind, options } from "../fields/options";

/** A route being recorded or followed: where the next address goes, and the addresses. */
export interface IPRoute {
  /** Byte of the option at which the next address is, counted from 1; 4 is the first. */
  readonly pointer?: number | undefined;
  /** The addresses. */
  readonly routers: readonly string[];
}

/** An option of an IPv4 header as you write it: a name, or `["RR", { routers: […] }]`. */
export type IPOptionInit =
  | "EOL"
  | "NOP"
  | readonly ["EOL" | "NOP", (null | Uint8Array)?]
  | readonly ["RR" | "LSRR" | "SSRR", IPRoute]
  | readonly ["RouterAlert" | "StreamId", number]
  | readonly ["Timestamp" | "Security" | "Malformed", Uint8Array]
  | readonly [kind: number, data: Uint8Array];

/** An option as it is read. */
export type IPOption = Exclude<IPOptionInit, string>;

function route(kind: number): OptionKind {
  return {
    kind,
    like: `{ routers: ["10.0.0.1"] }`,
    read: (data) =>
      data.length % 4 === 1
        ? {
            pointer: data[0],
            routers: Array.from({ length: data.length >> 2 }, (_, i) => ip4Text(data, 1 + 4 * i)),
          }
        : undefined,
    write: (value: unknown) => {
      const { pointer = 4, routers } = (value ?? {}) as IPRoute;
      if (!Array.isArray(routers) || routers.length > 9) return undefined;
      const data = new Uint8Array(1 + 4 * routers.length);
      data[0] = pointer;
      for (const [i, router] of routers.entries()) writeIp4(data, 1 + 4 * i, parseIp4(router));
      return data;
    },
  };
}

/** The field: options up to the end of the header, filled up with zeros to whole words. */
export const ipOptions = options<IPOptionInit, IPOption>({
  doc: "options, up to 40 bytes",
  title: "Options",
  kinds: {
    EOL: { kind: 0, single: true },
    NOP: { kind: 1, single: true },
    Security: bytesOption(130),
    LSRR: route(131),
    Timestamp: bytesOption(68),
    RR: route(7),
    StreamId: numberOption(136, 2, "a number of 16 bits"),
    SSRR: route(137),
    RouterAlert: numberOption(148, 2, "0"),
  },
  counts: "all",
  end: "EOL",
  fill: (count) => new Uint8Array(count),
  word: 4,
  after: 20,
  extent: (known) => (known.ihl as number) * 4 - 20,
  scapy: (list, encode) => `[${list.map((option) => `IPOption(${scapyValue(encode(option))})`).join(", ")}]`,
});
