/** reconstruct(): packets as they may have been, made of what a socket saw. They are marked as such: they were not captured. */
import { invalid, NetcellError } from "../errors";
import { dissect, IP, IPv6, type Packet, type PacketRecord, packet, TCP, UDP } from "../packets";
import type { Transcript, Wire } from "../sockets";

/** Anything with a record of what passed: a connection, a server, a UDP socket. */
export interface WithTranscript {
  /** What passed. */
  readonly transcript: Transcript;
}

/**
 * Packets that could have carried what a socket's transcript tells, for `pcap.write()`, `tcpStreams()` and Wireshark. A
 * socket sees bytes, never segments: where the operating system cut the stream, what it confirmed when, and its
 * sequence numbers are not known. So here every send is one segment, numbers begin at 0, confirmations ride on what is
 * sent back, and every packet is marked `reconstructed`. What the transcript did not keep of the bytes is missing.
 *
 * @example
 * ```ts
 * import { pcap, reconstruct, tcp } from "netcell";
 * const hi = await tcp.listen(async (c) => { await c.send("hi\n") });
 * const me = await tcp.connect(hi);
 * await me.recvUntil("\n");
 * pcap.parse(pcap.bytes(reconstruct(me)))
 * ```
 * @throws NetcellError `EAFNOSUPPORT` when it did not pass between Internet addresses, `EINVAL` when the transcript holds
 * what was inside TLS or WebSocket, since that is not what passed
 */
export function reconstruct(from: Transcript | WithTranscript): readonly PacketRecord[] {
  const transcript = transcriptOf(from);
  if (transcript.wrapping) throw wrapped(transcript.wrapping);
  const connections = new Connections();
  const origin = transcript.clock === "ms" ? performance.timeOrigin : 0;
  const records: PacketRecord[] = [];
  for (const row of transcript) {
    const time = (origin + row.t) / 1000;
    for (const made of packetsOf(row, connections)) {
      const comments = row.note === undefined ? {} : { comments: row.note };
      records.push({ packet: made, no: records.length + 1, time, origin: "reconstructed", ...comments });
    }
  }
  return records;
}

function transcriptOf(from: Transcript | WithTranscript): Transcript {
  const transcript = typeof from === "object" && from && "transcript" in from ? from.transcript : from;
  if (typeof transcript === "object" && transcript && "clock" in transcript) return transcript;
  throw invalid(
    "there is no transcript to reconstruct packets from",
    "Give a connection, a server, a UDP socket, or the transcript of one.",
  );
}

function wrapped(wrapping: string): NetcellError {
  return invalid(
    `these bytes went inside ${wrapping}: on the wire they were other ones`,
    "A socket does not see what passed there: capture() shows it.",
  );
}

/** The most that one segment or datagram carries: an IPv4 packet of 65535 bytes, less the headers. */
const most = { tcp: 65_535 - 40, udp: 65_535 - 28 };

function* packetsOf(row: Wire, connections: Connections): Iterable<Packet> {
  switch (row.event) {
    case "connect":
    case "accept":
      return yield* connections.handshake(row);
    case "data":
      for (let at = 0; at < row.length; at += most.tcp) {
        const data = { kept: kept(row, at, most.tcp), length: Math.min(row.length - at, most.tcp) };
        yield connections.segment(row, at + most.tcp < row.length ? "A" : "PA", data);
      }
      return;
    case "datagram": {
      const ends = endsOf(row);
      const udp = UDP({ sport: ends.from.port, dport: ends.to.port });
      return yield carried(ends, udp, { kept: kept(row, 0, most.udp), length: row.length });
    }
    case "fin":
      return yield connections.segment(row, "FA", nothing);
    case "rst":
      return yield connections.segment(row, "RA", nothing);
    // Without a packet, or with one that was made already: a connection turned away, an overflow, an error at this end.
    case "drop":
    case "overflow":
    case "error":
      return;
  }
}

/** Bytes of a row, of which the transcript kept some. */
interface Data {
  readonly kept: Uint8Array;
  readonly length: number;
}

const nothing: Data = { kept: new Uint8Array(0), length: 0 };

function kept({ bytes }: Wire, at: number, most: number): Uint8Array {
  return bytes?.subarray(at, at + most) ?? nothing.kept;
}

/** The numbers of all connections: what each end sends next. */
class Connections {
  readonly #next = new Map<string, number>();

  /** SYN, SYN-ACK, ACK (RFC 9293 §3.5): of a connection that exists both sides saw them. */
  *handshake(row: Wire): Iterable<Packet> {
    const back = { ...row, from: row.to, to: row.from };
    this.#next.set(direction(row), 0);
    this.#next.set(direction(back), 0);
    yield this.segment(row, "S", nothing);
    yield this.segment(back, "SA", nothing);
    yield this.segment(row, "A", nothing);
  }

  segment(row: Wire, flags: string, data: Data): Packet {
    const ends = endsOf(row);
    const key = direction(row);
    // Where the beginning was dropped from the transcript, numbers go on behind a SYN that is not shown.
    const seq = this.#next.get(key) ?? 1;
    const expected = this.#next.get(direction({ from: row.to, to: row.from })) ?? 1;
    const counts = data.length + (/[SF]/.test(flags) ? 1 : 0);
    this.#next.set(key, (seq + counts) % 2 ** 32);
    const ack = flags.includes("A") ? expected : 0;
    return carried(
      ends,
      TCP({ sport: ends.from.port, dport: ends.to.port, seq, ack, flags, window: 65_535 }),
      data,
    );
  }
}

const direction = ({ from, to }: Pick<Wire, "from" | "to">) => `${from} > ${to}`;

interface End {
  readonly address: string;
  readonly port: number;
}

interface Ends {
  readonly from: End;
  readonly to: End;
}

function endsOf({ from, to }: Wire): Ends {
  return { from: endOf(from), to: endOf(to) };
}

/** `127.0.0.1:80`, `[::1]:80`. */
function endOf(text: string): End {
  const [, six, four, port] = /^(?:\[([^\]]+)\]|([\d.]+)):(\d+)$/.exec(text) ?? [];
  const address = six ?? four;
  if (address !== undefined) return { address, port: Number(port) };
  throw new NetcellError(`${text} is not an Internet address with a port: no packets passed there`, {
    code: "EAFNOSUPPORT",
    hint: "Reconstruct TCP and UDP over IP, from the transcript itself: normalized() has taken its addresses away.",
  });
}

/** The packet, as long on the wire as the data was. */
function carried(
  { from, to }: Ends,
  transport: ReturnType<typeof TCP> | ReturnType<typeof UDP>,
  data: Data,
): Packet {
  const six = from.address.includes(":");
  const zeros = new Uint8Array(data.length - data.kept.length);
  const ip = six
    ? IPv6({ src: withoutZone(from.address), dst: withoutZone(to.address) })
    : IP({ src: from.address, dst: to.address, flags: "DF" });
  const whole = packet(ip, transport, ...[data.kept, zeros].filter((part) => part.length > 0));
  const { bytes } = whole;
  return zeros.length === 0
    ? whole
    : dissect(bytes.subarray(0, bytes.length - zeros.length), six ? IPv6 : IP, bytes.length);
}

const withoutZone = (address: string) => address.replace(/%.*$/, "");
