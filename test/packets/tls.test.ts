/** TLS: what node:tls really sends, names in it, GREASE, records that a stream cuts, recognition on any port. */
import { type AddressInfo, createServer } from "node:net";
import { connect } from "node:tls";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dissect,
  HTTPRequest,
  IP,
  type Packet,
  packet,
  TCP,
  TLS,
  TLSAlert,
  TLSApplicationData,
  TLSClientHello,
  type TLSClientHelloValues,
  type TLSExtension,
} from "../../lib/packets";
import { toHex } from "./hex";
import { clientHello } from "./samples/tls";

const read = (data: Uint8Array, dport = 9443) =>
  dissect(packet(IP(), TCP({ sport: 40000, dport, flags: "PA" }), data).bytes, IP);
const hello = (made: Packet) => made.get(TLS).msg[0] as unknown as TLSClientHelloValues;
const extension = (made: Packet, wanted: string) => hello(made).ext.find(([name]) => name === wanted)?.[1];

describe("node:tls", () => {
  test("sends a hello that we read and build again", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const arrived = new Promise<Buffer>((resolve) => {
      server.once("connection", (socket) => {
        socket.once("data", (data: Buffer) => {
          socket.destroy();
          resolve(data);
        });
      });
    });
    const { port } = server.address() as AddressInfo;
    const client = connect({
      host: "127.0.0.1",
      port,
      servername: "notes.example",
      ALPNProtocols: ["h2", "http/1.1"],
    });
    client.on("error", () => {});
    const bytes = await arrived;
    server.close();
    const made = read(bytes);
    expect(made.layers.map(({ name }) => name)).toEqual(["IP", "TCP", "TLS"]);
    expect(hello(made)).toMatchObject({ msgtype: 1, version: 0x0303, comp: [0] });
    expect(hello(made).ciphers).toContain(0x1301);
    expect(extension(made, "server_name")).toBe("notes.example");
    expect(extension(made, "alpn")).toEqual(["h2", "http/1.1"]);
    expect(extension(made, "supported_versions")).toContain(0x0304);
    expect(extension(made, "supported_groups")).toContain(29);
    expect(made.summary()).toContain("TLS client_hello for notes.example");
    expect(made.verdicts.filter(({ level }) => level === "error")).toEqual([]);
    expect(toHex(packet(made).bytes)).toBe(toHex(made.bytes));
    expect(made.code()).toContain('["server_name", "notes.example"]');
  });
});

describe("a hello", () => {
  const bytes = packet(TLS({ msg: clientHello })).bytes;

  test("counts its lists by itself", () => {
    expect(hello(read(bytes))).toMatchObject({ sidlen: 32, cipherslen: 8, complen: 1 });
    expect(read(bytes).get(TLS).len).toBe(bytes.length - 5);
  });

  test("names what is known, and marks GREASE", () => {
    const parts = read(bytes)
      .tree()[2]!
      .kids.find(({ label }) => label === "msg")!.kids[0]!.kids;
    const kids = (label: string) => parts.find((part) => part.label === label)!.kids.map((kid) => kid);
    expect(kids("ciphers").map(({ text }) => text)).toEqual([
      "GREASE 0x3a3a",
      "TLS_AES_128_GCM_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "0xfefe",
    ]);
    expect(
      kids("ext")
        .map(({ label, text }) => `${label}: ${text}`)
        .slice(0, 7),
    ).toEqual([
      "GREASE 0x4a4a: ''",
      "server_name: example.com",
      "alpn: (h2, http/1.1)",
      "supported_versions: TLS 1.3, TLS 1.2",
      "supported_groups: x25519, secp256r1",
      "signature_algorithms: ecdsa_secp256r1_sha256, rsa_pss_rsae_sha256",
      "key_share: x25519 (32 bytes)",
    ]);
  });

  test("that goes on in the next segment still tells the server's name", () => {
    const made = read(bytes.subarray(0, 130));
    expect(made.stop).toBeUndefined();
    expect(extension(made, "server_name")).toBe("example.com");
    expect(made.verdicts.filter(({ level }) => level === "error")).toEqual([]);
    expect(made.verdicts.map(({ text }) => text)).toContain(
      `TLS.len ${bytes.length - 5}: the rest is in the segments that follow`,
    );
  });

  test("cut anywhere is built again byte for byte", () => {
    for (let length = 0; length <= bytes.length; length++) {
      const made = read(bytes.subarray(0, length));
      expect(toHex(packet(made).bytes)).toBe(toHex(made.bytes));
    }
  });

  test("with extensions in any form is built again byte for byte", () => {
    const kind = fc.constantFrom(0, 10, 13, 16, 43, 51, 0x0a0a, 99);
    const ext = fc.array(fc.tuple(kind, fc.uint8Array({ maxLength: 12 })), { maxLength: 4 });
    fc.assert(
      fc.property(ext, (list) => {
        const made = read(
          packet(TLS({ msg: TLSClientHello({ ext: list as readonly TLSExtension[] }) })).bytes,
        );
        expect(toHex(packet(made).bytes)).toBe(toHex(made.bytes));
        String(made);
        made.tree();
      }),
      { numRuns: 500 },
    );
  });
});

describe("records", () => {
  const data = (length: number) =>
    TLS({
      type: "application_data",
      version: 0x0303,
      msg: TLSApplicationData({ data: new Uint8Array(length) }),
    });

  test("stand one behind the other in a segment", () => {
    const made = read(
      packet(data(3), data(4), TLS({ type: "alert", msg: TLSAlert({ descr: "close_notify" }) })).bytes,
    );
    expect([0, 1, 2].map((nth) => made.get(TLS, nth).len)).toEqual([3, 4, 2]);
    expect(made.summary()).toContain("TLS encrypted application data, 3 bytes");
    expect(made.get(TLS, 2).msg).toMatchObject([{ level: 1, descr: 0 }]);
  });

  test("of the handshake are left as bytes when they are encrypted", () => {
    const encrypted = new Uint8Array(40);
    const made = read(packet(TLS({ msg: encrypted })).bytes);
    expect(made.get(TLS).msg).toEqual([encrypted]);
    expect(made.tree()[2]!.kids[3]!.kids[0]!.meaning).toBe("encrypted, or part of a message");
  });

  test("are recognized on any port, and marked as a guess", () => {
    const made = read(packet(data(3)).bytes, 12345);
    expect(made.has(TLS)).toBe(true);
    expect(made.verdicts.find(({ about }) => about === "guess")?.text).toBe(
      "a guess by its first bytes: TCP does not say that it carries TLS",
    );
  });

  test.each([
    ["16030100", "too short for a head"],
    ["1604010001ff", "another version"],
    ["190301000100", "another type"],
    ["160301ffff00", "too long"],
  ])("are not seen in %s: %s", (hex) => {
    const made = read(new Uint8Array(Buffer.from(hex, "hex")));
    expect(made.layers.map(({ name }) => name)).toEqual(["IP", "TCP", "Raw"]);
  });

  test("are not seen where a browser speaks HTTP to the port of HTTPS", () => {
    const made = read(packet(HTTPRequest({ headers: { Host: "a" } })).bytes, 443);
    expect(made.has(HTTPRequest)).toBe(true);
  });
});
