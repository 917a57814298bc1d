/** What the parts of one page share while it is printed. */

import type { Highlight } from "../../content/highlight";
import type { Markdown } from "../../content/markdown";
import type { Anchors } from "../../document/anchors";
import type { ExportPlace } from "../exporter";

export interface Page extends ExportPlace {
  readonly markdown: Markdown;
  readonly highlight: Highlight;
  readonly anchors: Anchors;
  /** A start for the ids of one output, so that two drawings with the same ids can share a page. */
  nextPrefix(): string;
}
