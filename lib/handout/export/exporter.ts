/** What a format of handouts is: a file of its own, and one line where the command chooses. */
import type { Edition } from "../variants/edition";

export interface Exporter {
  /** Of the files it makes, with the dot. */
  readonly extension: string;
  /** All that is to be written. The same edition gives the same bytes. */
  render(edition: Edition, place: ExportPlace): Rendered | Promise<Rendered>;
  /** Ends what was started for it, if anything. */
  close?(): Promise<void>;
}

export interface ExportPlace {
  /** The notebook's file name, without its ending. */
  readonly name: string;
  /** What handouts of the same kind have behind the notebook's name: `.student.html`. */
  readonly suffix: string;
  /** The folder of the notebook, where its pictures are. */
  readonly folder: string;
  /** Whether its pictures may come from the disk; the notebook of a stranger could show any. */
  readonly trusted: boolean;
  /** Called for what the handout could not keep, with the cell's place in the notebook. */
  warn(cell: number, fault: string): void;
}

export interface Rendered {
  readonly content: string | Uint8Array;
  /** Files that it shows, in a folder of its own; left out where the format is one file. */
  readonly beside?: readonly BesideFile[];
  /** All that can be read in it, whether it is shown or not. */
  readonly texts: readonly string[];
}

export interface BesideFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}
