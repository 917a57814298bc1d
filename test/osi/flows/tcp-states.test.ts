/** States are claimed where packets prove them, and nowhere else. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tcpStates } from "../../../lib/osi/flows/tcp-states";
import { tcpStreams } from "../../../lib/packets";
import { Talk } from "../../packets/flows/segments";
import { type Act, play } from "./two-ends";

const side = fc.constantFrom(0 as const, 1 as const);
const go = (side: 0 | 1): Act[] => [
  { side, does: "travel", which: 0 },
  { side, does: "deliver", which: 0 },
];
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ side, does: fc.constant("travel" as const), which: fc.constant(0) }) },
  { weight: 8, arbitrary: fc.record({ side, does: fc.constant("deliver" as const), which: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      side,
      does: fc.constantFrom("lose" as const, "repeat" as const),
      which: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      side,
      does: fc.constant("say" as const),
      length: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      side,
      does: fc.constantFrom("close" as const, "again" as const, "confirm" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ side, does: fc.constantFrom("abort" as const, "connect" as const) }) },
);
const opened: Act[] = [{ side: 0, does: "connect" }, ...go(0), ...go(1), ...go(0)];
/** The client closes, the server sends something and closes, too. */
const closed: Act[] = [
  ...opened,
  { side: 0, does: "close" },
  ...go(0),
  ...go(1),
  { side: 1, does: "say", length: 4 },
  ...go(1),
  { side: 0, does: "confirm" },
  ...go(0),
  { side: 1, does: "close" },
  ...go(1),
  ...go(0),
];
/** The first one connects, with or without disturbance; then anything may happen. */
const acts = fc
  .tuple(
    fc.array(
      fc.oneof(
        side.map(go),
        act.map((it) => [it]),
      ),
      { minLength: 10, maxLength: 60 },
    ),
    fc.boolean(),
  )
  .map(([more, easily]) => [...(easily ? opened : opened.slice(0, 1)), ...more.flat()]);

describe("the states of TCP", () => {
  test("that are claimed are those that the ends were in, whatever the network loses, repeats and reorders", () => {
    const claimed = new Set<string>();
    fc.assert(
      fc.property(acts, fc.boolean(), (all, listening) => {
        const { packets, truth } = play(all, listening);
        const streams = tcpStreams(packets);
        for (const stream of streams) {
          const { proven, listening: found } = tcpStates(stream);
          stream.segments.forEach(({ no }, i) => {
            if (proven[i] === undefined) return;
            claimed.add(proven[i]);
            expect({ no, state: proven[i] }).toEqual({ no, state: truth[no - 1] });
          });
          // An RST between two SYNs of a simultaneous open makes two streams of it, and the second lacks a SYN.
          if (found !== undefined && streams.length === 1) expect(listening).toBe(true);
        }
      }),
      { numRuns: 800, seed: 9293, examples: [[closed, true]] },
    );
    // A property of claims that were never made would hold for nothing.
    expect([...claimed].sort()).toEqual([
      "CLOSE-WAIT",
      "CLOSED",
      "CLOSING",
      "ESTABLISHED",
      "FIN-WAIT-1",
      "FIN-WAIT-2",
      "LAST-ACK",
      "SYN-RECEIVED",
      "SYN-SENT",
      "TIME-WAIT",
    ]);
  });

  test("of an end without the beginning are not claimed, and the trace says so", () => {
    const [stream] = tcpStreams(
      new Talk().client({ seq: 5, ack: 9 }, "hi").server({ flags: "FA", seq: 9, ack: 7 }).packets,
    );
    const { proven, unshown } = tcpStates(stream!);
    expect(proven).toEqual([undefined, undefined]);
    expect(unshown).toEqual(["The beginning of the connection is not in this trace: no state is claimed."]);
  });

  test("end where a segment confirms what the capture lacks", () => {
    const talk = new Talk()
      .handshake()
      .client({ seq: 1001, ack: 5101 })
      .client({ flags: "FA", seq: 1001, ack: 5101 });
    const { proven, unshown } = tcpStates(tcpStreams(talk.packets)[0]!);
    expect(proven).toEqual(["SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", undefined, undefined]);
    expect(unshown).toEqual([
      "Packet 4 confirms bytes that the capture lacks: from there on no state is claimed.",
    ]);
  });
});
