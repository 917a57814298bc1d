import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type OutputMessage, OutputStore } from "../../../lib/runner/outputs/output-store";

const stdout = (text: string): OutputMessage => ({ type: "stream", content: { name: "stdout", text } });
const stderr = (text: string): OutputMessage => ({ type: "stream", content: { name: "stderr", text } });
const display = (id: string | undefined, text: string, type = "display_data"): OutputMessage => ({
  type,
  content: {
    data: { "text/plain": text },
    metadata: {},
    transient: id === undefined ? {} : { display_id: id },
  },
});
const update = (id: string, text: string) => display(id, text, "update_display_data");
const clear = (wait: boolean): OutputMessage => ({ type: "clear_output", content: { wait } });

/** Replays a log of messages, each for cell "a" unless it says otherwise. */
function replay(...log: (OutputMessage | [string, OutputMessage])[]): OutputStore {
  const store = new OutputStore();
  for (const entry of log) Array.isArray(entry) ? store.apply(...entry) : store.apply("a", entry);
  return store;
}
const texts = (store: OutputStore, cell = "a") =>
  store
    .outputs(cell)
    .map((output) =>
      output.output_type === "stream"
        ? `${output.name}: ${output.text}`
        : output.output_type === "error"
          ? output.ename
          : output.data["text/plain"],
    );

describe("streams", () => {
  test("of one name in a row are one output, others stay in order", () => {
    const store = replay(
      stdout("a\n"),
      stdout("b"),
      stderr("c"),
      stdout("d"),
      display(undefined, "X"),
      stdout("e"),
    );
    expect(texts(store)).toEqual(["stdout: a\nb", "stderr: c", "stdout: d", "X", "stdout: e"]);
  });

  test.each([
    ["10 %\r20 %\r100 %\ndone\n", "100 %\ndone\n"],
    ["abc\rX", "Xbc"],
    ["abc\b\bX", "aXc"],
    ["a\n\b\bX", "a\nX"],
    ["one\r\ntwo\r\n", "one\ntwo\n"],
    ["abc\b\n", "abc\n"],
  ])("show %j as a screen does", (written, shown) => {
    expect(texts(replay(stdout(written)))).toEqual([`stdout: ${shown}`]);
  });

  test("are the same however they were cut into messages", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\r", "\b", "\n", "é"), maxLength: 40 });
    const cuts = fc.array(fc.nat(40), { maxLength: 6 });
    fc.assert(
      fc.property(text, cuts, (whole, at) => {
        const edges = [0, ...at.map((n) => Math.min(n, whole.length)).sort((x, y) => x - y), whole.length];
        const parts = edges.slice(1).map((edge, i) => stdout(whole.slice(edges[i], edge)));
        expect(texts(replay(...parts))).toEqual(texts(replay(stdout(whole))));
      }),
    );
  });
});

describe("displays", () => {
  test("are updated in the cell that shows them, from whatever cell", () => {
    const store = replay(["a", display("card", "1")], ["b", stdout("x")], ["b", update("card", "2")]);
    expect(texts(store, "a")).toEqual(["2"]);
    expect(texts(store, "b")).toEqual(["stdout: x"]);
  });

  test("shown twice are updated twice, and the second showing updates the first", () => {
    const store = replay(["a", display("card", "1")], ["b", display("card", "2")]);
    expect([texts(store, "a"), texts(store, "b")]).toEqual([["2"], ["2"]]);
    store.apply("c", update("card", "3"));
    expect([texts(store, "a"), texts(store, "b")]).toEqual([["3"], ["3"]]);
  });

  test("that nobody shows are not invented by an update", () => {
    expect(texts(replay(update("ghost", "boo")))).toEqual([]);
  });

  test("keep data and metadata, and not the transient", () => {
    const content = { data: { "text/html": "<b>" }, metadata: { a: 1 }, transient: { display_id: "x" } };
    expect(replay({ type: "display_data", content }).outputs("a")).toEqual([
      { output_type: "display_data", data: { "text/html": "<b>" }, metadata: { a: 1 } },
    ]);
  });
});

