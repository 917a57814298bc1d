/** The lines around a place in a text, the line in question marked. */
import type { Position } from "../source/position";

const context = 2;

/**
 * ```text
 *   1 | function half(n: number) {
 * > 2 |   if (n % 2) throw new RangeError("odd");
 *     |              ^
 *   3 |   return n / 2;
 * ```
 */
export function codeFrame(text: string, at: Position, length = 1): string[] {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/);
  const failing = lines[at.line - 1];
  if (failing === undefined) return [];
  const first = Math.max(1, at.line - context);
  const last = Math.min(lines.length, at.line + context);
  const width = String(last).length;
  const frame: string[] = [];
  for (let line = first; line <= last; line++) {
    const marker = line === at.line ? ">" : " ";
    frame.push(`${marker} ${String(line).padStart(width)} | ${shortened(lines[line - 1]!)}`.trimEnd());
    if (line === at.line) frame.push(`  ${" ".repeat(width)} | ${caret(failing, at.column, length)}`);
  }
  return frame;
}

/** Longer lines (a pasted picture, a minified script) are cut. */
const longestLine = 160;

function shortened(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)} …` : line;
}

/** Under tabs the indent is repeated as tabs, so that the caret stands below its character. */
function caret(line: string, column: number, length: number): string {
  const indent = line.slice(0, Math.min(column - 1, longestLine)).replace(/[^\t]/g, " ");
  return indent + "^".repeat(Math.max(1, Math.min(length, line.length - column + 1, longestLine)));
}
