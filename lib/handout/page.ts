/** What the parts of one page share while it is printed. */

import type { Anchors } from "./anchors";
import type { Highlight } from "./code";
import type { Markdown } from "./markdown";

export interface Page {
  readonly markdown: Markdown;
  readonly highlight: Highlight;
  readonly anchors: Anchors;
  /** Where the notebook lies: pictures are looked for beside it. */
  readonly folder: string;
  /** A start for the ids of one output, so that two drawings with the same ids can share a page. */
  nextPrefix(): string;
  /** Tells the teacher what the handout could not keep. */
  warn(cell: number, fault: string): void;
}
