/** Views as the last expression of a cell, in the real kernel: text for a terminal, HTML for a page, drawings as SVG. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel";

const cells: ReadonlyArray<[view: string, expression: string, isDrawing: boolean]> = [
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

describe("as a cell's last expression", () => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await startKernel();
    const first = await kernel.run(
      'import { osi, packet, IP, TCP } from "netcell";\nconst p = packet(IP(), TCP(), "GET / HTTP/1.0\\r\\n\\r\\n");',
    );
    expect(first).toMatchObject({ status: "ok", stderr: "" });
  });
  afterAll(() => kernel.stop());

  test.each(cells)("osi.%s() shows all its faces", async (_view, expression, isDrawing) => {
    const run = await kernel.run(expression);
    expect(run).toMatchObject({ status: "ok", stderr: "" });
    expect(run.displays).toHaveLength(1);
    const { data } = run.displays[0]!;
    expect(data["text/plain"]).toMatch(/\S/);
    expect(data["text/html"]).toMatch(/^<\w+/);
    expect(data["image/svg+xml"] !== undefined).toBe(isDrawing);
  });
});
