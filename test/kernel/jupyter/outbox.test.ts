/** How a cell's output becomes messages, with a clock of our own. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Outbox, type StreamName } from "../../../lib/kernel/jupyter/outbox";

function outbox() {
  const sent: { stream: StreamName; text: string }[] = [];
  const clock = { now: 0, due: undefined as (() => void) | undefined };
  const box = new Outbox({
    send: (stream, text) => sent.push({ stream, text }),
    now: () => clock.now,
    later: (callback) => {
      clock.due = callback;
    },
  });
  const pass = (milliseconds: number) => {
    clock.now += milliseconds;
    clock.due?.();
  };
  const all = (stream: StreamName) =>
    sent.map((message) => (message.stream === stream ? message.text : "")).join("");
  return { box, sent, pass, all };
}

test("the first line is shown at once, those that follow at once together", () => {
  const { box, sent, pass } = outbox();
  for (const line of ["1\n", "2\n", "3\n"]) box.write("stdout", line);
  expect(sent).toEqual([{ stream: "stdout", text: "1\n" }]);
  pass(50);
  expect(sent.slice(1)).toEqual([{ stream: "stdout", text: "2\n3\n" }]);
});

test("a cell that computes shows what it prints while it computes", () => {
  const { box, sent, pass } = outbox();
  box.write("stdout", "1\n");
  pass(1000);
  box.write("stdout", "2\n");
  expect(sent.map(({ text }) => text)).toEqual(["1\n", "2\n"]);
});

test("stdout and stderr keep their order", () => {
  const { box, sent } = outbox();
  box.write("stdout", "a");
  box.write("stderr", "b");
  box.write("stdout", "c");
  box.write("stdout", "d");
  box.finish();
  expect(sent).toEqual([
    { stream: "stdout", text: "a" },
    { stream: "stderr", text: "b" },
    { stream: "stdout", text: "cd" },
  ]);
});

test("a hundred thousand lines in turns are few messages, and none is lost", () => {
  const { box, sent, all } = outbox();
  for (let i = 0; i < 100_000; i++) box.write(i % 2 ? "stdout" : "stderr", `line ${i}\n`);
  box.finish();
  expect(all("stdout").split("\n")).toHaveLength(50_001);
  expect(all("stderr").split("\n")).toHaveLength(50_001);
  expect(sent.length).toBeLessThan(400);
});

test("whatever is written in whatever pieces comes out whole", () => {
  const piece = fc.record({
    stream: fc.constantFrom<StreamName>("stdout", "stderr"),
    text: fc.string({ unit: "grapheme" }),
    cut: fc.nat(8),
    asBytes: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const { box, all } = outbox();
      for (const { stream, text, cut, asBytes } of pieces) {
        const bytes = Buffer.from(text);
        if (!asBytes) box.write(stream, text);
        else for (const part of [bytes.subarray(0, cut), bytes.subarray(cut)]) box.write(stream, part);
      }
      box.finish();
      for (const stream of ["stdout", "stderr"] as const) {
        expect(all(stream)).toBe(pieces.map((p) => (p.stream === stream ? p.text : "")).join(""));
      }
    }),
  );
});

test("half a character is shown as such when the cell ends", () => {
  const { box, all } = outbox();
  box.write("stdout", Buffer.from([0xe2, 0x82]));
  expect(all("stdout")).toBe("");
  box.finish();
  expect(all("stdout")).toBe("\ufffd");
});

test("what is too much is folded, with a note of how much and the end of it", () => {
  const { box, all } = outbox();
  const line = `${"x".repeat(1023)}\n`;
  for (let i = 0; i < 80 * 1024; i++) box.write("stdout", line);
  box.write("stdout", "the end\n");
  box.finish();
  const text = all("stdout");
  expect(text.length).toBeLessThan(65 * 1024 * 1024);
  expect(text.slice(-20_000)).toMatch(
    /\n\[netcell: 16760840 characters \(16368 lines\) folded; the end follows\]\n/,
  );
  expect(text.endsWith(`${line}the end\n`)).toBe(true);
});

test("after a pause there is room again", () => {
  const { box, all, pass } = outbox();
  box.write("stdout", "x".repeat(65 * 1024 * 1024));
  pass(60_000);
  box.write("stdout", "heard\n");
  box.finish();
  expect(all("stdout").endsWith("heard\n")).toBe(true);
  expect(all("stdout").match(/folded/g)).toHaveLength(1);
});
