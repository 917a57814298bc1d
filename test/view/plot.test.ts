/** The line plot: bounded and well-formed for any numbers, nothing extreme is lost, and nothing is told by colour alone. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { niceTicks, type Plot, type PlotPoint, plot, plotSvg, plotText, textWidth } from "../../lib/view";
import { readMarkup } from "../osi/markup";

const axes = { x: { label: "time", unit: "s" }, y: { label: "window", unit: "segments" } } as const;
const of = (...points: PlotPoint[]): Plot => ({
  title: "A window",
  ...axes,
  series: [{ name: "cwnd", points }],
});

const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, 1e308, -1e308, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE),
);
const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.constant("<b onload='x'>&\u202e\u001b[31m"));
const anyPlot: fc.Arbitrary<Plot> = fc.record({
  title: anyText,
  x: fc.record({ label: anyText, unit: anyText }),
  y: fc.record({ label: anyText }),
  series: fc.array(
    fc.record({
      name: anyText,
      points: fc.array(fc.tuple(anyNumber, anyNumber)),
      between: fc.constantFrom("line" as const, "step" as const),
    }),
    { maxLength: 8 },
  ),
  marks: fc.array(
    fc.oneof(
      fc.record({ x: anyNumber, label: anyText }),
      fc.record({ x: anyNumber, y: anyNumber, label: anyText }),
    ),
  ),
});

describe("a plot", () => {
  test("reads in a terminal", () => {
    const text = plotText({
      ...of([0, 1], [1, 2], [2, 4], [3, 8], [4, 4], [5, 5], [6, 6]),
      marks: [{ x: 3.5, label: "loss" }],
    });
    expect(text).toContain("A window");
    expect(text).toContain("window (segments)");
    expect(text).toContain("time (s)");
    expect(text).toContain("● cwnd");
    expect(text).toContain("1 loss, at 3.5");
    expect(text.match(/●/g)).toHaveLength(8);
  });

  test("of any numbers and names is bounded, escaped and well-formed, in every face", () => {
    fc.assert(
      fc.property(anyPlot, (any) => {
        const view = plot(any);
        for (const markup of [view.svg!, view.html]) {
          expect(() => readMarkup(markup)).not.toThrow();
          expect(markup).not.toMatch(/NaN|Infinity|undefined/);
          expect(markup).not.toContain("<b ");
        }
        expect(view.text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
        const widths = view.text.split("\n").slice(1).map(textWidth);
        expect(Math.max(...widths)).toBeLessThanOrEqual(130);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("says what it leaves out", () => {
    expect(plotText(of())).toContain("There are no points to draw.");
    const text = plotText(of([0, Number.NaN], [1, 1], [Number.POSITIVE_INFINITY, 2]));
    expect(text).toContain("2 points not drawn, because their numbers are not finite.");
    const many = {
      ...of(),
      series: Array.from({ length: 9 }, () => ({ name: "s", points: [[1, 1]] as const })),
    };
    expect(plotText(many)).toContain("3 more series not drawn.");
  });

  test.each([
    ["one point", [[3, 7]]],
    [
      "a constant",
      [
        [0, 5],
        [1, 5],
        [2, 5],
      ],
    ],
    [
      "a constant 0",
      [
        [0, 0],
        [1, 0],
      ],
    ],
    [
      "a negative constant",
      [
        [0, -2],
        [1, -2],
      ],
    ],
  ] as ReadonlyArray<readonly [string, PlotPoint[]]>)("of %s has axes with different ticks", (_, points) => {
    const { text } = readMarkup(plotSvg(of(...points)).markup);
    expect(text).toContain("cwnd");
    expect(plotText(of(...points)).match(/●/g)).toHaveLength(points.length + 1);
  });

  test("of a hundred thousand points stays small, and loses no peak", () => {
    const points = Array.from({ length: 100_000 }, (_, i): PlotPoint => [i, i === 54_321 ? 1000 : i % 7]);
    const { markup } = plotSvg(of(...points));
    expect(markup.length).toBeLessThan(60_000);
    const ys = [...markup.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    expect(Math.min(...ys)).toBe(30);
  });

  test("draws steps by lines across and up, and each series with dashes and a sign of its own", () => {
    const series = ["a", "b"].map((name, i) => ({
      name,
      points: [
        [0, i],
        [1, i + 1],
      ] as const,
      between: "step" as const,
    }));
    const { markup } = plotSvg({ title: "t", ...axes, series });
    expect(markup).toMatch(/d="M[\d.]+ [\d.]+H[\d.]+V[\d.]+"/);
    expect(new Set([...markup.matchAll(/stroke-dasharray:([^"]+)"/g)].map(([, dashes]) => dashes)).size).toBe(
      2,
    );
    const { elements } = readMarkup(markup);
    expect(elements.map(({ name }) => name)).toEqual(expect.arrayContaining(["title", "desc"]));
  });

  test("is pure", () => {
    const series = of([0, 1], [1, 2]);
    expect(plot(series).html).toBe(plot(series).html);
  });
});

test("ticks are round, few, and in the range", () => {
  expect(niceTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      (from, width) => {
        const ticks = niceTicks(from, from + width, 5);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(12);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(from - width * 1e-6);
          expect(tick).toBeLessThanOrEqual(from + width * (1 + 1e-6));
        }
      },
    ),
  );
});
