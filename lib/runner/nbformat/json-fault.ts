/** Where a text stops being JSON: `JSON.parse` says it on some versions of Node.js only. */

export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** The text there, or undefined at the end. */
  readonly found: string | undefined;
  readonly expected: string;
}

const string = String.raw`"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"`;
const number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const token = new RegExp(String.raw`[ \t\r\n]*([{}[\],:]|${string}|${number}|true|false|null)`, "y");

/** The places in the grammar, each with the words for what may come there. */
const places = {
  value: "a value",
  "first value": 'a value or "]"',
  "first key": 'a name in quotes or "}"',
  key: "a name in quotes",
  colon: '":"',
  "next in {": '"," or "}"',
  "next in [": '"," or "]"',
  end: "nothing more",
} as const;
type Place = keyof typeof places;

/** The first place where `text` breaks the grammar of JSON, or undefined when it does not. */
export function jsonFault(text: string): JsonFault | undefined {
  const open: ("{" | "[")[] = [];
  let place: Place = "value";
  token.lastIndex = 0;
  for (;;) {
    const start = token.lastIndex;
    const next = token.exec(text)?.[1];
    const follows: Place | undefined = next === undefined ? undefined : step(place, next, open);
    if (follows === undefined) {
      const at = start + /^[ \t\r\n]*/.exec(text.slice(start))![0].length;
      return place === "end" && at === text.length ? undefined : describe(text, at, places[place]);
    }
    place = follows;
  }
}

/** The place after `next`, or undefined when `next` has no business at `place`. */
function step(place: Place, next: string, open: ("{" | "[")[]): Place | undefined {
  const valueDone = (): Place => {
    const outer = open.at(-1);
    return outer === undefined ? "end" : `next in ${outer}`;
  };
  const close = (): Place => {
    open.pop();
    return valueDone();
  };
  switch (place) {
    case "end":
      return undefined;
    case "first key":
    case "key":
      if (next === "}" && place === "first key") return close();
      return next.startsWith('"') ? "colon" : undefined;
    case "colon":
      return next === ":" ? "value" : undefined;
    case "next in {":
      return next === "," ? "key" : next === "}" ? close() : undefined;
    case "next in [":
      return next === "," ? "value" : next === "]" ? close() : undefined;
    default:
      if (next === "]" && place === "first value") return close();
      if (next === "{" || next === "[") {
        open.push(next);
        return next === "{" ? "first key" : "first value";
      }
      return "}],:".includes(next) ? undefined : valueDone();
  }
}

function describe(text: string, at: number, expected: string): JsonFault {
  const before = text.slice(0, at).split("\n");
  const found = /^\S{1,20}/u.exec(text.slice(at))?.[0];
  return { line: before.length, column: before.at(-1)!.length + 1, found, expected };
}
