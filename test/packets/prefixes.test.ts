/** Cut anywhere, a packet says what was needed, what was there and who set the limit. */
import { describe, expect, test } from "vitest";
import { dissect, IP, type PlacedLayer, packet, type Stop, TCP, UDP } from "../../lib/packets";
import { fromHex } from "./hex";
import { cuts, samples } from "./samples";

/** Layers that take all there is: nothing of them can be missing but their first bytes. */
const elastic = new Set(["ICMPv6EchoRequest", "ICMPv6EchoReply", "ICMPv6Unknown"]);

/** Whether nothing at all may follow this layer: ICMP, what has ports. */
const mayBeLast = (layer: PlacedLayer | undefined) =>
  layer !== undefined && (layer.name.startsWith("ICMP") || layer.definition.details.ports !== undefined);

/** What must be said of the first `length` bytes of a packet with these layers. */
function expectedStop(layers: readonly PlacedLayer[], bytes: Uint8Array, length: number): Stop | undefined {
  for (const [i, layer] of layers.entries()) {
    if (layer.name === "Raw" || layer.name === "Padding") return undefined;
    const { min } = layer.definition.plan;
    const have = length - layer.start;
    if (have === 0 && mayBeLast(layers[i - 1])) return undefined;
    const cut = have < layer.header ? cuts[layer.name]?.(bytes.subarray(layer.start, length)) : undefined;
    if (cut === "whole") return undefined;
    if (cut) return { layer: layer.name, at: layer.start, have, limitedBy: "capture", ...cut };
    const family = layer.name.startsWith("ICMPv6") && !layer.name.includes("Opt") && have < 4;
    const stop = {
      layer: family ? "ICMPv6Unknown" : layer.name,
      at: layer.start,
      have,
      limitedBy: "capture",
    };
    if (family) return { ...stop, need: 4 };
    if (have < min) return { ...stop, need: min };
    if (elastic.has(layer.name)) return undefined;
    if (have < layer.header) return { ...stop, need: layer.header };
  }
  return undefined;
}

describe("a packet that was cut", () => {
  test.each(samples)("$name says so at every length", ({ packet: whole, from }) => {
    const { layers } = dissect(whole.bytes, from);
    for (let length = 0; length < whole.bytes.length; length++) {
      const cut = dissect(whole.bytes.subarray(0, length), from);
      expect(cut.stop, `cut to ${length} bytes`).toEqual(expectedStop(layers, whole.bytes, length));
    }
  });

  test("still shows every field that is there", () => {
    const cut = dissect(packet(IP(), TCP()).bytes.subarray(0, 30), IP);
    expect(String(cut)).toBe(
      "<IP version=4 ihl=5 tos=0x0 len=40 id=1 flags= frag=0 ttl=64 proto=TCP chksum=0x7ccd src=127.0.0.1 dst=127.0.0.1 |" +
        "<TCP sport=ftp_data dport=http seq=0 [TCP needs 20 bytes, 10 left; limited by the capture] |>>",
    );
    expect(cut.at(29)?.path).toBe("TCP.(cut)");
  });

  test("names the field that set the limit", () => {
    const stopOf = (bytes: Uint8Array) => dissect(bytes, IP).stop;
    expect(stopOf(packet(IP({ len: 26 }), TCP()).bytes)).toEqual({
      layer: "TCP",
      at: 20,
      need: 20,
      have: 6,
      limitedBy: "IP.len",
    });
    expect(stopOf(packet(IP(), TCP({ dataofs: 3 })).bytes)?.limitedBy).toBe("TCP.dataofs");
    expect(stopOf(packet(IP(), TCP({ dataofs: 15 })).bytes)).toMatchObject({
      need: 60,
      have: 20,
      limitedBy: "IP.len",
    });
    expect(stopOf(packet(IP(), UDP({ len: 7 })).bytes)).toMatchObject({
      need: 8,
      have: 7,
      limitedBy: "UDP.len",
    });
    expect(stopOf(packet(IP({ len: 7 }), UDP()).bytes)).toMatchObject({
      layer: "IP",
      need: 20,
      have: 7,
      limitedBy: "IP.len",
    });
    expect(stopOf(packet(IP({ ihl: 4 }), UDP()).bytes)).toMatchObject({
      need: 20,
      have: 16,
      limitedBy: "IP.ihl",
    });
  });

  test("has no stop and no layers when there are no bytes of a link it could begin with", () => {
    expect(dissect(fromHex(""), IP).stop).toEqual({
      layer: "IP",
      at: 0,
      need: 20,
      have: 0,
      limitedBy: "capture",
    });
  });
});
