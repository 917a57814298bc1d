/** Every view of osi as the last expression of a cell, behind a first cell that makes a packet. */
export const firstCell = `import { osi, packet, IP, TCP } from "netcell";
const p = packet(IP(), TCP(), "GET / HTTP/1.0\\r\\n\\r\\n");`;

export const viewCells: ReadonlyArray<[view: string, expression: string, isDrawing: boolean]> = [
  ["table", "osi.table()", false],
  ["tree", "osi.tree(p)", false],
  ["tree of many", "osi.tree([p, p, p, p])", false],
  ["hexdump", 'osi.hexdump(p, { mark: "TCP.dport" })', false],
  ["encapsulation", "osi.encapsulation(p)", true],
  ["anatomy", "osi.anatomy(p)", true],
  ["header", "osi.header(p, TCP)", true],
  ["ladder", "osi.ladder([p, p])", true],
  ["explain", "osi.explain([p])", false],
  ["follow", "osi.follow([p])", false],
  ["checksum", "osi.checksum(p, TCP).explain()", false],
  ["diff", "osi.diff(p, p.with(IP, { ttl: 63 }))", false],
  ["bits", 'osi.bits("Hi")', true],
  ["summary", "osi.summary([p, p])", false],
  ["repr", "osi.repr(p)", false],
  ["code", "osi.code(p)", false],
];
