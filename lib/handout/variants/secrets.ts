/** Secrets: the lines that students must not read, and the search for them in a text. */
import { stripVTControlCharacters } from "node:util";
import type { Lesson } from "./lesson";
import type { Withheld } from "./markers";

interface Secret {
  readonly kind: Withheld;
  /** Of the cell it stands in, from 1. */
  readonly place: number;
  /** As its author wrote it. */
  readonly line: string;
}

export interface Secrets {
  /** The first secret that one of the texts shows, if any does. */
  findIn(texts: Iterable<string>): Secret | undefined;
}

/**
 * A line is a secret when it has content: apart from punctuation and the words of every program (`} else {`,
 * `return;`, `await`) it has at least two words, or one of eight letters. And when students are not given the same
 * line elsewhere. A text shows it whatever its spacing, quotes and emphasis, but not as a part of longer words.
 */
export function secretsOf({ cells }: Lesson): Secrets {
  const given = normal(
    cells
      .flatMap(({ parts }) => parts.filter(({ kind }) => kind === "given"))
      .flatMap(({ lines }) => lines)
      .join("\n"),
  );
  const secrets = new Map<string, Secret>();
  for (const { place, parts } of cells)
    for (const { kind, lines } of parts)
      if (kind !== "given")
        for (const line of lines.map((text) => text.trim()))
          for (const piece of piecesOf(line)) {
            const secretText = normal(piece);
            if (
              secretText !== "" &&
              hasContent(piece) &&
              !secrets.has(secretText) &&
              !shows(given, secretText)
            )
              secrets.set(secretText, { kind, place, line });
          }
  return {
    findIn(texts) {
      if (secrets.size === 0) return undefined;
      for (const text of texts) {
        const searched = normal(text);
        for (const [secretText, secret] of secrets) if (shows(searched, secretText)) return secret;
      }
      return undefined;
    },
  };
}

/** A line, and what stands before and after the comment sign in it: an error may quote the code alone. */
function piecesOf(line: string): string[] {
  return [line, ...line.split(/(?:^|\s+)(?:\/\/|#)\s*/)];
}

function hasContent(line: string): boolean {
  const words = (line.match(/[\p{L}\p{N}_$]+/gu) ?? []).filter((word) => !everyday.has(word));
  return words.length > 1 || (words[0]?.length ?? 0) >= 8;
}

const everyday = new Set(
  `async await break case catch class const continue default delete do else error export extends false finally for
  from function if import in instanceof interface let new null of return static super switch this throw true try
  type typeof undefined var void while yield`.split(/\s+/),
);

/** Texts are compared without what a printer may change: colours, spacing, quotes, the marks of emphasis. */
function normal(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/["'`\\*_]/g, "")
    .replace(/\s+/g, " ")
    .replace(/(?<![\p{L}\p{N}$]) | (?![\p{L}\p{N}$])/gu, "");
}

function shows(text: string, secretText: string): boolean {
  const [first, last] = [secretText[0]!, secretText.at(-1)!];
  for (let at = text.indexOf(secretText); at !== -1; at = text.indexOf(secretText, at + 1)) {
    const after = at + secretText.length;
    const cutBefore = isWord(first) && isWord(text[at - 1]);
    const cutAfter = isWord(last) && isWord(text[after]);
    if (!cutBefore && !cutAfter) return true;
  }
  return false;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}$]/u.test(character);
}
