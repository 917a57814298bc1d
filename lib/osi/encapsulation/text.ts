/** Encapsulation with characters: a row for each step, boxes below the boxes that they hold. */
import { bytesText, pad, textWidth } from "../../view";
import { sizeOf, stepTexts, type Wrapping } from "./steps";

/** The drawing, and the steps in words. */
export function wrappingText(wrapping: Wrapping, direction: "down" | "up"): string {
  const { steps, title, bits, size, omitted } = wrapping;
  const boxes = steps.map(({ name, header }) => ` ${name} ${header} `);
  const trailers = steps.map(({ trailer }) => (trailer > 0 ? ` padding ${trailer} ` : ""));
  const width = boxes.reduce((sum, box) => sum + textWidth(box) + 1, 1);
  const behind = trailers.reduce((sum, box) => sum + (box === "" ? 0 : textWidth(box) + 1), 0);
  const rows = steps.map((step, i) => {
    const before = boxes.slice(0, i).reduce((sum, box) => sum + textWidth(box) + 1, 0);
    const tail = trailers
      .slice(i)
      .reverse()
      .filter((box) => box !== "");
    const row = `${" ".repeat(before)}│${[...boxes.slice(i), ...tail].join("│")}│`;
    return `${pad(row, width + behind)}  ${step.layer} ${step.pdu}, ${bytesText(sizeOf(step))}`;
  });
  const physical = `${pad(bits, width + behind)}  1 ${8 * size} bits`;
  const picture = direction === "down" ? [...rows.reverse(), physical] : [physical, ...rows];
  return [
    title,
    "",
    ...picture,
    ...(omitted > 0 ? [`… and ${omitted} more layers inside, not drawn`] : []),
    "",
    direction === "down" ? "Going down, at the sender:" : "Going up, at the receiver:",
    ...stepTexts(wrapping, direction).map((text, i) => `${String(i + 1).padStart(3)}. ${text}`),
  ].join("\n");
}
