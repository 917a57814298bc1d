/** What is given to be written and is no list of packets. */
import { expect, test } from "vitest";
import { IP, packet, pcap } from "../../../lib/packets";

test.each<[string, unknown, string]>([
  ["a promise of a capture", Promise.resolve([]), "Write await before the call that makes it"],
  ["one packet alone", packet(IP()), "Write [packet]"],
  ["nothing", undefined, "Write [packet]"],
])("%s is refused in words", (_name, packets, words) => {
  expect(() => pcap.bytes(packets as never)).toThrow(words);
});
