/** A mistyped option is refused with the name that was meant, not ignored. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { define, Ether, packet, pcap } from "../../lib/packets";

/** An option that does not exist, past the type checker. */
const mistyped = (name: string) => ({ [name]: 1 }) as never;
const packets = [packet(Ether())];

test.each<[string, () => unknown, string]>([
  ["pcap.bytes", () => pcap.bytes(packets, mistyped("formt")), "format"],
  ["pcap.write", () => pcap.write(join(tmpdir(), "never.pcap"), packets, mistyped("coments")), "comments"],
  ["define.uint", () => define.uint(8, mistyped("deafult")), "default"],
  ["define.flags", () => define.flags(["A"], mistyped("meaning")), "meanings"],
  ["define.bytes", () => define.bytes(mistyped("widht")), "width"],
  ["define.fixed", () => define.fixed(8, mistyped("singed")), "signed"],
  ["define.mac", () => define.mac(mistyped("dco")), "doc"],
  ["define.ip4", () => define.ip4(mistyped("defalt")), "default"],
  ["define.ip6", () => define.ip6(mistyped("tilte")), "title"],
  ["define.paddedText", () => define.paddedText(8, mistyped("meanng")), "meaning"],
  ["define.zeroTerminated", () => define.zeroTerminated(mistyped("defalt")), "default"],
  ["define.lengthOf", () => define.lengthOf("header", mistyped("untit")), "unit"],
  ["define.checksumOf", () => define.checksumOf("layer", mistyped("psuedo")), "pseudo"],
  ["define.protocol", () => define.protocol(mistyped("feilds")), "fields"],
])("of %s", async (_name, call, meant) => {
  await expect((async () => call())()).rejects.toMatchObject({
    name: "NetcellError",
    code: "EINVAL",
    hint: expect.stringContaining(`Did you mean ${meant}?`),
  });
});
