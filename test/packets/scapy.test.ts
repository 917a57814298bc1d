/** The second opinion of scapy: its own code for our packets gives the same bytes, and it reads ours as we do. */
import { expect } from "vitest";
import { dissect } from "../../lib/packets";
import { requires } from "../support/requires";
import { toHex } from "./hex";
import { python, pythonModule } from "./python";
import { samples } from "./samples";

const { describe, test } = requires(pythonModule("scapy"));

const builder = `
import sys, warnings
warnings.simplefilter("ignore")
from scapy.all import *
from scapy.layers.ipsec import AH
for line in sys.stdin.read().split("\\n"):
    if line:
        print(raw(eval(line)).hex())
`;

/** scapy binds AH to nothing, so it neither names what follows nor sums up what lies inside. */
const known = samples.filter(({ packet }) => !packet.layers.some((layer) => layer.name === "AH"));

const buildAll = (code: readonly string[]) => python(builder, code.join("\n")).trim().split("\n");

describe("scapy", () => {
  const built = buildAll(known.map(({ packet }) => packet.code("scapy")));

  for (const [i, { name, packet }] of known.entries()) {
    test(`builds the same bytes: ${name}`, () => {
      expect(built[i]).toBe(toHex(packet.bytes));
    });
  }

  test("builds the same bytes from what we read", () => {
    const code = known.map(({ packet, from }) => dissect(packet.bytes, from).code("scapy"));
    expect(buildAll(code)).toEqual(known.map(({ packet }) => toHex(packet.bytes)));
  });
});
