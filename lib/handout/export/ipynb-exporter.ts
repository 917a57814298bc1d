/** An edition as a notebook to be worked in: without outputs, and with its pictures inside. */
import {
  type Attachments,
  type Cell,
  formatNotebook,
  type MarkdownCell,
  type NotebookMetadata,
} from "../../runner";
import { dataOf, isLocalPicture, pictureOf } from "../content/pictures";
import { textsIn } from "../content/readable-text";
import type { Exporter, ExportPlace } from "./formats";
import { rewritten } from "./markdown/markdown-source";

export function ipynbExporter(): Exporter {
  return {
    render({ metadata, cells }, place) {
      const fresh = cells.map(({ cell, place: at }) => asNew(cell, at, place));
      const notebook = {
        cells: fresh,
        metadata: without(metadata, traces),
        nbformat: 4,
        nbformat_minor: 5,
      } as const;
      return { content: formatNotebook(notebook), texts: textsIn(notebook) };
    },
  };
}

function asNew(cell: Cell, at: number, place: ExportPlace): Cell {
  const metadata = without(cell.metadata, traces);
  if (cell.cell_type === "code") return { ...cell, metadata, execution_count: null, outputs: [] };
  return cell.cell_type === "markdown"
    ? withPictures({ ...cell, metadata }, at, place)
    : { ...cell, metadata };
}

/** Links lead to the other notebooks that were handed out; pictures beside the notebook become attachments. */
function withPictures(cell: MarkdownCell, at: number, place: ExportPlace): Cell {
  const attachments: { [name: string]: Attachments[string] } = { ...cell.attachments };
  const source = rewritten(cell.source, (target) => {
    if (!isLocalPicture(target)) return target.replace(/^([^:#?]+)\.ipynb(?=$|[?#])/, `$1${place.suffix}`);
    const picture = pictureOf(target, {}, place);
    if ("missing" in picture) {
      place.warn(at, `the picture ${target} ${picture.missing}`);
      return target;
    }
    const { mime, bytes } = dataOf(picture.url);
    // As one word: Jupyter looks a link's name up as it is written.
    const name = target.replace(/[?#].*$/, "").replace(/[^\w.-]+/g, "-");
    attachments[name] = { [mime]: bytes.toString("base64") };
    return `attachment:${name}`;
  });
  return { ...cell, source, ...(Object.keys(attachments).length > 0 && { attachments }) };
}

/** Metadata that tools leave when they run a notebook; the state of widgets holds outputs. */
const traces = ["execution", "papermill", "ExecuteTime", "widgets", "celltoolbar", "signature"];

function without<T extends NotebookMetadata>(metadata: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !names.includes(name))) as T;
}
