/** Building and dissecting undo each other, whatever the fields hold. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ARP,
  Dot1Q,
  dissect,
  Ether,
  ICMP,
  ICMPv6EchoRequest,
  IP,
  IPv6,
  IPv6ExtHdrFragment,
  IPv6ExtHdrHopByHop,
  type Packet,
  packet,
  TCP,
  type TCPOptionInit,
  UDP,
} from "../../lib/packets";
import { toHex } from "./hex";

const number = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const address = fc.tuple(number(8), number(8), number(8), number(8)).map((numbers) => numbers.join("."));
const address6 = fc
  .array(fc.oneof(fc.constant(0), number(16)), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.map((group) => group.toString(16)).join(":"));
const mac = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((bytes) => Buffer.from(bytes).toString("hex").match(/../g)!.join(":"));
const letters = fc.subarray([..."FSRPAUECN"]).map((flags) => flags.join(""));
const some = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) =>
  fc.record(fields, { requiredKeys: [] });

const option: fc.Arbitrary<TCPOptionInit> = fc.oneof(
  fc.constantFrom<TCPOptionInit>("NOP", "SAckOK"),
  fc.tuple(fc.constantFrom("MSS" as const, "UTO" as const), number(16)),
  fc.tuple(fc.constant("WScale" as const), number(8)),
  fc.tuple(fc.constant("Timestamp" as const), fc.tuple(number(32), number(32))),
  fc.tuple(fc.integer({ min: 64, max: 255 }), fc.uint8Array({ maxLength: 6 })),
);

const tcp = some({
  sport: number(16),
  dport: number(16),
  seq: number(32),
  ack: number(32),
  reserved: number(3),
  flags: letters,
  window: number(16),
  urgptr: number(16),
  options: fc.array(option, { maxLength: 4 }),
}).map((init) => TCP(init));
/** Ports that no application is guessed by: random bytes are none of its messages. */
const port = number(16).filter((each) => UDP.definition.details.ports![each] === 0);
const udp = some({ sport: port, dport: port }).map((init) => UDP(init));
const icmp = some({ type: fc.constantFrom(0, 8, 200), code: number(8) }).map((init) => ICMP(init));
const transport = fc.oneof(tcp, udp, icmp);
const ip = some({
  tos: number(8),
  id: number(16),
  flags: fc.constantFrom("", "DF", "evil", "DF+evil"),
  ttl: number(8),
  src: address,
  dst: address,
}).map((init) => IP(init));
const ip6 = some({ tc: number(8), fl: number(20), hlim: number(8), src: address6, dst: address6 }).map(
  (init) => IPv6(init),
);
const ether = some({ dst: mac, src: mac }).map((init) => Ether(init));
const tag = some({ prio: number(3), dei: number(1), vlan: number(12) }).map((init) => Dot1Q(init));
const extension = fc.oneof(
  some({ id: number(32), m: fc.constant(0) }).map((init) => IPv6ExtHdrFragment(init)),
  fc.constant(IPv6ExtHdrHopByHop({ options: [["RouterAlert", 0]] })),
);
const arp = some({ op: number(16), hwsrc: mac, psrc: address, hwdst: mac, pdst: address }).map((init) =>
  ARP(init),
);
const echo = some({ id: number(16), seq: number(16), data: fc.uint8Array() }).map((init) =>
  ICMPv6EchoRequest(init),
);

const frames: fc.Arbitrary<Packet> = fc.oneof(
  fc.tuple(ether, ip, transport, fc.uint8Array()).map((parts) => packet(...parts)),
  fc
    .tuple(ether, tag, tag, ip6, extension, fc.oneof(tcp, udp), fc.uint8Array())
    .map((parts) => packet(...parts)),
  fc.tuple(ether, ip6, echo).map((parts) => packet(...parts)),
  fc.tuple(ether, tag, arp).map((parts) => packet(...parts)),
);

describe("building, dissecting, building", () => {
  test("gives the same values and the same bytes", () => {
    fc.assert(
      fc.property(frames, (made) => {
        const read = dissect(made.bytes);
        const layers = made.layers.filter(({ start, end }) => start < end);
        expect(read.layers.map(({ name }) => name)).toEqual(layers.map(({ name }) => name));
        for (const [i, layer] of layers.entries()) expect(read.layers[i]!.fields).toEqual(layer.fields);
        expect(read.verdicts.filter(({ level }) => level === "error")).toEqual([]);
        expect(toHex(packet(read).bytes)).toBe(toHex(made.bytes));
      }),
      { numRuns: 1000 },
    );
  });
});
