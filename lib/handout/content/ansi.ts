/** Terminal text to HTML: colours and weights (SGR, ECMA-48 §8.3.117) as spans, every other escape sequence dropped. */
import { type Html, html } from "../../view";
import { allowedText } from "./text";

/** One piece of HTML for each line, complete in itself, so that a caller may fold lines away. */
export function ansiLines(text: string): Html[] {
  let pen = plain;
  return text.split("\n").map((line) => {
    const spans: Html[] = [];
    let end = 0;
    const visible = afterReturn(line);
    for (const match of visible.matchAll(sequence)) {
      spans.push(span(visible.slice(end, match.index), pen));
      end = match.index + match[0].length;
      if (match.groups?.sgr !== undefined) pen = applied(pen, match.groups.sgr);
    }
    return html`${spans}${span(visible.slice(end), pen)}`;
  });
}

/** The lines as text alone. */
export function plainLines(text: string): string[] {
  return text.split("\n").map((line) => allowedText(stripAnsi(afterReturn(line))));
}

/** The text without its escape sequences. */
export function stripAnsi(text: string): string {
  return text.replace(sequence, "");
}

/** A carriage return starts the line again, as on a terminal; the colours chosen before it stay. */
function afterReturn(line: string): string {
  const content = line.replace(/\r+$/, "");
  const from = content.lastIndexOf("\r") + 1;
  if (from === 0) return content;
  return (content.slice(0, from).match(sequence) ?? []).join("") + content.slice(from);
}

// CSI, OSC (and DCS, SOS, PM, APC) up to its end on the same line, and the short sequences.
const sequence = new RegExp(
  [
    String.raw`\x1b\[(?<sgr>[\d;:]*)m`,
    String.raw`\x1b\[[0-?]*[ -/]*[@-~]`,
    String.raw`\x1b[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)`,
    String.raw`\x1b[ -/]*[0-~]`,
  ].join("|"),
  "g",
);

/** The look of the text that comes next. */
interface Pen {
  readonly ink: Colour | undefined;
  readonly paper: Colour | undefined;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly struck: boolean;
}

/** One of the terminal's sixteen, which the theme paints, or a colour of its own as `#rrggbb`. */
type Colour = (typeof names)[number] | `bright-${(typeof names)[number]}` | `#${string}`;

const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;

const plain: Pen = {
  ink: undefined,
  paper: undefined,
  bold: false,
  faint: false,
  italic: false,
  underline: false,
  inverse: false,
  struck: false,
};

function span(text: string, pen: Pen): Html {
  if (text === "") return html``;
  const classes: string[] = [];
  const style: string[] = [];
  for (const flag of ["bold", "faint", "italic", "underline", "inverse", "struck"] as const)
    if (pen[flag]) classes.push(`ansi-${flag}`);
  for (const [role, colour] of [
    ["ink", pen.ink],
    ["paper", pen.paper],
  ] as const) {
    if (colour === undefined) continue;
    classes.push(colour.startsWith("#") ? `ansi-${role}` : `ansi-${role}-${colour}`);
    if (colour.startsWith("#")) style.push(`--ansi-${role}:${colour}`);
  }
  if (classes.length === 0) return html`${text}`;
  const own = style.length > 0 && html` style="${style.join(";")}"`;
  return html`<span class="${classes.join(" ")}"${own}>${text}</span>`;
}

function applied(pen: Pen, parameters: string): Pen {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = pen;
  while (codes.length > 0) next = { ...next, ...change(codes.shift()!, codes) };
  return next;
}

/** The change of one code; 38 and 48 take their colour from the codes that follow. */
function change(code: number, rest: number[]): Partial<Pen> {
  if (code >= 30 && code <= 37) return { ink: names[code - 30] };
  if (code >= 40 && code <= 47) return { paper: names[code - 40] };
  if (code >= 90 && code <= 97) return { ink: `bright-${names[code - 90]!}` };
  if (code >= 100 && code <= 107) return { paper: `bright-${names[code - 100]!}` };
  if (code === 38) return { ink: extended(rest) };
  if (code === 48) return { paper: extended(rest) };
  return simple[code] ?? {};
}

const simple: { readonly [code: number]: Partial<Pen> } = {
  0: plain,
  1: { bold: true },
  2: { faint: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { struck: true },
  21: { underline: true },
  22: { bold: false, faint: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { struck: false },
  39: { ink: undefined },
  49: { paper: undefined },
};

/** `5;n` from xterm's palette of 256, or `2;r;g;b`. */
function extended(rest: number[]): Colour | undefined {
  const kind = rest.shift();
  if (kind === 2) return hex(rest.splice(0, 3));
  if (kind !== 5) return undefined;
  const index = rest.shift() ?? 0;
  if (index < 8) return names[index];
  if (index < 16) return `bright-${names[index - 8]!}`;
  if (index >= 232) return hex(Array<number>(3).fill(8 + (index - 232) * 10));
  const step = (value: number) => (value === 0 ? 0 : 55 + 40 * value);
  const cube = index - 16;
  return hex([step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6)]);
}

function hex(parts: readonly number[]): Colour | undefined {
  if (parts.length < 3 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
