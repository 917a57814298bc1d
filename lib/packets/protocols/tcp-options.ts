/** The options of a TCP header (RFC 9293 §3.2, RFC 7323, RFC 2018, RFC 5482, RFC 7413, RFC 2385). */
import { scapyValue } from "../describe/code";
import { bytesOption, emptyOption, type Item, numberOption, options, wordsOption } from "../fields/options";

/** An option of a TCP header as you write it: a name, or `["MSS", 1460]`. */
export type TCPOptionInit =
  | "EOL"
  | "NOP"
  | "SAckOK"
  | readonly ["EOL" | "NOP" | "SAckOK", (null | Uint8Array)?]
  | readonly ["SAckOK", ""]
  | readonly ["MSS" | "WScale" | "UTO", number]
  | readonly ["Timestamp", readonly [value: number, echo: number]]
  | readonly ["SAck", readonly number[]]
  | readonly ["MD5" | "TFO" | "MPTCP" | "Malformed", Uint8Array]
  | readonly [kind: number, data: Uint8Array];

/** An option as it is read. */
export type TCPOption = Exclude<TCPOptionInit, string | readonly ["SAckOK", ""]>;

const scapyNames: Readonly<Record<string, number>> = { MD5: 19, UTO: 28, TFO: 34, MPTCP: 30 };

/** The field: options up to the end of the header, filled up with zeros to whole words. */
export const tcpOptions = options<TCPOptionInit, TCPOption>({
  doc: "options, up to 40 bytes",
  title: "Options",
  kinds: {
    EOL: { kind: 0, single: true },
    NOP: { kind: 1, single: true },
    MSS: numberOption(2, 2, "bytes of data that fit in a segment: 1460"),
    WScale: numberOption(3, 1, "by how many bits windows are shifted: 7"),
    SAckOK: emptyOption(4),
    SAck: wordsOption(
      5,
      (count) => count > 0 && count % 2 === 0,
      "[from, to, …], two sequence numbers a block",
    ),
    Timestamp: wordsOption(8, (count) => count === 2, "[value, echo]"),
    MD5: bytesOption(19),
    UTO: numberOption(28, 2, "seconds or minutes, with the unit in the first bit"),
    MPTCP: bytesOption(30),
    TFO: bytesOption(34, "the cookie"),
  },
  counts: "all",
  end: "EOL",
  fill: (count) => new Uint8Array(count),
  word: 4,
  after: 20,
  extent: (known) => (known.dataofs as number) * 4 - 20,
  scapy: (list, encode) => `[${list.map((option) => scapyOption(option, encode)).join(", ")}]`,
});

/** scapy writes numbers for what it has no name for, and a tuple for several values. */
function scapyOption(option: Item, encode: (option: Item) => Uint8Array): string {
  const [name, value] = option;
  const nameless = typeof name === "string" ? scapyNames[name] : name;
  if (nameless !== undefined) return `(${nameless}, ${scapyValue(encode(option).slice(2))})`;
  if (Array.isArray(value)) return `('${name}', (${value.join(", ")},))`;
  const plain =
    value === undefined || value === null ? (name === "SAckOK" ? "b''" : "None") : scapyValue(value);
  return `('${name}', ${plain})`;
}
