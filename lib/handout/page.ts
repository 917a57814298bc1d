/** What the parts of one page share while it is printed. */
import type { Anchors } from "./anchors";
import type { Highlight } from "./code";
import type { ExportPlace } from "./exporter";
import type { Markdown } from "./markdown";

export interface Page extends ExportPlace {
  readonly markdown: Markdown;
  readonly highlight: Highlight;
  readonly anchors: Anchors;
  /** A start for the ids of one output, so that two drawings with the same ids can share a page. */
  nextPrefix(): string;
}
