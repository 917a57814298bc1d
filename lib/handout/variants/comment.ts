/** A comment of one line, in the language of a notebook. */

export function comment(text: string, language: string): string {
  return `${hashed.has(language) ? "#" : "//"} ${text}`;
}

/** Languages whose comments begin with `#`. */
const hashed = new Set(["python", "r", "ruby", "julia", "bash", "sh"]);
