/** The markers in a cell's text, netcell's and nbgrader's: what lies between two of them is not for students. */
import { NetcellError } from "../../errors";

/** The part that a pair of markers encloses. */
export type Withheld = "solution" | "hidden tests" | "mark scheme";

/** Lines of a cell that belong together. */
export interface Part {
  readonly kind: "given" | Withheld;
  /** Without the markers. */
  readonly lines: readonly string[];
  /** White space before the marker that begins it: a stub stands as far to the right. */
  readonly indent: string;
}

/** Markers that do not go together: `line` counts from 1. */
export class MarkerFault extends NetcellError {
  constructor(
    readonly line: number,
    fault: string,
  ) {
    super(fault, { code: "EINVAL", hint: "Write BEGIN and END in pairs, each alone on a line." }, fault);
  }
}

/** The parts of a cell's text, in order. Throws a MarkerFault where markers are nested, lonely or not alone. */
export function partsOf(source: string): Part[] {
  const parts: Part[] = [];
  let open: { readonly kind: Withheld; readonly line: number } | undefined;
  let part = { kind: "given" as Part["kind"], lines: [] as string[], indent: "" };
  const next = (kind: Part["kind"], indent: string) => {
    if (part.kind !== "given" || part.lines.length > 0) parts.push(part);
    part = { kind, lines: [], indent };
  };
  for (const [index, text] of source.split("\n").entries()) {
    const line = index + 1;
    const marker = markerIn(text, line);
    if (marker === undefined) part.lines.push(text);
    else if (marker.begins) {
      if (open) throw new MarkerFault(line, `the ${open.kind} that line ${open.line} begins must end first`);
      open = { kind: marker.kind, line };
      next(marker.kind, marker.indent);
    } else {
      if (open?.kind !== marker.kind)
        throw new MarkerFault(
          line,
          open
            ? `it ends ${some(marker.kind)}, but line ${open.line} begins ${some(open.kind)}`
            : `it ends ${some(marker.kind)} that no line begins`,
        );
      open = undefined;
      next("given", "");
    }
  }
  if (open) {
    const wanted = `END ${open.kind.toUpperCase()}`;
    throw new MarkerFault(open.line, `it begins ${some(open.kind)} without end. Write ${wanted} after it`);
  }
  next("given", "");
  return parts;
}

const some = (kind: Withheld) => (kind === "hidden tests" ? kind : `a ${kind}`);

interface Marker {
  readonly begins: boolean;
  readonly kind: Withheld;
  readonly indent: string;
}

const names = String.raw`(BEGIN|END)[ _-]+(SOLUTION|HIDDEN[ _-]+TEST|MARK(?:ING)?[ _-]+SCHEME)S?\b`;
/** Alone on its line, in a comment of any language; nbgrader writes `### BEGIN SOLUTION`. */
const alone = new RegExp(String.raw`^(\s*)[/#*<!=%\s-]*${names}[/#*>=:.\s-]*$`, "i");
const anywhere = new RegExp(String.raw`\b${names}`);
const quoted = /`[^`]*`|"[^"]*"|'[^']*'/g;

function markerIn(text: string, line: number): Marker | undefined {
  const [, indent, verb, what] = alone.exec(text) ?? [];
  if (verb !== undefined)
    return { begins: verb.toUpperCase() === "BEGIN", kind: kindOf(what!.toUpperCase()), indent: indent! };
  const stray = anywhere.exec(text.replace(quoted, ""));
  // nbgrader would take it for a marker and drop the line; a reader would not know what is meant.
  if (stray) throw new MarkerFault(line, `${stray[0]} must stand alone on its line, as a comment`);
  return undefined;
}

function kindOf(name: string): Withheld {
  if (name.startsWith("SOLUTION")) return "solution";
  return name.startsWith("HIDDEN") ? "hidden tests" : "mark scheme";
}
