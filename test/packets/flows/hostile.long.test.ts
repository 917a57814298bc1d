/** Whatever the packets are: following, counting and putting together ends, and never throws. */
import { expect, test } from "vitest";
import {
  answers,
  conversations,
  dissect,
  fragment,
  type Packet,
  PacketError,
  reassemble,
  reply,
  tcpStreams,
} from "../../../lib/packets";
import { toHex } from "../hex";
import { samples } from "../samples";

/** Samples with some bytes changed, as they come in one capture. */
function mutants(count: number): Packet[] {
  let state = 7;
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: count }, () => {
    const { packet, from } = samples[below(samples.length)]!;
    const bytes = packet.bytes.slice(0, below(4) ? undefined : below(packet.bytes.length + 1));
    for (let changes = below(5); changes > 0 && bytes.length > 0; changes--) {
      bytes[below(bytes.length)] = below(3) ? below(256) : 255 * below(2);
    }
    return dissect(bytes, from);
  });
}

const broken = mutants(10_000);

/** What may be refused, and how. */
function refusable<T>(packet: Packet, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof PacketError) return undefined;
    throw new Error(`${error} for ${toHex(packet.bytes)}`, { cause: error });
  }
}

test("ten thousand broken packets are counted and followed", () => {
  for (const level of ["link", "network", "transport"] as const) {
    expect(conversations(broken, level).length).toBeGreaterThan(10);
  }
  const streams = tcpStreams(broken);
  expect(streams.length).toBeGreaterThan(10);
  for (const stream of streams) {
    String(stream);
    for (const direction of [stream.client, stream.server]) {
      const seen = direction.parts().reduce((sum, part) => sum + (part.bytes?.length ?? 0), 0);
      expect(direction.bytes().length).toBe(seen);
    }
    const said = stream.turns.reduce((sum, turn) => sum + turn.to - turn.from, 0);
    expect(said).toBe(stream.client.length + stream.server.length);
  }
});

test("ten thousand broken packets are put together, cut, compared and answered", () => {
  const { packets } = reassemble(broken);
  expect(packets.length).toBeGreaterThan(5000);
  let [cut, answered] = [0, 0];
  for (const [i, packet] of broken.entries()) {
    answers(packet, broken[(i * 7) % broken.length]!);
    if ((refusable(packet, () => fragment(packet, 60))?.length ?? 0) > 1) cut++;
    const answer = refusable(packet, () => reply(packet));
    if (answer) {
      answered++;
      answers(answer, packet);
    }
  }
  expect(cut).toBeGreaterThan(500);
  expect(answered).toBeGreaterThan(1000);
});
