/** Sanitizers: patterns for what differs between two runs without a meaning (ports, times, paths), and replacements. */
import { NetcellError } from "../../errors";
import type { Json } from "../nbformat/notebook";

export interface Sanitizer {
  /** A regular expression; it is applied everywhere (`g`), with Unicode (`u`). */
  readonly pattern: string;
  /** The replacement of each match; `$1` is the first group. */
  readonly replace: string;
  /** More flags: `i` for upper and lower case alike, `m` for `^` and `$` at each line. */
  readonly flags?: string;
}

/** The ports that operating systems give away: 32768 and up on Linux, 49152 and up elsewhere. */
const port = String.raw`(?:3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])\b`;
const host = String.raw`(?:\b(?:(?:\d{1,3}\.){3}\d{1,3}|localhost)|\[[\da-f:.%]{2,60}\])`;
const clock = String.raw`\d{1,2}:\d\d:\d\d(?:[.,]\d+)?`;
const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

/** In this order, and all of them in linear time on whatever a cell prints; those that a notebook or the command line adds come before them. */
export const sanitizers: readonly Sanitizer[] = [
  // Ports, where something says that they are ports.
  { pattern: `(${host}[:.])${port}`, replace: "$1PORT", flags: "i" },
  {
    pattern: String.raw`(\b\w{0,40}port\w{0,40}["']?\s{0,3}[:=]?\s{0,3})${port}`,
    replace: "$1PORT",
    flags: "i",
  },
  // Processes.
  { pattern: String.raw`\b(p?pid["']?|process)(\s{0,3}[:=#(]?\s{0,3})\d+`, replace: "$1$2PID", flags: "i" },
  // Times: ISO 8601, of HTTP, of JavaScript, and bare ones.
  {
    pattern: String.raw`\b\d{4}-\d\d-\d\d[T ]${clock}(?:Z|\s?[+-]\d\d:?\d\d)?`,
    replace: "TIME",
  },
  {
    pattern: String.raw`\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:\d{1,2} ${month}|${month} \d{1,2}),? \d{4} ${clock}(?: GMT(?:[+-]\d{4}(?: \([^)]*\))?)?)?`,
    replace: "TIME",
  },
  { pattern: String.raw`\b${clock}(?: ?[AP]M)?\b`, replace: "TIME", flags: "i" },
  // Durations, with their units: a slow machine says ms where a fast one says µs.
  {
    pattern: String.raw`\b\d+(?:[.,]\d+){0,4}\s?(?:ns|µs|μs|us|ms|s|min|(?:nano|micro|milli)?sec(?:ond)?s?|minutes?)\b`,
    replace: "DURATION",
  },
  // Paths of this machine and its user.
  { pattern: String.raw`(?:/private)?/(?:tmp|var/folders)/[^\s"'<>:;,)]*`, replace: "TEMPORARY" },
  {
    pattern: String.raw`(?:/(?:home|Users)/[^\s/"'<>:;,)]+|/root)(?=[/\s"'<>:;,)]|$)`,
    replace: "HOME",
    flags: "m",
  },
  { pattern: String.raw`[A-Z]:\\Users\\[^\s\\"'<>:;,)]+`, replace: "HOME" },
  // Random names.
  { pattern: String.raw`\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b`, replace: "UUID", flags: "i" },
];

/** The folder of the notebook, which is shown in errors and by what prints paths. */
export function folderSanitizer(folder: string): Sanitizer {
  return { pattern: folder.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), replace: "FOLDER" };
}

/** A text without what differs from run to run. */
export type Sanitize = (text: string) => string;

export function sanitizeWith(list: readonly Sanitizer[]): Sanitize {
  const steps = list.map(({ pattern, replace, flags = "" }) => ({
    pattern: new RegExp(pattern, `gu${flags}`),
    replace,
  }));
  return (text) => steps.reduce((changed, { pattern, replace }) => changed.replace(pattern, replace), text);
}

/** A list of sanitizers that cannot be used; the message names its place. */
export class SanitizerError extends NetcellError {
  constructor(fault: string) {
    super(fault, { code: "EINVAL", hint: usualForm }, fault);
  }
}

const usualForm = 'Write a list such as [{"pattern": "seed \\\\d+", "replace": "seed N"}].';

/** Reads sanitizers from metadata or a file; `where` is for the error. */
export function readSanitizers(value: unknown, where: string): Sanitizer[] {
  if (value === undefined) return [];
  if (!Array.isArray(value))
    throw new SanitizerError(`${where} should be a list of {"pattern": …, "replace": …}.`);
  return value.map((one, index) => readSanitizer(one, `${where}[${index}]`));
}

function readSanitizer(value: unknown, where: string): Sanitizer {
  const { pattern, replace, flags = "" } = (value ?? {}) as Json;
  if (typeof pattern !== "string" || typeof replace !== "string" || typeof flags !== "string")
    throw new SanitizerError(`${where} should be {"pattern": a regular expression, "replace": a text}.`);
  try {
    new RegExp(pattern, `gu${flags}`);
  } catch (error) {
    throw new SanitizerError(`${where}: ${(error as Error).message}.`);
  }
  return { pattern, replace, flags };
}
