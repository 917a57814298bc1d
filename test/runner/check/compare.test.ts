/** Two runs compared: what may differ, what may not, and how a difference is told. */
import { describe, expect, test } from "vitest";
import { compareNotebooks } from "../../../lib/runner/check/compare";
import {
  folderSanitizer,
  readSanitizers,
  sanitizers,
  sanitizeWith,
} from "../../../lib/runner/check/sanitizers";
import type { CodeCell, Notebook, Output } from "../../../lib/runner/nbformat/notebook";

const sanitize = sanitizeWith(sanitizers);

describe("what differs from run to run is the same when sanitized", () => {
  test.each([
    [
      "ports",
      "127.0.0.1:45678, [::1]:51000 and localhost:60001",
      "127.0.0.1:PORT, [::1]:PORT and localhost:PORT",
    ],
    ["ports in tcpdump's spelling", "IP 127.0.0.1.45678 > 127.0.0.1.80", "IP 127.0.0.1.PORT > 127.0.0.1.80"],
    [
      "ports in fields",
      'sport=45678 localPort: 51000 "port":40000',
      'sport=PORT localPort: PORT "port":PORT',
    ],
    ["a port in words", "listens on port 45678", "listens on port PORT"],
    ["process ids", "pid 4711, ppid=12, (process 99)", "pid PID, ppid=PID, (process PID)"],
    ["ISO times", "2026-11-28T07:20:00.123Z 2026-11-28 07:20:00+01:00", "TIME TIME"],
    [
      "times of HTTP and JavaScript",
      "Sat, 28 Nov 2026 07:20:00 GMT|Sat Nov 28 2026 07:20:00 GMT+0000 (UTC)",
      "TIME|TIME",
    ],
    ["clocks", "at 07:20:00.5, or 7:20:00 PM", "at TIME, or TIME"],
    [
      "durations",
      "12.3 ms, 34µs, 2 seconds, 1,000 ns, 5 min",
      "DURATION, DURATION, DURATION, DURATION, DURATION",
    ],
    ["temporary files", "in /tmp/netcell-x1/a.sock: /private/var/folders/ab/T/q", "in TEMPORARY: TEMPORARY"],
    ["home folders", "/home/ann/lab/a.ts /Users/bob/x C:\\Users\\ann\\lab", "HOME/lab/a.ts HOME/x HOME\\lab"],
    ["UUIDs", "id 3fa85f64-5717-4562-b3fc-2c963f66afa6", "id UUID"],
  ])("%s", (_name, text, clean) => {
    expect(sanitize(text)).toBe(clean);
    expect(sanitize(clean)).toBe(clean);
  });

  test.each([
    "127.0.0.1:80 localhost:8080 port 9090",
    "RFC 9293, section 3.7.1; 65535 bytes in 32768 packets",
    "0x45 00 3c 1c 46 40 00 40 06",
    "10 slow, 5 sockets",
    "GET /home HTTP/1.1",
    "192.168.0.0/16, 10 hosts, 3 messages",
  ])("and what means something stays: %s", (text) => {
    expect(sanitize(text)).toBe(text);
  });

  test.each(["x", "1", "1,", "[", "/tmp", "port", "1:", "a-"])(
    "in no time, if a cell prints %j a million times",
    (text) => {
      expect(sanitize(text.repeat(1e6 / text.length))).toBeTypeOf("string");
    },
  );
});

function cell(outputs: Output[], metadata: CodeCell["metadata"] = {}): CodeCell {
  return { cell_type: "code", id: "c", metadata, source: "1", execution_count: 1, outputs };
}
const book = (cells: CodeCell[], metadata = {}): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata,
  cells,
});
const printed = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
const shown = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const raised = (ename: string, evalue: string, ...traceback: string[]): Output => ({
  output_type: "error",
  ename,
  evalue,
  traceback,
});
const compare = (before: Output[], after: Output[], metadata: CodeCell["metadata"] = {}) =>
  compareNotebooks(book([cell(before, metadata)]), book([cell(after, metadata)]));

