/** Completions for the end of a word, the best first. */
import type ts from "typescript";

export interface Completions {
  /** The part of the text that a candidate replaces. */
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** The candidates at `position`: names that begin with the word there, then names that contain it. */
export function completionsAt(
  service: ts.LanguageService,
  file: ts.SourceFile,
  code: string,
  position: number,
): Completions {
  const entries = service.getCompletionsAtPosition(file.fileName, position, {})?.entries ?? [];
  const [start, end] = wordAround(code, position);
  const word = code.slice(start, end).toLowerCase();
  const ranked = entries.flatMap(({ name, sortText }) => {
    const rank = rankOf(name, code.slice(start, end), word);
    return rank === undefined ? [] : [{ name, key: `${rank}${sortText}` }];
  });
  // The sort is stable: names with one key stay in the compiler's order.
  ranked.sort(
    (one, other) => compare(one.key, other.key) || (word === "" ? compare(one.name, other.name) : 0),
  );
  return { start, end, candidates: [...new Set(ranked.map(({ name }) => name))] };
}

function rankOf(name: string, word: string, lowerCaseWord: string): number | undefined {
  if (name.startsWith(word)) return 0;
  const lowerCaseName = name.toLowerCase();
  if (lowerCaseName.startsWith(lowerCaseWord)) return 1;
  return lowerCaseName.includes(lowerCaseWord) ? 2 : undefined;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The identifier that the position touches. */
function wordAround(code: string, position: number): [start: number, end: number] {
  const before = /[\p{ID_Continue}$\u200c\u200d]*$/u.exec(code.slice(0, position))?.[0] ?? "";
  const after = /^[\p{ID_Continue}$\u200c\u200d]*/u.exec(code.slice(position))?.[0] ?? "";
  return [position - before.length, position + after.length];
}
