import { describe, expect, test } from "vitest";
import { layerColours, onLayerColour } from "../../lib/view/palette";

/** JupyterLab's page colours in its light and dark themes. */
const pages = ["#ffffff", "#111111", "#212121"];

describe.each(Object.entries(layerColours))("the colour of layer %s", (_layer, colour) => {
  test("carries its text with the contrast of WCAG AA, 4.5", () => {
    expect(contrast(colour, onLayerColour)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pages)("stands out from %s with the contrast of WCAG AA for graphics, 3", (page) => {
    expect(contrast(colour, page)).toBeGreaterThanOrEqual(3);
  });
});

test("no two layers share a colour", () => {
  expect(new Set(Object.values(layerColours)).size).toBe(7);
});

/** WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
