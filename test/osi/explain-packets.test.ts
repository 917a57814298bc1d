/** osi.explain() of packets: each sentence with the packets that prove it. */
import { describe, expect, test } from "vitest";
import { osi } from "../../lib/osi";
import { ARP, DNS, DNSQR, Ether, ICMP, IP, packet, pcap, TCP, tcpStreams, UDP } from "../../lib/packets";
import { Talk } from "../packets/flows/segments";

/** The findings as one line each. */
function told(...given: Parameters<typeof osi.explain>): string[] {
  const items = osi.explain(...given).html.matchAll(/<div style="margin[^>]*>(.*?)<\/div>/gs);
  return [...items].map(([, item]) =>
    item!
      .replace(/<[^>]*>/g, "")
      .replaceAll("&#39;", "'")
      .replaceAll("&quot;", '"')
      .replaceAll("\u00a0", " "),
  );
}

const [a, b] = ["10.0.0.1", "10.0.0.2"];
const talk = new Talk()
  .handshake(99, 4999)
  .client({ flags: "PA", seq: 100, ack: 5000 }, "GET / HTTP/1.0\r\n\r\n")
  .server({ flags: "PA", seq: 5000, ack: 118 }, "HTTP/1.0 200 OK\r\n\r\n")
  .server({ seq: 5025, ack: 118 }, "world")
  .server({ seq: 5019, ack: 118 }, "hello!")
  .server({ seq: 5019, ack: 118 }, "hello!")
  .client({ seq: 118, ack: 5030 })
  .server({ flags: "FA", seq: 5030, ack: 118 })
  .client({ flags: "FA", seq: 118, ack: 5031 })
  .server({ seq: 5031, ack: 119 });

describe("osi.explain() of packets", () => {
  test("tells a connection from its handshake to its end, with packets and bytes", () => {
    const all = told(talk.packets);
    for (const sentence of [
      "10.0.0.1:40000 → 10.0.0.2:80: an HTTP/1.0 request, GET / [packet 4, bytes 1–18]",
      "10.0.0.2:80 → 10.0.0.1:40000: an HTTP/1.0 response, 200 OK [packets 5–7, bytes 1–30]",
      "10.0.0.1:40000 began. [packet 1]",
      "Three-way handshake: each side told where its numbers begin, and had that confirmed. [packets 1–3]",
      "10.0.0.2:80 → 10.0.0.1:40000: 30 bytes, in 4 segments. [packets 5–8, bytes 1–30]",
      "Hole: once. [packet 6]",
      "Out of order: once. [packet 7]",
      "Retransmission: once. [packet 8]",
      "Teardown: the server closes first. [packets 10–11]",
      "The client is last known to be in LAST-ACK. [packet 11]",
    ])
      expect(all).toContain(sentence);
  });

  test("says of layers 5 and 6 that nothing did their work, where nothing did", () => {
    const all = told(talk.packets).join("\n");
    expect(all).toContain(
      "Nothing separate did this layer's work: the programs took turns by themselves, on TCP's connection.",
    );
    expect(all).toContain(
      "Nothing separate did this layer's work: no header of its own is between the transport's and the data.",
    );
  });

  test("says what did their work, where something did", () => {
    const cookie = new Talk()
      .handshake(99, 4999)
      .client(
        { flags: "PA", seq: 100, ack: 5000 },
        "GET / HTTP/1.1\r\nCookie: a=b\r\nContent-Type: text/plain\r\n\r\n",
      );
    const all = told(cookie.packets).join("\n");
    expect(all).toContain("HTTP's Cookie did a part of this layer's work");
    expect(all).toContain("HTTP's headers did this layer's work: Content-Type: text/plain.");
  });

  test("tells where bytes are missing, and reads none behind the gap", () => {
    const lossy = new Talk().handshake(99, 4999).client({ seq: 106, ack: 5000 }, "secret");
    const all = told(lossy.packets).join("\n");
    expect(all).toContain("12 bytes, 6 of them not in these packets, in 1 segment.");
    expect(all).not.toContain("secret");
  });

  test("tells ARP, ICMP and DNS in their layers", () => {
    const all = told([
      packet(Ether({ src: "02:00:00:00:00:01", dst: "ff:ff:ff:ff:ff:ff" }), ARP({ psrc: a, pdst: b })),
      packet(Ether(), IP({ src: a, dst: b }), ICMP(), "abc"),
      packet(
        Ether(),
        IP({ src: a, dst: b }),
        UDP({ sport: 5353, dport: 53 }),
        DNS({ qd: [DNSQR({ qname: "example.com" })] }),
      ),
    ]);
    for (const sentence of [
      "10.0.0.1:5353 → 10.0.0.2:53: 0+ A? example.com. (29) [packet 3]",
      "1 message of ICMP, the first: ICMP echo request, id 0, seq 0, length 11. [packet 2]",
      "1 frame of ARP, to find the MAC address that belongs to an IP address; the first: Request who-has 10.0.0.2 tell 10.0.0.1. [packet 1]",
    ])
      expect(all).toContain(sentence);
  });

  test("says where the packets come from, and of bits only what that allows", () => {
    expect(osi.explain(talk.packets).text).toContain("told from 12 packets: built here, never on a wire");
    expect(told(talk.packets).join("\n")).toContain(
      "These packets are not from a wire: no signal carried them.",
    );
    const captured = pcap.parse(pcap.bytes(talk.packets));
    expect(osi.explain(captured).text).toContain("told from 12 packets: captured");
    expect(told(captured).join("\n")).toContain("how they were made signals is done by the hardware");
  });

  test("of a stream tells no more than a stream holds", () => {
    const all = told(tcpStreams(talk.packets)[0]!);
    expect(all).toContain(
      "Three-way handshake: each side told where its numbers begin, and had that confirmed. [packets 1–3]",
    );
    expect(all).toContain("Nothing of it is in a stream.");
    expect(osi.explain(tcpStreams(talk.packets)[0]!).html).toContain(
      "The packets themselves: a stream holds",
    );
  });

  test("stays short for many connections", () => {
    const many = Array.from({ length: 500 }, (_, i) => new Talk(30_000 + i).handshake().packets).flat();
    const { text } = osi.explain(many);
    expect(text).toContain("497 more connections, not told here.");
    expect(text.length).toBeLessThan(12_000);
  });

  test("of a packet with neither TCP nor UDP says so layer by layer", () => {
    expect(told(packet(Ether(), ARP())).slice(0, 4)).toEqual([
      "Nothing: no program's data is in these packets.",
      "Nothing: no program's data is in these packets.",
      "Nothing: no program's data is in these packets.",
      "Nothing: neither TCP nor UDP is in these packets.",
    ]);
    expect(told(packet(TCP())).join()).toContain("Nothing: neither IPv4 nor IPv6 is in these packets.");
  });
});
