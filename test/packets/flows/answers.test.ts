/** Which packet answers which, and what the natural answer is. */
import { describe, expect, test } from "vitest";
import {
  ARP,
  answers,
  CookedLinux,
  conversations,
  DNS,
  Dot1Q,
  dissect,
  Ether,
  fragment,
  ICMP,
  ICMPv6DestUnreach,
  ICMPv6EchoReply,
  ICMPv6EchoRequest,
  ICMPv6ND_NA,
  ICMPv6ND_NS,
  IP,
  IPv6,
  IPv6ExtHdrHopByHop,
  type Packet,
  packet,
  reply,
  seq,
  TCP,
  UDP,
} from "../../../lib/packets";

const ether = Ether({ src: "02:00:00:00:00:01", dst: "02:00:00:00:00:02" });
const ip = IP({ src: "10.0.0.1", dst: "10.0.0.2" });
const back = IP({ src: "10.0.0.2", dst: "10.0.0.1" });
const ip6 = IPv6({ src: "2001:db8::1", dst: "2001:db8::2" });
const back6 = IPv6({ src: "2001:db8::2", dst: "2001:db8::1" });
const tcp = TCP({ sport: 40000, dport: 80 });
const tcpBack = TCP({ sport: 80, dport: 40000 });
const udp = UDP({ sport: 40000, dport: 53 });
const reason = (answer: Packet, question: Packet) => answers(answer, question);
const yes = (why: string | RegExp) => ({ ok: true, reason: expect.stringMatching(why) });
const no = (why: string | RegExp) => ({ ok: false, reason: expect.stringMatching(why) });

