/** The table of contents: headings as a tree, however their levels jump. */
import type { Block, Heading } from "./document";

export interface Entry {
  readonly heading: Heading;
  readonly entries: readonly Entry[];
}

/** The headings of `blocks` down to `depth` levels, each below the nearest higher one before it. */
export function tableOfContents(blocks: readonly Block[], depth: number): Entry[] {
  const found = headingsIn(blocks);
  const top = Math.min(...found.map(({ level }) => level));
  return nested(found.filter(({ level }) => level < top + depth));
}

function headingsIn(blocks: readonly Block[]): Heading[] {
  return blocks.flatMap((block) => {
    if (block.kind === "prose") return block.headings;
    return block.kind === "details" ? headingsIn(block.blocks) : [];
  });
}

function nested(headings: readonly Heading[]): Entry[] {
  const entries: Entry[] = [];
  for (let i = 0; i < headings.length; ) {
    const heading = headings[i]!;
    let end = i + 1;
    while (end < headings.length && headings[end]!.level > heading.level) end++;
    entries.push({ heading, entries: nested(headings.slice(i + 1, end)) });
    i = end;
  }
  return entries;
}