describe("two runs", () => {
  test("that show the same differ in nothing, whatever their ports", () => {
    expect(compare([printed("on 127.0.0.1:40001\n")], [printed("on 127.0.0.1:40002\n")])).toEqual([]);
  });

  test("a difference is a unified diff of what was shown", () => {
    const [difference] = compare([printed("a\nb\nc\n")], [printed("a\nB\nc\n")]);
    expect(difference).toMatchObject({ index: 0 });
    expect(difference!.diff).toBe("--- stored\n+++ now\n@@ -1,4 +1,4 @@\n [stdout]\n a\n-b\n+B\n c");
  });

  test("every form of a value counts, and pictures by their content", () => {
    const value = {
      "text/plain": "x",
      "text/html": "<p>x</p><p>y</p>",
      "image/png": "AAAA",
      "application/json": { n: 1 },
    };
    expect(compare([shown(value)], [shown({ ...value })])).toEqual([]);
    expect(compare([shown(value)], [shown({ ...value, "image/png": "AAAB" })])).toHaveLength(1);
    expect(compare([shown(value)], [shown({ ...value, "application/json": { n: 2 } })])).toHaveLength(1);
    const [inHtml] = compare([shown(value)], [shown({ ...value, "text/html": "<p>x</p><p>z</p>" })]);
    expect(inHtml!.diff).toContain(" <p>x</p>\n-<p>y</p>\n+<p>z</p>");
  });

  test("an error counts by name and value, not by where the kernel's files lie", () => {
    expect(compare([raised("A", "b", "at /x")], [raised("A", "b", "at /y")])).toEqual([]);
    expect(compare([raised("A", "b")], [raised("A", "c")])).toHaveLength(1);
  });

  test.each(["ignore-output", "nbval-ignore-output", "skip-execution"])(
    "a cell tagged %s may show what it likes",
    (tag) => {
      expect(compare([printed("a")], [printed("b")], { tags: [tag] })).toEqual([]);
    },
  );

  test("a cell and a notebook name what else may differ, and theirs come first", () => {
    const seed = { netcell: { sanitize: [{ pattern: "seed \\d+", replace: "seed N" }] } };
    expect(compare([printed("seed 1")], [printed("seed 2")], seed)).toEqual([]);
    const whole = compareNotebooks(
      book([cell([printed("seed 1")])], seed),
      book([cell([printed("seed 2")])], seed),
    );
    expect(whole).toEqual([]);
  });

  test("the folder of the notebook may differ", () => {
    const more = [folderSanitizer("/srv/a (1)")];
    const run = (text: string) => book([cell([printed(text)])]);
    expect(compareNotebooks(run("in FOLDER/x"), run("in /srv/a (1)/x"), more)).toEqual([]);
  });

  test("with thousands of differences show the first hundred lines, and lines of a megabyte in pieces", () => {
    const lines = (word: string) => Array.from({ length: 5000 }, (_, n) => `${word} ${n}\n`).join("");
    const [many] = compare([printed(lines("a"))], [printed(lines("b"))]);
    expect(many!.diff.split("\n").length).toBeLessThan(110);
    const [long] = compare([printed("x".repeat(1e6))], [printed(`${"x".repeat(999_999)}y`)]);
    expect(Math.max(...long!.diff.split("\n").map((line) => line.length))).toBeLessThan(170);
    expect(long!.diff).toMatch(/^\+x+y$/m);
  });
});

test.each([
  [{}, 'metadata should be a list of {"pattern": …, "replace": …}.'],
  [[{ pattern: "a" }], 'metadata[0] should be {"pattern": a regular expression, "replace": a text}.'],
  [[{ pattern: "(", replace: "" }], "metadata[0]: Invalid regular expression"],
])("a list of sanitizers that cannot be used is refused: %j", (value, message) => {
  expect(() => readSanitizers(value, "metadata")).toThrow(message);
});
