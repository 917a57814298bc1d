/** What osi tells of datagrams: no connection, no handshake, one arrow each. */
import { describe, expect, test } from "vitest";
import { osi } from "../../lib/osi";
import { recorded } from "./recorded";

const [me, dns] = ["127.0.0.1:50001", "127.0.0.1:5353"];
const asked = recorded(
  [me, dns, "datagram", "who?"],
  [dns, me, "datagram", "you"],
  [dns, me, "datagram", ""],
);

describe("an exchange of datagrams", () => {
  test("is explained as UDP, without a connection", () => {
    const text = osi.explain(asked).text.replace(/\s+/g, " ");
    for (const words of [
      "UDP, port 50001 to port 5353.",
      "No connection and no handshake",
      "1 datagram, 4",
      "2 datagrams, 3",
      "1 pair of ends",
      "UDP has no end of a dialogue",
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/TCP|handshake's packets|FIN/);
  });

  test("is drawn with one arrow for each, empty ones too", () => {
    const { text } = osi.ladder(asked);
    expect(text).toContain('4 B "who?"');
    expect(text).toContain("0 B");
    expect(text).toContain("each arrow is one datagram");
    expect(text).not.toContain("handshake");
  });

  test("tells of datagrams that found no room, and still not of a connection", () => {
    const full = recorded([me, dns, "overflow", undefined, "receiver buffer full"]);
    expect(osi.explain(full).text.replace(/[\s│]+/g, " ")).toContain("found the receiver buffer of");
    expect(osi.ladder(full).text).toContain("dropped (receiver buffer full)");
  });
});
