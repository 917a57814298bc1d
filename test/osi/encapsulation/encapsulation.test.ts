/** osi.encapsulation(): the boxes tile the packet, and each step says what was put around, or taken off. */
import { describe, expect, test } from "vitest";
import { osi } from "../../../lib/osi";
import { sizeOf, wrappingOf } from "../../../lib/osi/encapsulation/steps";
import { dissect, Ether, IP, packet, TCP, UDP } from "../../../lib/packets";
import { samples } from "../../packets/samples";
import { connection, cutPacket, paddedFrame } from "../gallery/inputs";

const request = packet(Ether(), IP(), TCP({ flags: "PA" }), "GET / HTTP/1.0\r\n\r\n");

describe("osi.encapsulation()", () => {
  test("wraps data in a segment, a packet, a frame, bits", () => {
    expect(osi.encapsulation(request).text).toMatchInlineSnapshot(`
      "72 bytes: 18 bytes of data, 54 bytes around it (overhead 75 %)

                                  │ Raw 18 │  7 data, 18 bytes
                         │ TCP 20 │ Raw 18 │  4 segment, 38 bytes
                 │ IP 20 │ TCP 20 │ Raw 18 │  3 packet, 58 bytes
      │ Ether 14 │ IP 20 │ TCP 20 │ Raw 18 │  2 frame, 72 bytes
      11111111 11111111 11111111 11111111 …   1 576 bits

      Going down, at the sender:
        1. layer 7, Raw: 18 bytes of data
        2. layer 4, TCP: 20 bytes of header before 18 bytes: a segment of 38 bytes
        3. layer 3, IP: 20 bytes of header before 38 bytes: a packet of 58 bytes
        4. layer 2, Ether: 14 bytes of header before 58 bytes: a frame of 72 bytes
        5. layer 1: these bytes as 576 bits"
    `);
  });

  test("unwraps a frame on the way up: padding comes off, and fields tell whom the rest is for", () => {
    expect(osi.encapsulation(paddedFrame, { direction: "up" }).text).toMatchInlineSnapshot(`
      "60 bytes: 2 bytes of data, 58 bytes around it (overhead 97 %)

      00000010 00000000 00000000 00000000 …              1 480 bits
      │ Ether 14 │ IP 20 │ UDP 8 │ Raw 2 │ padding 16 │  2 frame, 60 bytes
                 │ IP 20 │ UDP 8 │ Raw 2 │               3 packet, 30 bytes
                         │ UDP 8 │ Raw 2 │               4 datagram, 10 bytes
                                 │ Raw 2 │               7 data, 2 bytes

      Going up, at the receiver:
        1. layer 1: these bytes as 480 bits
        2. layer 2, Ether: takes 14 bytes of header and 16 bytes of padding off a frame of 60 bytes, 30 bytes are left; type = 0x800 (IPv4) tells whom to give them to
        3. layer 3, IP: takes 20 bytes of header off a packet of 30 bytes, 10 bytes are left; proto = 17 (UDP) tells whom to give them to
        4. layer 4, UDP: takes 8 bytes of header off a datagram of 10 bytes, 2 bytes are left; dport = 40001 tells whom to give them to
        5. layer 7, Raw: 2 bytes of data"
    `);
  });

  test("draws and tabulates what it tells", () => {
    const { svg, html } = osi.encapsulation(request);
    expect(svg).toContain("layer 4, TCP: 20 bytes of header before 18 bytes: a segment of 38 bytes");
    expect(html).toMatch(/<th scope="row".*TCP<\/th><td[^>]*>segment<\/td><td[^>]*>20 bytes<\/td>/);
    expect(html).toContain("75 %");
  });

  test.each(samples.map(({ name, from, packet: { bytes } }) => [name, dissect(bytes, from)] as const))(
    "its boxes tile the packet: %s",
    (_name, one) => {
      const { steps, size, omitted: untold } = wrappingOf(one, 4);
      expect(untold).toBe(0);
      const around = steps.reduce((sum, { header, trailer }) => sum + header + trailer, 0);
      expect(around + steps.at(-1)!.carried).toBe(size);
      expect(sizeOf(steps[0]!)).toBe(size);
      steps.slice(1).forEach((step, i) => {
        expect(sizeOf(step)).toBe(steps[i]!.carried);
      });
    },
  );

  test("of a packet that was cut short tells what there is", () => {
    expect(osi.encapsulation(cutPacket).text).toContain(
      "30 bytes: 0 bytes of data, 30 bytes around it (overhead 100 %)",
    );
  });

  test("of packets in packets without end draws the outermost ones", () => {
    const deep = packet(...Array.from({ length: 50 }, () => IP()), UDP());
    expect(osi.encapsulation(deep).text).toContain("… and 41 more layers inside, not drawn");
  });

  test("draws one packet, in one of two directions", () => {
    expect(() => osi.encapsulation(connection as never)).toThrow(/9 packets, and draws one/);
    expect(() => osi.encapsulation(request, { direction: "left" as never })).toThrow(/Take "down" or "up"/);
  });
});