describe("answers()", () => {
  test("of ARP: who-has, is-at", () => {
    const who = packet(Ether(), ARP({ psrc: "10.0.0.1", pdst: "10.0.0.2" }));
    const isAt = packet(Ether(), ARP({ op: 2, psrc: "10.0.0.2", pdst: "10.0.0.1" }));
    expect(reason(isAt, who)).toEqual(yes("ARP: it says where 10.0.0.2 is"));
    expect(reason(who, isAt)).toEqual(no("who-has does not answer is-at"));
    expect(reason(packet(Ether(), ARP({ op: 2, psrc: "10.0.0.3" })), who)).toEqual(
      no("the other asks for 10.0.0.2"),
    );
  });

  test("of ICMP: the echo with the same numbers, from where it was sent to", () => {
    const ping = packet(ip, ICMP({ id: 1, seq: 2 }), "ping");
    expect(reason(packet(back, ICMP({ type: 0, id: 1, seq: 2 })), ping)).toEqual(
      yes("IP: the IP addresses are swapped; ICMP: echo-reply with the id and seq of the echo-request"),
    );
    expect(reason(packet(back, ICMP({ type: 0, id: 1, seq: 3 })), ping)).toEqual(
      no("its seq is 3, that of the question 2"),
    );
    expect(reason(packet(ip, ICMP({ type: 0, id: 1, seq: 2 })), ping)).toEqual(
      no("IP: it goes to IP address 10.0.0.2"),
    );
    expect(reason(ping, ping)).toEqual(no("it goes to"));
  });

  test("of ICMPv6: the echo, and the neighbour", () => {
    const ping = packet(ip6, ICMPv6EchoRequest({ id: 1, seq: 2 }));
    expect(reason(packet(back6, ICMPv6EchoReply({ id: 1, seq: 2 })), ping)).toEqual(
      yes("the echo with id 1 and seq 2"),
    );
    expect(reason(packet(back6, ICMPv6EchoReply({ id: 9, seq: 2 })), ping)).toEqual(
      no("9 and 2, not 1 and 2"),
    );
    expect(reason(packet(back6, ICMPv6EchoRequest()), ping)).toEqual(no("a question itself"));
    const ask = packet(IPv6({ src: "fe80::1", dst: "ff02::1:ff00:2" }), ICMPv6ND_NS({ tgt: "fe80::2" }));
    const tell = packet(IPv6({ src: "fe80::2", dst: "fe80::1" }), ICMPv6ND_NA({ tgt: "fe80::2" }));
    expect(reason(tell, ask)).toEqual(yes("a group was asked; ICMPv6ND_NA: it tells of fe80::2"));
    expect(reason(tell, ping)).toEqual(no("it goes to IP address fe80::1"));
  });

  test("of ICMP errors: what they quote", () => {
    const sent = packet(ip, udp, "hello");
    const error = packet(
      IP({ src: "10.0.0.254", dst: "10.0.0.1" }),
      ICMP({ type: 3, code: 3 }),
      sent.bytes.subarray(0, 28),
    );
    const unreachable = dissect(error.bytes, IP);
    expect(reason(unreachable, sent)).toEqual(
      yes("ICMP quotes it: the same addresses, and the same 8 bytes"),
    );
    expect(reason(unreachable, packet(ip, udp.with({ sport: 40001 }), "hello"))).toEqual(
      no("another packet between the same ends"),
    );
    expect(reason(unreachable, packet(back, udp, "hello"))).toEqual(
      no("a packet with src 10.0.0.1, not 10.0.0.2"),
    );
    expect(reason(unreachable, packet(ip6, udp, "hello"))).toEqual(no("quotes IP, which the other has not"));
    const cut = dissect(error.bytes.subarray(0, 40), IP);
    expect(reason(cut, sent)).toEqual(no("quotes too little"));
    const sent6 = packet(ip6, udp, "hello");
    const error6 = packet(back6, ICMPv6DestUnreach({ code: 4 }), sent6.bytes);
    expect(reason(dissect(error6.bytes, IPv6), sent6)).toEqual(yes("ICMPv6DestUnreach quotes it"));
  });

  test("of TCP: what is acknowledged", () => {
    const syn = packet(ip, tcp.with({ flags: "S", seq: 0xffffffff }));
    const synAck = packet(back, tcpBack.with({ flags: "SA", seq: 500, ack: 0 }));
    expect(reason(synAck, syn)).toEqual(yes("SYN-ACK: ack 0 acknowledges its SYN"));
    expect(reason(packet(back, tcpBack.with({ flags: "SA", ack: 7 })), syn)).toEqual(
      no("would be acknowledged by 0"),
    );
    expect(reason(packet(back, tcpBack.with({ flags: "RA", ack: 0 })), syn)).toEqual(yes("refuses: RST"));
    expect(reason(packet(ip, tcp.with({ flags: "A", seq: 0, ack: 501 })), synAck)).toEqual(
      yes("acknowledges its SYN"),
    );
    expect(reason(packet(back, TCP({ sport: 81, dport: 40000, flags: "SA", ack: 0 })), syn)).toEqual(
      no("TCP: it comes from port 81, the other went to 80"),
    );
    const data = packet(ip, tcp.with({ flags: "PA", seq: 1, ack: 501 }), "hello");
    const ack = (n: number) => packet(back, tcpBack.with({ flags: "A", seq: 501, ack: n }));
    expect(reason(ack(6), data)).toEqual(yes("ack 6 acknowledges its 5 bytes$"));
    expect(reason(ack(4), data)).toEqual(yes("all but 2 bytes"));
    expect(reason(ack(9), data)).toEqual(yes("its 5 bytes and 3 bytes more"));
    expect(reason(ack(1), data)).toEqual(no("acknowledges bytes up to 1; the other begins at 1"));
    expect(reason(data, ack(6))).toEqual(no("nothing that could be acknowledged"));
    expect(reason(packet(back, tcpBack.with({ flags: "R", seq: 501 })), data)).toEqual(
      yes("an RST with the number"),
    );
    expect(reason(packet(back, tcpBack.with({ flags: "R", seq: 9 })), data)).toEqual(
      no("the other expects 501"),
    );
    expect(reason(packet(back, tcpBack.with({ flags: "P" }), "x"), data)).toEqual(
      no("the flag A is not set"),
    );
    const fin = packet(ip, tcp.with({ flags: "FA", seq: 6, ack: 501 }), "bye");
    expect(reason(ack(10), fin)).toEqual(yes("its 3 bytes and FIN"));
    expect(reason(ack(10), packet(ip, tcp.with({ flags: "R" })))).toEqual(no("RST, which is never answered"));
  });

  test("of UDP and what it carries", () => {
    const query = packet(ip, udp, DNS({ id: 77, qd: [{ qname: "example.com" }] }));
    const answer = (id: number) =>
      packet(back, UDP({ sport: 53, dport: 40000 }), DNS({ id, qr: 1, qd: [{ qname: "example.com" }] }));
    expect(reason(answer(77), query)).toEqual(yes("UDP: the ports are swapped; DNS: the id is 77 in both"));
    expect(reason(answer(78), query)).toEqual(no("DNS: its id is 78"));
    expect(reason(packet(back, UDP({ sport: 54, dport: 40000 })), query)).toEqual(
      no("UDP: it comes from port 54"),
    );
    expect(reason(packet(back, ICMP({ type: 0 })), query)).toEqual(no("ICMP: it is not an answer to UDP"));
    expect(reason(packet(back), query)).toEqual(no("the other has UDP, it has not"));
    expect(reason(packet(), query)).toEqual(no("the other has IP, it has not"));
    expect(reason(packet("a"), packet("b"))).toEqual(no("nothing in these packets"));
  });

  test("is not led astray by what is below", () => {
    const ping = packet(ether, Dot1Q({ vlan: 7 }), ip6, IPv6ExtHdrHopByHop(), ICMPv6EchoRequest({ id: 1 }));
    expect(reason(packet(CookedLinux(), back6, ICMPv6EchoReply({ id: 1 })), ping).ok).toBe(true);
  });
});

