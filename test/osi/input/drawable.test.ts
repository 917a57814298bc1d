/** What a view can be given, and what it says to the rest. */
import { describe, expect, test } from "vitest";
import type { NetcellError } from "../../../lib/errors";
import { readDrawable } from "../../../lib/osi/input/drawable";
import { packetOf, packetsOf } from "../../../lib/osi/input/packets";
import { dissect, Ether, IP, type Packet, packet, pcap, TCP, tcpStreams, UDP } from "../../../lib/packets";
import { client, recorded, server } from "../recorded";

const syn = packet(Ether(), IP(), TCP());
const capture = pcap.parse(pcap.bytes([{ packet: syn, time: 5 }, syn, syn]));

const kinds: ReadonlyArray<[what: string, given: unknown, origins: readonly string[]]> = [
  ["a packet that was built", syn, ["built"]],
  ["a packet that was read", dissect(syn.bytes), ["read"]],
  ["bytes", syn.bytes, ["read"]],
  ["a layer alone", TCP(), ["built"]],
  ["a record", { packet: syn, origin: "reconstructed" }, ["reconstructed"]],
  ["a packet of a capture", capture.at(0), ["captured"]],
  ["an array", [syn, syn.bytes], ["built", "read"]],
  ["a capture", capture, ["captured", "captured", "captured"]],
  ["a capture that runs", { packets: capture.packets.slice(1), dropped: 1 }, ["captured", "captured"]],
];

describe("packets are found in", () => {
  test.each(kinds)("%s", (_what, given, origins) => {
    expect(packetsOf(given, "tree").packets.map(({ origin }) => origin)).toEqual(origins);
  });

  test("a capture with its own numbers and times, in a list with their places", () => {
    expect(packetsOf(capture.slice(1), "tree").packets.map(({ no, time }) => [no, time])).toEqual([
      [2, 0],
      [3, 0],
    ]);
    expect(packetsOf([syn, syn], "tree").packets.map(({ no, time }) => [no, time])).toEqual([
      [1, undefined],
      [2, undefined],
    ]);
    expect(packetsOf([{ packet: syn, time: 1_500_000_000n }], "tree").packets[0]).toMatchObject({
      time: 1.5,
    });
  });

  test("a capture that runs, with those it dropped", () => {
    expect(packetsOf({ packets: [syn], dropped: 7 }, "tree")).toMatchObject({ dropped: 7, single: false });
  });

  test("bytes that begin with something else", () => {
    const { packet: read } = packetOf(packet(IP(), UDP()).bytes, "tree", { from: IP });
    expect(read.layers.map(({ name }) => name)).toEqual(["IP", "UDP"]);
  });
});

test("a stream and a transcript are told from packets", () => {
  const [stream] = tcpStreams([syn]);
  expect(readDrawable(stream!, "ladder")).toMatchObject({ kind: "stream" });
  expect(readDrawable(recorded([client, server, "connect"]), "ladder")).toMatchObject({ kind: "exchange" });
  expect(readDrawable(syn, "ladder")).toMatchObject({ kind: "packets", single: true });
});

describe("what cannot be drawn is refused with what to do", () => {
  const refusals: ReadonlyArray<[what: string, given: unknown, message: RegExp]> = [
    ["a promise", Promise.resolve(syn), /a promise \(is an await missing\?\).*Write await before it/],
    ["nothing", undefined, /was given undefined.*Give a packet/],
    ["a text", "hello", /was given the text "hello"/],
    ["a protocol", TCP, /was given a function, TCP/],
    ["an empty list", [], /an empty list: there is no packet in it/],
    ["an empty capture", pcap.parse(pcap.bytes([])), /Capture: there is no packet in it/],
    ["a list with something else", [syn, "hello"], /the text "hello" as number 2 of a list/],
    [
      "a transcript",
      recorded([client, server, "connect"]),
      /a socket sees bytes, never packets.*reconstruct/,
    ],
  ];
  test.each(refusals)("%s", (_what, given, message) => {
    expect(refusal(() => packetsOf(given, "tree")).message).toMatch(message);
    expect(refusal(() => packetsOf(given, "tree"))).toMatchObject({ name: "NetcellError", code: "EINVAL" });
  });

  test("several packets where one is drawn", () => {
    expect(refusal(() => packetOf([syn, syn], "header")).message).toMatch(
      /2 packets, and draws one.*Choose one/,
    );
  });

  test("anything, by views that draw everything", () => {
    expect(refusal(() => readDrawable(7 as unknown as Packet, "ladder")).message).toMatch(
      /was given 7.*Give a packet/,
    );
  });
});

function refusal(attempt: () => unknown): NetcellError {
  try {
    attempt();
  } catch (error) {
    return error as NetcellError;
  }
  throw new Error("nothing was refused");
}
