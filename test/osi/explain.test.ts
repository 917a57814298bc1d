import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NetcellError } from "../../lib/errors";
import { osi, type Recorded } from "../../lib/osi";
import { nameEndpoint } from "../../lib/sockets/endpoint-names";
import { readMarkup } from "./markup";
import { client, dialogue, recorded, type Step, server } from "./recorded";

describe("osi.explain()", () => {
  test("tells the simple dialogue layer by layer, each finding with its rows", () => {
    expect(osi.explain(dialogue()).text).toMatchInlineSnapshot(`
      "What each layer did, told from 5 rows of a socket's transcript: 1 connection, 41 bytes

      layer            what is seen                                        what a socket cannot know
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      7 Application    · 127.0.0.1:50001 → 127.0.0.1:9090: text, "Hello    · What the bytes mean to the
                         world!" [row 2]                                     programs, beyond what they
                       · 127.0.0.1:9090 → 127.0.0.1:50001: a line of         read as here.
                         text, "Got your message! Thank you!\\n" [row 3]    · Whether the other program has
                                                                             read them: arriving is not
                                                                             being read.
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      6 Presentation   · 127.0.0.1:50001 → 127.0.0.1:9090: all of it       · Which encoding the programs
                         ASCII, which reads the same as UTF-8; 100 %         had in mind: bytes do not say
                         printable. [row 2]                                  it themselves.
                       · 127.0.0.1:9090 → 127.0.0.1:50001: all of it
                         ASCII, which reads the same as UTF-8; 100 %
                         printable. [row 3]
                       · Nothing separate did this layer's work: a socket
                         neither encodes, nor compresses, nor encrypts.
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      5 Session        · 127.0.0.1:50001 began. [row 1]                    · Whether this dialogue goes on
                       · 2 turns: the direction changed 1 time.              from an earlier one: only the
                         [rows 2–3]                                          programs could tell, by what
                       · 127.0.0.1:9090 said first that it sends no more.    they say.
                         [row 4]
                       · Nothing separate did this layer's work: the
                         programs took turns by themselves, on TCP's
                         connection.
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      4 Transport      · TCP, port 50001 to port 9090.                     · Segments, sequence and
                       · Connection established: connect() of                acknowledgement numbers,
                         127.0.0.1:50001 returned. [row 1]                   window, retransmissions, the
                       · 127.0.0.1:50001 → 127.0.0.1:9090: 12 bytes, in 1    handshake's packets: the
                         piece as the socket passed them. [row 2]            operating system owns them.
                       · 127.0.0.1:9090 → 127.0.0.1:50001: 29 bytes, in 1  · Whether packets came out of
                         piece as the socket passed them. [row 3]            order or twice: TCP puts that
                       · FIN from 127.0.0.1:9090: it sends no more.          right before a socket sees a
                         [row 4]                                             byte (RFC 9293, section 2.2).
                       · FIN from 127.0.0.1:50001: it sends no more.
                         [row 5]
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      3 Network        · IPv4: 127.0.0.1 at every end.                     · The packets: how many there
                       · Loopback addresses: the packets did not leave       were, their TTL, whether any
                         this host and crossed no router.                    was fragmented or lost.
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      2 Data Link      · Loopback: no link was crossed, so no frame was    · How the operating system
                         sent and no MAC address was needed.                 passes packets to itself. (A
                                                                             capture of Linux's “lo” shows
                                                                             an Ethernet header of zeros;
                                                                             nobody sends it.)
      ────────────────────────────────────────────────────────────────────────────────────────────────────
      1 Physical       · Loopback: no medium took part. The bytes were
                         copied in this computer's memory."
    `);
  });

  test("recognises HTTP, and that its headers did layer 6's and layer 5's work", () => {
    const text = told(
      recorded(
        [client, server, "connect"],
        [client, server, "data", "GET /todos/1 HT"],
        [client, server, "data", "TP/1.1\r\nHost: localhost\r\n\r\n"],
        [
          server,
          client,
          "data",
          "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nSet-Cookie: id=7\r\n\r\nhé\n",
        ],
      ),
    );
    expect(text).toContain("an HTTP/1.1 request, GET /todos/1 [rows 2–3]");
    expect(text).toContain("an HTTP/1.1 response, 200 OK [row 4]");
    expect(text).toContain(
      "HTTP's headers did this layer's work: Content-Type: text/plain; charset=utf-8. [row 4]",
    );
    expect(text).toContain("HTTP's Set-Cookie did a part of this layer's work");
    expect(text).not.toContain("id=7");
  });

  test("recognises a TLS handshake, and says no more of what follows it", () => {
    const hello = Uint8Array.of(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0);
    const text = told(recorded([client, server, "connect"], [client, server, "data", hello]));
    expect(text).toContain("the start of a TLS handshake, 10 bytes [row 2]");
    expect(text).toContain("TLS did this layer's work");
    expect(text).not.toContain("Nothing separate did this layer's work: a socket");
  });

  test("calls bytes that are no text the programs' own protocol", () => {
    const text = told(recorded([client, server, "data", Uint8Array.of(0, 1, 0xff)]));
    expect(text).toContain(String.raw`3 bytes of the programs' own protocol, "\0\x01\xff" [row 1]`);
    expect(text).toContain("not UTF-8 text. [row 1]");
    expect(text).toContain("Who began is not in the rows that are kept.");
  });

  test("sees a character that was split over two rows whole", () => {
    const text = told(
      recorded([client, server, "data", Uint8Array.of(0xc3)], [client, server, "data", Uint8Array.of(0xa9)]),
    );
    expect(text).toContain("all of it valid UTF-8, 2 bytes for 1 character; 100 % printable. [rows 1–2]");
  });

  test("judges only the bytes that were kept", () => {
    const text = told(recorded([client, server, "data", "é".repeat(100_000)]));
    expect(text).toContain(
      "the first 1024 bytes, which were kept, valid UTF-8, 1024 bytes for 512 characters",
    );
    expect(text).toContain("(200000 bytes in all)");
  });

  test("counts half a character at the end as no text", () => {
    expect(told(recorded([client, server, "data", Uint8Array.of(0x61, 0xe2, 0x82)]))).toContain(
      "not UTF-8 text. [row 1]",
    );
  });

  test("says which connection is still open, and that nobody answered", () => {
    const text = told(dialogueWith([client, server, "data", "anyone?\n"]));
    expect(text).toContain("1 turn: the direction never changed. [row 2]");
    expect(text).toContain(`No end of ${client}'s connection has been seen so far.`);
  });

  test("tells three connections of a server in full, and counts the others", () => {
    const clients = Array.from({ length: 5 }, (_, i) => `127.0.0.1:${50001 + i}`);
    const text = told(recorded(...clients.map((end): Step => [end, server, "accept"])));
    expect(text).toContain("127.0.0.1:50003 began. [row 3]");
    expect(text).not.toContain("127.0.0.1:50004 began");
    expect(text).toContain("2 more connections, not told here.");
  });

  test("tells a port that was used again as another connection", () => {
    const text = told(dialogueWith([client, server, "fin"], [client, server, "connect"]));
    expect(text).toContain("2 connections");
    expect(text).toContain(`${client} began. [row 3]`);
  });

  test("names a reset, who sent it and why", () => {
    const text = told(dialogueWith([server, client, "rst", undefined, "ECONNRESET"]));
    expect(text).toContain(`RST from ${server}: a reset (ECONNRESET). [row 2]`);
    expect(text).toContain(`${server} broke it off. [row 2]`);
  });

  test("says nothing of routers and links on loopback but that there were none", () => {
    const text = told(recorded(["[::1]:50001", "[::1]:80", "connect"]));
    expect(text).toContain("IPv6: ::1 at every end.");
    expect(text).toContain("crossed no router");
    expect(text).toContain("no medium took part");
  });

  test("takes an IPv4 address in IPv6 notation for the loopback it is", () => {
    expect(told(recorded(["[::ffff:127.0.0.1]:50001", "[::ffff:127.0.0.1]:80", "connect"]))).toContain(
      "no medium took part",
    );
  });

  test("claims nothing of the way to another host", () => {
    const text = told(recorded(["192.0.2.1:50001", "198.51.100.7:80", "connect"]));
    expect(text).toContain("IPv4: 192.0.2.1, 198.51.100.7.");
    expect(text).toContain("Which routers the packets crossed.");
    expect(text).not.toContain("Loopback");
  });

  test("says so when nothing has passed", () => {
    expect(told(recorded()).match(/Nothing has passed yet/g)).toHaveLength(7);
  });

  test("does not change when the transcript grows", () => {
    const transcript = dialogue();
    const view = osi.explain(transcript);
    const before = view.text;
    transcript.add("data", client, server, Uint8Array.of(1));
    expect(view.text).toBe(before);
  });

  test("as HTML has one headed row for each layer", () => {
    const { elements } = readMarkup(osi.explain(dialogue()).html);
    const scopes = elements
      .filter(({ name }) => name === "th")
      .map(({ attributes }) => attributes.get("scope"));
    expect(scopes).toEqual([...Array(3).fill("col"), ...Array(7).fill("row")]);
  });

  test.each([
    ["nothing", undefined, "undefined"],
    ["a number", 7, "7"],
    ["a promise", Promise.resolve(dialogue()), "is an await missing?"],
    ["an object", {}, "an object"],
  ])("given %s fails with EINVAL and says what to give", (_name, wrong, said) => {
    const call = () => osi.explain(wrong as unknown as Recorded);
    expect(call).toThrow(NetcellError);
    expect(call).toThrow(said);
    expect(call).toThrow(/EINVAL.*a connection, a server or a transcript/);
  });
});

