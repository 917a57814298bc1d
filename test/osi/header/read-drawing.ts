/** Reads a drawing of a header back: its boxes, each with its words, its first bit and its width. */

/** A box that was read. */
export interface ReadBox {
  readonly words: string;
  readonly bit: number;
  readonly bits: number;
}

/** How a drawing is ruled: columns a bit, bits a row. */
export interface Ruling {
  readonly columns: number;
  readonly rowBits: number;
}

/** As most RFCs rule it. */
const usual: Ruling = { columns: 2, rowBits: 32 };

/** The boxes of a drawing; what goes over several rows is one box. */
export function readDrawing(drawing: string, { columns, rowBits }: Ruling = usual): ReadBox[] {
  const lines = drawing.split("\n").filter((line) => /^\s*[|+:]/.test(line));
  const indent = lines[0]!.indexOf("+");
  const boxes: Array<ReadBox & { open: boolean }> = [];
  let row = -1;
  let inRow = false;
  for (const line of lines.map((each) => each.slice(indent).trimEnd())) {
    if (line.startsWith("+")) {
      inRow = false;
      const isWhole = /^[+-]+$/.test(line);
      if (isWhole) for (const box of boxes) box.open = false;
      else addWords(boxes, line.replace(/[+-]/g, " "), 0);
      continue;
    }
    if (!inRow) row++;
    const cells = line.slice(1, -1).split(/[|:]/);
    let at = 0;
    for (const [i, cell] of cells.entries()) {
      const bits = Math.round((cell.length + 1) / columns);
      if (inRow) addWords(boxes, cell, cells.length - i);
      else if (row > 0 && cells.length === 1 && boxes.at(-1)?.open) {
        boxes[boxes.length - 1] = { ...boxes.at(-1)!, bits: boxes.at(-1)!.bits + bits };
        addWords(boxes, cell, 1);
      } else boxes.push({ words: cell.trim(), bit: row * rowBits + at, bits, open: true });
      at += bits;
    }
    inRow = true;
  }
  return boxes.map(({ words, bit, bits }) => ({ words: words.trim(), bit, bits }));
}

/** Letters below each other are one word, words below each other a phrase. */
function addWords(boxes: Array<ReadBox & { open: boolean }>, cell: string, fromLast: number): void {
  const at = boxes.length - Math.max(1, fromLast);
  const box = boxes[at];
  if (!box || cell.trim() === "") return;
  const gap = box.bits === 1 || box.words === "" ? "" : " ";
  boxes[at] = { ...box, words: `${box.words}${gap}${cell.trim()}` };
}
