/** A packet in one line, and tcpdump as the judge of the words. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  define,
  dissect,
  Ether,
  ICMP,
  ICMPv6DestUnreach,
  ICMPv6ParamProblem,
  ICMPv6TimeExceeded,
  IP,
  IPv6,
  packet,
  packetFromJSON,
  summarizer,
  TCP,
  type TCPInit,
  UDP,
} from "../../lib/packets";
import { program, requires } from "../support/requires";
import { toHex } from "./hex";
import { mutants } from "./mutants";
import { pcap } from "./pcap";
import { type Sample, samples, summaries } from "./samples";

const tcpdump = program("tcpdump");

/** What tcpdump says of each of these samples, which all begin with the same layer. */
function tcpdumpLines(alike: readonly Sample[], flags: readonly string[] = ["-S"]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "netcell-tcpdump-"));
  try {
    const file = join(folder, "samples.pcap");
    writeFileSync(file, pcap(alike));
    const run = spawnSync(tcpdump.path, ["-n", "-t", ...flags, "--number", "-r", file], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(`tcpdump failed: ${run.stderr}`);
    // Behind what it does not know follows a hexdump, and what is in a tunnel on a line of its own: without a number.
    return run.stdout.split("\n").flatMap((line) => /^ *\d+ {2}(.*)/.exec(line)?.[1] ?? []);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Samples of which we say something else than tcpdump: why, and what. */
const onPurpose: Readonly<Record<string, readonly [why: string, ours: string]>> = {
  ...summaries,
  "TCP with rare options": [
    "every option by its name or number, then its value; tcpdump writes each in a way of its own",
    "IP 10.0.0.1.20 > 10.0.0.2.80: Flags [P.], ack 0, win 8192, options [uto 300,tfo 01020304,option 254 f9,eol], length 0",
  ],
  "TCP with every flag": [
    "the ninth flag, which tcpdump leaves out",
    "IP 10.0.0.1.20 > 10.0.0.2.80: Flags [FSRP.UEWe], seq 0, ack 0, win 65535, urg 9, length 0",
  ],
  "ARP reply, padded": [
    "the length of the message, not of the frame that was filled up",
    "ARP, Reply 10.0.0.2 is-at 00:00:00:00:00:00, length 28",
  ],
  "last fragment": ["from where to where the fragment goes", "IP 10.0.0.1 > 10.0.0.2: UDP frag (1480|8)"],
  "first fragment": [
    "the bytes that this fragment carries, not what the datagram had before it was cut up",
    "IP 10.0.0.1.258 > 10.0.0.2.772: UDP, length 13",
  ],
  "address mask reply": [
    "a mask as people write it",
    "IP 10.0.0.1 > 10.0.0.2: ICMP address mask is 255.255.255.0, length 12",
  ],
  "other ICMPv6": [
    "a type that nobody has registered",
    "IP6 2001:db8::1 > 2001:db8::2: ICMP6, type-#200, length 5",
  ],
  "hop-by-hop options": [
    "a colon behind every layer",
    "IP6 2001:db8::1 > 2001:db8::2: HBH: ICMP6, echo request, id 0, seq 0, length 8",
  ],
  "destination options": [
    "ports stand beside the addresses, whatever headers are between",
    "IP6 2001:db8::1.40000 > 2001:db8::2.40001: DSTOPT: UDP, length 1",
  ],
  "routing header": [
    "the same",
    "IP6 2001:db8::1.40000 > 2001:db8::2.40001: RT6 (len=4, type=0, segleft=2, [0]2001:db8::3, [1]2001:db8::4): UDP, length 1",
  ],
  "authentication header": [
    "the same",
    "IP6 2001:db8::1.40000 > 2001:db8::2.40001: AH(spi=0x00000005,seq=0x6,icv=0x070707070707070707070707): UDP, length 1",
  ],
  "Linux cooked v2": [
    "not how this machine names the interface with that number",
    "IP6 2001:db8::1.40000 > 2001:db8::2.40001: UDP, length 0",
  ],
};

const summaryOf = ({ packet: { bytes }, from }: Sample) => dissect(bytes, from).summary();

requires(tcpdump).describe("tcpdump", () => {
  const theirs = new Map<Sample, string>();
  for (const from of new Set(samples.map((sample) => sample.from))) {
    const alike = samples.filter((sample) => sample.from === from);
    const lines = tcpdumpLines(alike);
    for (const [i, sample] of alike.entries()) theirs.set(sample, lines[i]!);
  }

  test.each(samples.filter(({ name }) => !(name in onPurpose)))("says the same of $name", (sample) => {
    expect(summaryOf(sample)).toBe(theirs.get(sample));
  });

  test.each(samples.filter(({ name }) => name in onPurpose))("says it otherwise of $name", (sample) => {
    const [, ours] = onPurpose[sample.name]!;
    expect(summaryOf(sample)).toBe(ours);
    expect(theirs.get(sample), "the exception is none").not.toBe(ours);
  });

  const ether = Ether({ dst: "02:00:00:00:00:02", src: "02:00:00:00:00:01" });
  const ip = IP({ src: "10.0.0.1", dst: "10.0.0.2" });
  const ip6 = IPv6({ src: "2001:db8::1", dst: "2001:db8::2" });
  const udp = UDP({ sport: 40000, dport: 40001 });
  const errors = [
    ...Array.from({ length: 17 }, (_, code) => packet(ether, ip, ICMP({ type: 3, code }), ip, udp)),
    ...Array.from({ length: 4 }, (_, code) => packet(ether, ip, ICMP({ type: 5, code }), ip, udp)),
    ...[0, 1].map((code) => packet(ether, ip, ICMP({ type: 11, code }), ip, udp)),
    ...[4, 10, 13, 17].map((type) => packet(ether, ip, ICMP({ type }))),
    ...[0, 3, 4].map((code) => packet(ether, ip6, ICMPv6DestUnreach({ code }), ip6, udp)),
    ...[0, 1].map((code) => packet(ether, ip6, ICMPv6TimeExceeded({ code }), ip6, udp)),
    ...[0, 1, 2].map((code) => packet(ether, ip6, ICMPv6ParamProblem({ code }), ip6, udp)),
    packet(ether, ip, ICMP({ type: 3, code: 2 }), ip.with({ proto: 99 }), "nobody's"),
  ];
  const lines = tcpdumpLines(errors.map((made) => ({ name: "", packet: made, from: Ether })));
  test.each(errors.map((made, i) => [lines[i]!, made] as const))("names the error in %s", (line, made) => {
    expect(made.summary()).toBe(line);
  });

  test("counts the sequence numbers of a connection from its beginning as we do", () => {
    const client = { sport: 40000, dport: 9999 };
    const server = { sport: 9999, dport: 40000 };
    const from = (layer: "client" | "server", init: TCPInit, load = "") =>
      packet(
        ether,
        layer === "client" ? ip : IP({ src: "10.0.0.2", dst: "10.0.0.1" }),
        TCP({ ...(layer === "client" ? client : server), ...init }),
        load,
      );
    const [isn, other] = [0xfffffffa, 7000];
    const conversation = [
      from("client", { flags: "S", seq: isn }),
      from("server", { flags: "SA", seq: other, ack: isn + 1 }),
      from("client", { flags: "A", seq: isn + 1, ack: other + 1 }),
      from("client", { flags: "PA", seq: isn + 1, ack: other + 1 }, "hello, hello"),
      from("server", { flags: "A", seq: other + 1, ack: 7, options: [["SAck", [2, 7]]] }),
      from("client", { flags: "PA", seq: 7, ack: other + 1 }, "behind the wrap"),
      from("server", { flags: "FA", seq: other + 1, ack: 22 }),
      from("client", { flags: "R", seq: 22 }),
      // A connection that was there before.
      from("client", { flags: "PA", sport: 40001, seq: 800, ack: 900 }, "in the middle"),
      from("server", { flags: "A", dport: 40001, seq: 900, ack: 813 }),
    ];
    const say = summarizer();
    const lines = tcpdumpLines(
      conversation.map((made) => ({ name: "", packet: made, from: Ether })),
      [],
    );
    expect(conversation.map((made) => say(dissect(made.bytes)))).toEqual(lines);
  });
});

describe("a summary", () => {
  test("is the line of a packet, and says what is missing where it breaks off", () => {
    const whole = packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n");
    expect(whole.summary()).toBe("IP 127.0.0.1.20 > 127.0.0.1.80: Flags [S], seq 0:18, win 8192, length 18");
    expect(dissect(whole.bytes, IP).summary()).toBe(`${whole.summary()}: HTTP: GET / HTTP/1.0`);
    expect(dissect(whole.bytes.subarray(0, 30), IP).summary()).toBe(
      "IP 127.0.0.1.20 > 127.0.0.1.80: [TCP needs 20 bytes, 10 left; limited by the capture]",
    );
  });

  test("counts bytes that were on the wire, where the capture says how many", () => {
    const { bytes } = packet(Ether(), IP(), UDP({ sport: 5000, dport: 5001 }), "x".repeat(100));
    const cut = packetFromJSON(dissect(bytes.subarray(0, 50)).toJSON(), bytes.length);
    expect(cut.summary()).toBe("IP 127.0.0.1.5000 > 127.0.0.1.5001: UDP, length 100");
  });

  test("counts anew where a connection begins anew, with the same ports", () => {
    const say = summarizer();
    const [there, back] = [
      { sport: 40000, dport: 80 },
      { sport: 80, dport: 40000 },
    ];
    say(packet(IP(), TCP({ ...back, flags: "SA", seq: 7000, ack: 1 })));
    say(packet(IP(), TCP({ ...there, flags: "S", seq: 5000 })));
    expect(say(packet(IP(), TCP({ ...back, flags: "RA", seq: 0, ack: 5001, window: 0 })))).toBe(
      "IP 127.0.0.1.80 > 127.0.0.1.40000: Flags [R.], seq 0, ack 5001, win 0, length 0",
    );
  });

  test("names what no layer speaks of", () => {
    const game = define.protocol({
      name: "Game",
      title: "A game",
      rfc: "ours",
      layer: 7,
      pdu: "move",
      fields: { x: define.uint(8) },
      limits: { min: 1, size: () => 1, end: define.untilLimit, next: () => 0 },
    });
    expect(packet(game()).summary()).toBe("Game, length 1");
    expect(packet(IP({ proto: 99 }), "abc").summary()).toBe("IP 127.0.0.1 > 127.0.0.1: proto 99, length 3");
    expect(packet(Ether({ type: 0x88cc })).summary()).toBe(
      "00:00:00:00:00:00 > ff:ff:ff:ff:ff:ff, ethertype LLDP (0x88cc), length 14",
    );
    expect(packet().summary()).toBe("nothing, length 0");
  });

  test("is one line, whatever the bytes are", () => {
    const say = summarizer();
    for (const { bytes, from } of mutants(20_000, 7)) {
      const read = dissect(bytes, from);
      for (const line of [read.summary(), say(read)]) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there
        if (line === "" || /[\x00-\x1f\x7f-\x9f\u202e]/.test(line))
          expect.fail(`${toHex(bytes)} is ${JSON.stringify(line)}`);
      }
    }
  });
});
