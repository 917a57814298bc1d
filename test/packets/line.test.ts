/** The line of the source notes: IP()/TCP()/"GET / HTTP/1.0\r\n\r\n". */
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { dissect, IP, packet, TCP } from "../../lib/packets";
import { fromHex } from "./hex";

const line = () => packet(IP(), TCP(), "GET / HTTP/1.0\r\n\r\n");

/** Built by scapy 2.8.0 from IP()/TCP()/"GET / HTTP/1.0\r\n\r\n". */
const golden = fromHex(`
  4500003a0001000040067cbb7f0000017f000001
  0014005000000000000000005002 2000b2ca0000
  474554202f20485454502f312e300d0a0d0a`);

describe("the line of the source notes", () => {
  test("builds the bytes that scapy builds", () => {
    expect(line().bytes).toEqual(golden);
  });

  test("prints as the source notes print it", () => {
    const printed = "<IP frag=0 proto=TCP |<TCP |<Raw load='GET / HTTP/1.0\\r\\n\\r\\n' |>>>";
    expect(String(line())).toBe(printed);
    expect(inspect(line())).toBe(printed);
  });

  test("says which fields were derived, computed, left at their defaults", () => {
    const origins = Object.fromEntries(
      line()
        .tree()
        .flatMap((layer) => layer.kids)
        .map((field) => [field.path, field.origin]),
    );
    expect(origins).toMatchObject({
      "IP.proto": "derived",
      "IP.frag": "derived",
      "IP.len": "computed",
      "IP.chksum": "computed",
      "IP.ttl": "default",
      "TCP.dport": "default",
      "Raw.load": "given",
    });
  });

  test("is read back, to the request in it", () => {
    const read = dissect(golden, IP);
    expect(String(read)).toBe(
      "<IP version=4 ihl=5 tos=0x0 len=58 id=1 flags= frag=0 ttl=64 proto=TCP chksum=0x7cbb src=127.0.0.1 dst=127.0.0.1 |" +
        "<TCP sport=ftp_data dport=http seq=0 ack=0 dataofs=5 reserved=0 flags=S window=8192 chksum=0xb2ca urgptr=0 |" +
        "<HTTPRequest Method='GET' Path='/' Http_Version='HTTP/1.0' end='\\r\\n' |>>>",
    );
    expect(read.code()).toBe('packet(IP(), TCP(), HTTPRequest({ Http_Version: "HTTP/1.0" }))');
  });
});
