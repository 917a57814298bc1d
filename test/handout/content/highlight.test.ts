import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Highlight, loadHighlighter } from "../../../lib/handout/content/highlight";
import { joined } from "../../../lib/view";

let highlight: (...code: Parameters<Highlight>) => string;
beforeAll(async () => {
  const lines = await loadHighlighter();
  highlight = (code, language) => joined(lines(code, language), "\n").markup;
});
afterEach(() => void vi.restoreAllMocks());

test("a busy machine highlights as much as a quick one", () => {
  const code = "for await (const bytes of c) await c.send(bytes);";
  const quick = highlight(code, "typescript");
  let now = 0;
  // Each look at the clock finds that a second has passed.
  vi.spyOn(Date, "now").mockImplementation(() => (now += 1000));
  vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
  expect(highlight(code, "typescript")).toBe(quick);
  expect(quick).toContain('<b class="k">of</b>');
});

test("a line that no person has written stays text, the next one is highlighted", () => {
  const long = "a(".repeat(5000);
  const [first, second] = highlight(`${long}\nconst b = 1;`, "typescript").split("\n");
  expect(first).toBe(long);
  expect(second).toContain('<b class="k">const</b>');
});