describe("clear_output", () => {
  test("clears at once, or with wait at the next output", () => {
    expect(texts(replay(stdout("a"), clear(false)))).toEqual([]);
    expect(texts(replay(stdout("a"), clear(true)))).toEqual(["stdout: a"]);
    expect(texts(replay(stdout("a"), clear(true), stdout("b"), stdout("c")))).toEqual(["stdout: bc"]);
  });

  test("leaves other cells alone, and no update brings the cleared back", () => {
    const store = replay(
      ["a", display("card", "1")],
      ["b", stdout("x")],
      ["a", clear(false)],
      ["b", update("card", "2")],
    );
    expect(texts(store, "a")).toEqual([]);
    expect(texts(store, "b")).toEqual(["stdout: x"]);
  });
});

test("results and errors are stored as nbformat has them", () => {
  const result = { execution_count: 3, data: { "text/plain": "42" }, metadata: {} };
  const error = { ename: "RangeError", evalue: "x", traceback: ["RangeError: x"], status: "error" };
  expect(
    replay({ type: "execute_result", content: result }, { type: "error", content: error }).outputs("a"),
  ).toEqual([
    { output_type: "execute_result", ...result },
    { output_type: "error", ename: "RangeError", evalue: "x", traceback: ["RangeError: x"] },
  ]);
});

test("messages that are no output change nothing", () => {
  const status = { type: "status", content: { execution_state: "idle" } };
  expect(replay(status, { type: "execute_input", content: { code: "1" } }).outputs("a")).toEqual([]);
});

describe("a cell that shows too much", () => {
  const only = (store: OutputStore) => {
    const [output, ...more] = store.outputs("a");
    expect(more).toEqual([]);
    return output?.output_type === "stream" ? output.text : "";
  };

  test("keeps the first and the last of a million lines, and says how many are missing", () => {
    const store = new OutputStore();
    for (let line = 1; line <= 1_000_000; line += 1000)
      store.apply("a", stdout(Array.from({ length: 1000 }, (_, i) => `${line + i}\n`).join("")));
    const lines = only(store).split("\n");
    expect(lines).toHaveLength(1002);
    expect(lines.slice(0, 2)).toEqual(["1", "2"]);
    expect(lines[500]).toBe("… 999,000 lines omitted …");
    expect(lines.slice(-3)).toEqual(["999999", "1000000", ""]);
  });

  test("keeps both ends of a line of 100 million characters", () => {
    const store = new OutputStore();
    store.apply("a", stdout("<"));
    for (let i = 0; i < 100; i++) store.apply("a", stdout("x".repeat(1_000_000)));
    store.apply("a", stdout(">"));
    const text = only(store);
    expect(text).toMatch(/^<x+ … [\d,]+ characters omitted … x+>$/);
    expect(text.length).toBeLessThan(100_000);
    const missing = Number(/([\d,]+) characters/.exec(text)![1]!.replaceAll(",", ""));
    expect(missing + text.replace(/ … .* … /, "").length).toBe(100_000_002);
  });

  test("keeps few of many long lines", () => {
    const store = new OutputStore();
    for (let i = 0; i < 1000; i++) store.apply("a", stdout(`${"x".repeat(50_000)}\n`));
    expect(only(store).length).toBeLessThan(600_000);
    expect(only(store)).toContain("lines omitted");
  });

  test("keeps the first and the last of many outputs", () => {
    const store = new OutputStore();
    for (let i = 1; i <= 100_000; i++) store.apply("a", display(`card ${i}`, String(i)));
    const shown = texts(store);
    expect(shown).toHaveLength(1001);
    expect([shown[0], shown[500], shown.at(-1)]).toEqual([
      "1",
      "stdout: … 99,000 outputs omitted …\n",
      "100000",
    ]);
  });

  test("never parts a character at the place of the cut", () => {
    const store = replay(stdout(`a${"😀".repeat(200_000)}`));
    expect(only(store)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  });
});