describe("reply()", () => {
  test.each([
    ["a SYN", packet(ether, ip, tcp.with({ flags: "S", seq: 7 })), { flags: "SA", seq: 0, ack: 8 }],
    ["a SYN-ACK", packet(ip, tcp.with({ flags: "SA", seq: 7, ack: 9 })), { flags: "A", seq: 9, ack: 8 }],
    [
      "data",
      packet(ip6, tcp.with({ flags: "PA", seq: 0xfffffffe, ack: 9 }), "hello"),
      { flags: "A", seq: 9, ack: 3 },
    ],
    [
      "data and FIN",
      packet(ip, tcp.with({ flags: "FA", seq: 7, ack: 9 }), "bye"),
      { flags: "FA", seq: 9, ack: 11 },
    ],
  ])("to %s answers it", (_what, question, expected) => {
    const answer = reply(question);
    expect(answer.get(TCP)).toMatchObject({ sport: 80, dport: 40000, ...expected });
    expect(answers(answer, question).ok).toBe(true);
    expect(answer.verdicts.every(({ level }) => level === "ok")).toBe(true);
    expect(seq.lt(question.get(TCP).seq, answer.get(TCP).ack)).toBe(true);
  });

  test("to an echo request is its echo, on the same link and VLAN", () => {
    const ping = packet(ether, Dot1Q({ vlan: 7, prio: 3 }), ip, ICMP({ id: 1, seq: 2 }), "ping");
    const pong = reply(ping);
    expect(pong.get(Ether)).toMatchObject({ src: "02:00:00:00:00:02", dst: "02:00:00:00:00:01" });
    expect(pong.get(Dot1Q)).toMatchObject({ vlan: 7, prio: 3 });
    expect(Buffer.from(pong.payload(ICMP)).toString()).toBe("ping");
    expect(answers(pong, ping).ok).toBe(true);
    const ping6 = packet(ip6, IPv6ExtHdrHopByHop(), ICMPv6EchoRequest({ id: 1, seq: 2, data: "ping" }));
    expect(answers(reply(ping6), ping6).ok).toBe(true);
    expect(reply(packet(ip, ICMP())).layers.length).toBe(2);
  });

  test("to who-has tells all but the MAC address that only you know", () => {
    const who = packet(
      Ether({ src: "02:00:00:00:00:01", dst: "ff:ff:ff:ff:ff:ff" }),
      ARP({ hwsrc: "02:00:00:00:00:01", psrc: "10.0.0.1", pdst: "10.0.0.2" }),
    );
    const isAt = reply(who).with(ARP, { hwsrc: "02:00:00:00:00:02" });
    expect(isAt.get(ARP)).toMatchObject({
      op: 2,
      psrc: "10.0.0.2",
      pdst: "10.0.0.1",
      hwdst: "02:00:00:00:00:01",
    });
    expect(isAt.get(Ether).dst).toBe("02:00:00:00:00:01");
    expect(isAt.get(Ether).src).not.toBe("ff:ff:ff:ff:ff:ff");
    expect(answers(isAt, who).ok).toBe(true);
    const ask = packet(IPv6({ src: "fe80::1", dst: "ff02::1:ff00:2" }), ICMPv6ND_NS({ tgt: "fe80::2" }));
    expect(answers(reply(ask), ask).ok).toBe(true);
  });

  test("to UDP swaps the ports, and answers what it knows to be a question", () => {
    expect(reply(packet(ip, UDP({ sport: 40000, dport: 40001 }), "hi")).get(UDP)).toMatchObject({
      sport: 40001,
      dport: 40000,
    });
    const query = packet(ip, udp, DNS({ id: 77, qd: [{ qname: "example.com" }] }));
    expect(answers(reply(query), query).ok).toBe(true);
  });

  test("to what needs none is refused", () => {
    expect(() => reply(packet(ip, tcp.with({ flags: "R" })))).toThrow(/RST is never answered/);
    expect(() => reply(packet(ip, ICMP({ type: 3 }), packet(back, udp)))).toThrow(
      /never answered \(RFC 1122/,
    );
    expect(() => reply(packet(ip, ICMP({ type: 0 })))).toThrow(/only an echo request/);
    expect(() => reply(packet(Ether(), ARP({ op: 2 })))).toThrow(/Only a question can be answered/);
    expect(() => reply(packet(ip6, ICMPv6EchoReply()))).toThrow(/is an answer itself/);
    expect(() => reply(packet("hello"))).toThrow(/no answer that follows from Raw/);
    expect(() => reply(packet())).toThrow(/an empty packet/);
  });
});

describe("conversations()", () => {
  const there = packet(ether, ip, udp, "question");
  const here = packet(
    Ether({ src: "02:00:00:00:00:02", dst: "02:00:00:00:00:01" }),
    back,
    UDP({ sport: 53, dport: 40000 }),
    "x",
  );
  const other = packet(ether, ip6, tcp, new Uint8Array(500));
  const talk = [there, here, there, other].map((each, i) => ({ packet: each, time: 10 - i }));

  test("count both directions as one, at each level", () => {
    const summary = (level?: "link" | "network" | "transport") =>
      conversations(talk, level).map(({ protocol, a, b, fromA, fromB, first, last }) => [
        protocol,
        a.address,
        a.port,
        b.port,
        fromA.packets,
        fromA.bytes,
        fromB.packets,
        fromB.bytes,
        first,
        last,
      ]);
    const [q, x, o] = [there.bytes.length, here.bytes.length, other.bytes.length];
    expect(summary()).toEqual([
      ["TCP", "2001:db8::1", 40000, 80, 1, o, 0, 0, 7, 7],
      ["UDP", "10.0.0.1", 40000, 53, 2, 2 * q, 1, x, 8, 10],
    ]);
    expect(summary("network").map(([protocol]) => protocol)).toEqual(["IPv6", "IP"]);
    expect(summary("link")).toEqual([
      ["Ether", "02:00:00:00:00:01", undefined, undefined, 3, 2 * q + o, 1, x, 7, 10],
    ]);
  });

  test("do not count what ICMP errors quote, nor the ports of later fragments", () => {
    const error = packet(ip, ICMP({ type: 3 }), packet(back, udp));
    expect(conversations([error])).toEqual([]);
    expect(conversations(fragment(packet(ip, udp, new Uint8Array(100)), 60))[0]?.fromA.packets).toBe(1);
  });
});
