/** The inputs of the gallery: the same bytes in every run. */
import {
  ARP,
  DNS,
  dissect,
  Ether,
  IP,
  type Packet,
  type PacketRecord,
  Padding,
  packet,
  TCP,
  UDP,
} from "../../../lib/packets";
import type { Recording } from "../../../lib/sockets/transcript/transcript";
import { dialogue } from "../recorded";

const client = "02:00:00:00:00:01";
const router = "02:00:00:00:00:02";
const there = Ether({ src: client, dst: router });
const back = Ether({ src: router, dst: client });
const asked = IP({ src: "192.0.2.1", dst: "198.51.100.7", id: 1000, flags: "DF" });
const answered = IP({ src: "198.51.100.7", dst: "192.0.2.1", id: 7, ttl: 57, flags: "DF" });

/** The line of the source notes. */
export const notesLine: Packet = packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n");

/** A request over HTTP, as it was read from the wire. */
export const httpRequest: Packet = dissect(
  packet(
    there,
    asked,
    TCP({
      sport: 49152,
      dport: "http",
      seq: 1001,
      ack: 5001,
      flags: "PA",
      window: 502,
      options: ["NOP", "NOP", ["Timestamp", [1000, 2000]]],
    }),
    "GET /index.html HTTP/1.1\r\nHost: example.com\r\n\r\n",
  ).bytes,
);

/** A question to a name server, built here, with a checksum that is set wrong. */
export const wrongQuestion: Packet = packet(
  there,
  asked,
  UDP({ sport: 40000, chksum: 0x1234 }),
  DNS({ id: 42, qd: [{ qname: "example.com" }] }),
);

/** A packet of which a capture kept the first 30 bytes only. */
export const cutPacket: Packet = dissect(httpRequest.bytes.subarray(0, 30), Ether, httpRequest.bytes.length);

/** A datagram so short that the frame is filled up. */
export const paddedFrame: Packet = dissect(
  packet(there, asked, UDP({ sport: 40000, dport: 40001 }), "hi", Padding({ load: new Uint8Array(16) }))
    .bytes,
);

const segment = (mine: boolean, flags: string, seq: number, ack: number, load = "") => {
  const ports = mine ? { sport: 49152, dport: 80 } : { sport: 80, dport: 49152 };
  const layers = mine ? [there, asked] : [back, answered];
  return packet(...layers, TCP({ ...ports, flags, seq, ack, window: 502 }), ...(load ? [load] : []));
};

/** A whole connection with one request, one segment of which is sent twice. */
export const connection: readonly PacketRecord[] = [
  [0, segment(true, "S", 1000, 0)],
  [0.02, segment(false, "SA", 5000, 1001)],
  [0.0201, segment(true, "A", 1001, 5001)],
  [0.021, segment(true, "PA", 1001, 5001, "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n")],
  [0.221, segment(true, "PA", 1001, 5001, "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n")],
  [0.242, segment(false, "PA", 5001, 1038, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")],
  [0.243, segment(true, "FA", 1038, 5044)],
  [0.263, segment(false, "FA", 5044, 1039)],
  [0.2631, segment(true, "A", 1039, 5045)],
].map(([time, each], i) => ({
  packet: dissect((each as Packet).bytes),
  time: time as number,
  no: i + 1,
  origin: "simulated",
}));

/** Ten thousand packets. */
export const crowd: readonly Packet[] = Array.from({ length: 10_000 }, (_, i) =>
  i % 10 === 0
    ? dissect(packet(Ether(), ARP({ psrc: "192.0.2.1", pdst: `192.0.2.${i % 250}` })).bytes)
    : dissect(
        packet(there, asked.with({ id: i }), UDP({ sport: 40000 + (i % 100) }), "x".repeat(i % 40)).bytes,
      ),
);

/** What a socket recorded. */
export const transcript: Recording = dialogue();
