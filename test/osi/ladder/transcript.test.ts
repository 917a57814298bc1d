import { describe, expect, test } from "vitest";
import { NetcellError } from "../../../lib/errors";
import { osi, type Recorded } from "../../../lib/osi";
import { nameEndpoint } from "../../../lib/sockets/endpoint-names";
import { textWidth } from "../../../lib/view/text-width";
import { readMarkup } from "../markup";
import { client, dialogue, recorded, type Step, server } from "../recorded";

describe("osi.ladder() of a transcript", () => {
  test("draws the simple dialogue between two lifelines", () => {
    expect(osi.ladder(dialogue()).text).toMatchInlineSnapshot(`
      "   127.0.0.1:50001                                             127.0.0.1:9090
          1     │══ connect ═══════════════════════════════════════════════>│
          2     │── 12 B "Hello world!" ───────────────────────────────────>│
          3     │<─ 29 B "Got your message! Thank you!\\n" ──────────────────│
          4     │<═ FIN ════════════════════════════════════════════════════│
          5     │══ FIN ═══════════════════════════════════════════════════>│

      ═ layer 4: the connection's life   ─ layer 7: what the programs say
      Reconstructed from socket events: the operating system owns the segments, so handshake and ACKs are
      not shown."
    `);
  });

  test("gives each of a server's clients its lifeline", () => {
    const [a, b] = ["127.0.0.1:50001", "127.0.0.1:50002"] as const;
    const text = osi.ladder(
      recorded(
        [a, server, "accept"],
        [b, server, "accept"],
        [b, server, "data", "日本語 e\u0301"],
        [a, server, "data", "hi"],
        [server, a, "error", undefined, "the handler threw Error: boom"],
        [server, a, "rst"],
        ["127.0.0.1:50003", server, "drop", undefined, "2 connections are open"],
      ),
    ).text;
    expect(text).toMatchInlineSnapshot(`
      "   127.0.0.1:50001           127.0.0.1:9090            127.0.0.1:50002           127.0.0.1:50003
          1     │══ accept ══════════════>│                         │                         │
          2     │                         │<═ accept ═══════════════│                         │
          3     │                         │<─ 13 B "日本語 é" ──────│                         │
          4     │── 2 B "hi" ────────────>│                         │                         │
          5     │ 127.0.0.1:9090: the handler threw Error: boom     │                         │
          6     │<╌ RST ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│                         │                         │
          7     │                         │<╌ turned away (2 connections are open) ╌╌╌╌╌╌╌╌╌╌╌│

      ═ layer 4: the connection's life   ╌ layer 4: cut short   ─ layer 7: what the programs say
      Reconstructed from socket events: the operating system owns the segments, so handshake and ACKs are
      not shown."
    `);
  });

  test("puts names over addresses", () => {
    nameEndpoint("127.0.0.1:43210", "echo");
    const [names, addresses] = osi.ladder(recorded([client, "127.0.0.1:43210", "connect"])).text.split("\n");
    expect(names).toContain("echo");
    expect(addresses?.trim()).toBe("127.0.0.1:43210");
  });

  test("keeps lifelines straight beside wide and combining characters", () => {
    const text = osi.ladder(
      recorded(
        [client, server, "data", "日本語"],
        [client, server, "data", "e\u0301e\u0301"],
        [client, server, "data", "abc"],
      ),
    ).text;
    const ends = text
      .split("\n")
      .filter((line) => line.includes("│"))
      .map(textWidth);
    expect(new Set(ends).size).toBe(1);
  });

  test("lets the ends beyond the fourth share a lifeline, and names them at their arrows", () => {
    const text = osi.ladder(
      recorded(...Array.from({ length: 20 }, (_, i): Step => [`10.0.0.${i}:4000`, server, "accept"])),
    ).text;
    expect(text).toContain("17 more ends");
    expect(text).toContain("10.0.0.19:4000: accept");
    expect(Math.max(...text.split("\n").map(textWidth))).toBeLessThanOrEqual(110);
  });

  test("folds long runs of data, and says what is in them", () => {
    const rows = Array.from({ length: 200 }, (_, i): Step => [client, server, "data", `row ${i + 1}`]);
    const text = osi.ladder(recorded(...rows)).text;
    expect(text).toContain('"row 4"');
    expect(text).not.toContain('"row 5"');
    expect(text).toContain("… 194 rows folded (5–198): 194 with data (1,258\u00a0B) …");
    expect(text).toContain('"row 199"');
  });

  test("counts the rows that the transcript dropped", () => {
    const rows = Array.from({ length: 1010 }, (): Step => [client, server, "data", "x"]);
    const text = osi.ladder(recorded(...rows)).text;
    expect(text).toContain("… 10 older rows dropped by the transcript …");
    expect(text).toMatch(/^ {3}11 {5}│/m);
  });

  test("says that it is reconstructed, in every face", () => {
    const { text, html, svg } = osi.ladder(dialogue());
    for (const face of [text, html, svg])
      expect(face?.replaceAll("\n", " ")).toContain("Reconstructed from socket events");
  });

  test("as SVG has a title, a description and a role, and takes its colours from the page", () => {
    const { elements, text } = readMarkup(osi.ladder(dialogue()).svg!);
    expect(elements.slice(0, 3).map(({ name }) => name)).toEqual(["svg", "title", "desc"]);
    expect(elements[0]?.attributes.get("role")).toBe("img");
    expect(elements[0]?.attributes.get("style")).toContain("color:var(--jp-content-font-color1, CanvasText)");
    expect(text).toContain(
      "Sequence diagram of 5 rows between 127.0.0.1:50001, 127.0.0.1:9090; 41 bytes of data.",
    );
  });

  test("fails with EINVAL on what has no transcript", () => {
    expect(() => osi.ladder("hello" as unknown as Recorded)).toThrow(NetcellError);
  });
});
