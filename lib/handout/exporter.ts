/** What a format of handouts is: a file of its own, and one line where the command chooses. */
import type { Doc, FoundHeading } from "./ir";

export interface Exporter {
  /** Of the files it makes, with the dot. */
  readonly extension: string;
  findHeadings(markdown: string): FoundHeading[];
  /** The whole file. The same document gives the same bytes. */
  render(doc: Doc, place: ExportPlace): string;
}

export interface ExportPlace {
  /** The folder of the notebook, where its pictures are. */
  readonly folder: string;
  /** Called for what the handout could not keep, with the cell's place in the notebook. */
  warn(cell: number, fault: string): void;
}