describe("osi.explain() in an export", () => {
  beforeEach(() => {
    process.env.NETCELL_EXPORT = "1";
  });
  afterEach(() => {
    delete process.env.NETCELL_EXPORT;
  });

  test.each(["explain", "ladder"] as const)("%s draws two runs with different ports alike", (name) => {
    const run = (port: number) => {
      nameEndpoint(`127.0.0.1:${port}`, "echo");
      nameEndpoint(`127.0.0.1:${port + 1}`, "client-1");
      const ends = [`127.0.0.1:${port + 1}`, `127.0.0.1:${port}`] as const;
      const view = osi[name](recorded([...ends, "connect"], [...ends, "data", "hi\n"]));
      return view.text + view.html + view.svg;
    };
    const first = run(41000);
    expect(run(42000)).toBe(first);
    expect(first).not.toMatch(/4[12]00/);
    expect(first).toContain("client-1");
    expect(first).toContain("127.0.0.1");
  });
});

function dialogueWith(...rows: readonly Step[]) {
  return recorded([client, server, "connect"], ...rows);
}

/** The text, each entry on one line, so that assertions do not depend on where lines break. */
function told(transcript: Recorded): string {
  const { text } = readMarkup(osi.explain(transcript).html.replaceAll("</div>", "</div>\n"));
  return text.replaceAll("\u00a0", " ");
}
